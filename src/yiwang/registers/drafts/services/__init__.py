"""Verbs of the life of an item: each is one lawful act, one transaction and one line in the journal."""

from yiwang.registers.drafts.services.publishing import NotClean, Overtaken, ReasonNeeded, cancel, publish
from yiwang.registers.drafts.services.returning import Returned, write_back
from yiwang.registers.drafts.services.reviewing import NothingChanged, approve, send_back, submit, withdraw
from yiwang.registers.drafts.services.writing import Changed, CodeTaken, create, move_over, open, retire, revert, save

__all__ = [
    "Changed",
    "CodeTaken",
    "NotClean",
    "NothingChanged",
    "Overtaken",
    "ReasonNeeded",
    "Returned",
    "approve",
    "cancel",
    "create",
    "move_over",
    "open",
    "publish",
    "retire",
    "revert",
    "save",
    "send_back",
    "submit",
    "withdraw",
    "write_back",
]
