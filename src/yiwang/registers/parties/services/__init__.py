"""Verbs: registering parties, opening accounts, signing in, appointing staff."""

from yiwang.registers.parties.services.accounts import TooManyAttempts, authenticate, open_account
from yiwang.registers.parties.services.registering import (
    NameDiffers,
    register_organisation,
    register_person,
    represent,
    stop_representing,
    verify,
)
from yiwang.registers.parties.services.staffing import appoint, dismiss

__all__ = [
    "NameDiffers",
    "TooManyAttempts",
    "appoint",
    "authenticate",
    "dismiss",
    "open_account",
    "register_organisation",
    "register_person",
    "represent",
    "stop_representing",
    "verify",
]
