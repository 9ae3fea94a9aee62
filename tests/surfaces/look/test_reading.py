"""What every page shares: headers, the reader's choices, files that never show an old version, error pages."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from yiwang.kit.errors import Invalid, Text, Unavailable
from yiwang.surfaces.look import assets, failures, keeping, reader
from yiwang.surfaces.look.templatetags import look


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(client: Client) -> None:
    policy = client.get("/accessibility/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_a_language_is_chosen_by_a_link_and_kept(client: Client) -> None:
    answer = client.get("/accessibility/?lang=en&a=1")
    assert answer.status_code == 302 and answer["Location"] == "/accessibility/?a=1"
    page = client.get("/accessibility/")
    assert '<html lang="en"' in page.content.decode() and "Something does not work?" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_large_type_is_chosen_by_a_link_and_set_by_the_server(client: Client) -> None:
    client.get("/accessibility/?size=large")
    page = client.get("/accessibility/").content.decode()
    assert 'data-size="large"' in page and "标准版" in page
    client.get("/accessibility/?size=normal")
    assert "data-size" not in client.get("/accessibility/").content.decode()


@pytest.mark.parametrize("path", ["//evil.example/?lang=en", "/\\evil.example/?lang=en"])
def test_a_choice_never_leads_to_another_site(path: str) -> None:
    request = RequestFactory().get("/", {"lang": "en"})
    request.path = path.partition("?")[0]
    assert reader.address_without_choice(request).startswith("/") and not (
        reader.address_without_choice(request).startswith("//")
    )


@pytest.mark.parametrize(
    ("wanted", "ours"),
    [("/cases/", True), ("/cases/?a=//x", True), ("//evil.example", False), ("https://evil.example", False),
     ("/\\evil.example", False), ("javascript:alert(1)", False), ("", False)],
)  # fmt: skip
def test_only_a_path_of_this_site_is_gone_to_after_signing_in(wanted: str, ours: bool) -> None:
    assert keeping.is_ours(wanted) is ours


def test_a_file_is_kept_for_a_year_under_its_digest_and_no_other(client: Client) -> None:
    address = assets.address("look/look.css")
    assert client.get(address)["Cache-Control"] == assets.YEAR
    assert client.get("/static/look/look.css?v=old")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["look/../../settings.py", "../look/look.css", "yiwang/config/settings.py"])
def test_only_files_of_the_look_are_served(client: Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_refusal_is_a_page_with_its_own_status_and_words() -> None:
    request = RequestFactory().get("/x/")
    page = failures.refused(request, Invalid(fields={"number": Text("号码少了一位。", "One digit is missing.")}))
    assert page.status_code == 422 and "号码少了一位。" in page.content.decode()
    assert failures.refused(request, Unavailable())["Retry-After"] == "30"


def test_a_page_that_is_not_there_never_repeats_what_was_asked(client: Client) -> None:
    page = client.get("/nothing/310115198809209992/")
    assert page.status_code == 404 and "310115198809209992" not in page.content.decode()


@pytest.mark.parametrize(("number", "shown"), [("31002611231383545816", "3100 2611 2313 8354 5816"), ("12", "12")])
def test_a_number_is_shown_in_groups_of_four(number: str, shown: str) -> None:
    assert look.grouped(number) == shown


def test_a_limit_is_never_bare_days() -> None:
    assert look.days(4) == "4 个工作日" and look.days(4, "2") == "4 个自然日"
