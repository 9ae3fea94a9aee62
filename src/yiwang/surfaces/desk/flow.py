"""The way through an acceptance at the window: five screens and the receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from yiwang.casework.intake import queries as intake
from yiwang.kit.errors import Text
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.desk import seat

FIND, WHO, MATERIALS, FORM, CHECK = range(5)
STEPS = (
    Text("找事项", "Find the item"),
    Text("来办事的人", "Who is here"),
    Text("材料", "Documents"),
    Text("表单", "Form"),
    Text("读一遍，提交", "Read out, file"),
)
_PAGES = {
    "question": "desk:accept_questions",
    "materials": "desk:accept_materials",
    "page": "desk:accept_form",
    "summary": "desk:accept_summary",
    "stopped": "desk:accept_questions",
}


def draft_of(request: HttpRequest, public_id: str) -> Any:
    """A draft begun at this seat; NotFound for any other."""
    return intake.draft(public_id, actor=request.actor)  # type: ignore[attr-defined]


def address(draft: Any, step: str | None = None) -> str:
    kind = (step or draft.step).partition(":")[0]
    return reverse(_PAGES.get(kind, "desk:accept_materials"), args=[draft.public_id])


def shared(request: HttpRequest, draft: Any, current: int) -> dict[str, Any]:
    """What every screen shows: the item, for whom, where one is."""
    version = intake.version_of(draft)
    return seat.context(request, "accept") | {
        "draft": draft,
        "version": version,
        "item": version.definition,
        "steps": STEPS,
        "current": current,
        "applicant": parties.identity(draft.party_id),
    }
