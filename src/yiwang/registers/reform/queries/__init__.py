"""Questions about the reform. Everything here is public knowledge."""

from yiwang.registers.reform.queries.registered import Told, counts, matter, register, scopes_of, tell
from yiwang.registers.reform.queries.searching import search

__all__ = ["Told", "counts", "matter", "register", "scopes_of", "search", "tell"]
