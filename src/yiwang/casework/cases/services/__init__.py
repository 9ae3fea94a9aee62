"""The lawful acts on a case. Each is one transaction, one line of the journal, one leaf of the ledger, one event.

`number` is the case's number, `expected` the revision of the page the act was decided on (None: whatever it is now).
All raise NotFound for a case that is not the actor's to know, `Stale`, and the refusals of `lifecycle`.
"""

from yiwang.casework.cases.applying import Application, FileRef, MaterialLine, Receipt
from yiwang.casework.cases.moving import Moved
from yiwang.casework.cases.services.accepting import (
    accept,
    complete,
    decline,
    deem_accepted,
    lapse,
    return_for_completion,
)
from yiwang.casework.cases.services.assigning import hand_over, take
from yiwang.casework.cases.services.deciding import close, correct, extend, grant, pause, refuse, resume, withdraw
from yiwang.casework.cases.services.receiving import receive
from yiwang.casework.cases.services.talking import send_message
from yiwang.casework.cases.services.transferring import transfer
from yiwang.casework.cases.services.verifying import verify_material

__all__ = [
    "Application",
    "FileRef",
    "MaterialLine",
    "Moved",
    "Receipt",
    "accept",
    "close",
    "complete",
    "correct",
    "decline",
    "deem_accepted",
    "extend",
    "grant",
    "hand_over",
    "lapse",
    "pause",
    "receive",
    "refuse",
    "resume",
    "return_for_completion",
    "send_message",
    "take",
    "transfer",
    "verify_material",
    "withdraw",
]
