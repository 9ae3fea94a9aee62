"""What every page knows."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    return {"large": request.COOKIES.get("yiwang_size") == "large"}
