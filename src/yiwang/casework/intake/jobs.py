"""What is done each minute."""

from __future__ import annotations

from yiwang.casework.intake import services


def verify_waiting() -> None:
    """Ask again the registers that were down when somebody filed."""
    services.verify_waiting()


def expire_drafts() -> None:
    """Let go of drafts that nobody has touched for as long as the pack keeps them."""
    services.expire()


EACH_MINUTE = (verify_waiting, expire_drafts)
