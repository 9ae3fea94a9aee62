"""Behind a proxy, whoever calls is who the proxy has seen."""

from __future__ import annotations

from typing import Any

import pytest

from yiwang.config.proxy import seen_through


@pytest.mark.parametrize(
    ("forwarded", "caller"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # what the caller wrote themself does not count
        ("", "127.0.0.1"),
    ],
)
def test_a_caller_has_the_address_that_the_proxy_has_seen(forwarded: str, caller: str) -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ["REMOTE_ADDR"])
        return []

    seen_through(application)({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}, None)
    assert seen == [caller]
