"""The world of the access matrix, for clients that are not ours."""

from __future__ import annotations

from tests.attacks.conftest import world

__all__ = ["world"]
