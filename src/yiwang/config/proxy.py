"""Who calls, seen through the proxy that stands in front of a real city."""

from __future__ import annotations

from collections.abc import Iterable

from yiwang.config.gate import Application, Environ, StartResponse


def seen_through(application: Application) -> Application:
    """Every caller would have the proxy's address, and one who guesses passwords would shut the door on all others.

    The last address of `X-Forwarded-For` is the one the proxy itself has seen; what stands before it anybody may write.
    For a web process that nobody but the proxy can reach.
    """

    def called(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        seen = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen:
            environ["REMOTE_ADDR"] = seen
        return application(environ, start_response)

    return called
