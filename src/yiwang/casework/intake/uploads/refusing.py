"""Why a file is not taken, said so that the person knows what to do next."""

from __future__ import annotations

from yiwang.kit.errors import Invalid, Text


class NotAccepted(Invalid):
    """The file is not kept; nothing else was changed."""

    code = "upload_not_accepted"
    citizen = Text("这份文件不能用，请换一份。", "This file cannot be used; please choose another.")


def unreadable(zh: str, en: str) -> NotAccepted:
    return NotAccepted(
        Text(
            f"这份{zh}打不开，可能没有传完整。请重新拍一张或重新导出。",
            f"This {en} cannot be opened. Please make it again.",
        )
    )


def trailing(zh: str, en: str) -> NotAccepted:
    return NotAccepted(
        Text(
            f"这份{zh}后面还藏着别的内容，不能用。请重新导出。",
            f"Something else is hidden behind this {en}. Export it again.",
        )
    )
