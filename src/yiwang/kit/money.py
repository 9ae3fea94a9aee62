"""Money: yuan as Decimal with two places, never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def yuan(amount: str | int | Decimal) -> Decimal:
    """An amount in yuan, rounded to the fen."""
    return Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
