"""Who may, for every address with an object in it. A new address needs its row here, or the build fails."""

from __future__ import annotations

OPEN = frozenset({"*"})
"""Anybody: open facts, or an address that is itself the secret (a licence's verification code)."""
OWNER = frozenset({"owner"})
CLERK = frozenset({"clerk here"})
OFFICE = frozenset({"clerk here", "approver here"})
HEAD = frozenset({"administrator"})
API = frozenset({"owner", "machine here"})

MATRIX: dict[str, frozenset[str]] = {
    "api:case": API,
    "api:item": OPEN,
    "api:thing": OPEN,
    "api:verify": OPEN,
    "desk:accept_delete": CLERK,
    "desk:accept_draft": CLERK,
    "desk:accept_file": CLERK,
    "desk:accept_form": CLERK,
    "desk:accept_item": OPEN,
    "desk:accept_materials": CLERK,
    "desk:accept_questions": CLERK,
    "desk:accept_receipt": CLERK,
    "desk:accept_remove": CLERK,
    "desk:accept_summary": CLERK,
    "desk:act": OFFICE,
    "desk:case": OFFICE,
    "desk:case_file": OFFICE,
    "desk:complete": OFFICE,
    "desk:dismiss": HEAD,
    "desk:hand_over": OFFICE,
    "desk:identity": OFFICE,
    "desk:licence": OFFICE,
    "desk:message": OFFICE,
    "desk:notice": OFFICE,
    "desk:take": OFFICE,
    "desk:verify": OFFICE,
    "portal:case": OWNER,
    "portal:case_file": OWNER,
    "portal:case_receipt": OWNER,
    "portal:complete": OWNER,
    "portal:delete": OWNER,
    "portal:department": OPEN,
    "portal:draft": OWNER,
    "portal:everything": OWNER,
    "portal:file": OWNER,
    "portal:form": OWNER,
    "portal:item": OPEN,
    "portal:letter": OPEN,
    "portal:licence": OWNER,
    "portal:licence_pdf": OWNER,
    "portal:materials": OWNER,
    "portal:message": OWNER,
    "portal:move_over": OWNER,
    "portal:notice": OWNER,
    "portal:question": OWNER,
    "portal:rate": OWNER,
    "portal:receipt": OWNER,
    "portal:remove": OWNER,
    "portal:start": OPEN,
    "portal:static": OPEN,
    "portal:stopped": OWNER,
    "portal:submit": OWNER,
    "portal:summary": OWNER,
    "portal:thing": OPEN,
    "portal:thing_begin": OPEN,
    "portal:thing_guide": OPEN,
    "portal:topic": OPEN,
    "portal:upload": OWNER,
    "portal:verdict": OPEN,
    "portal:withdraw": OWNER,
}
