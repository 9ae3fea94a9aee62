"""The way through an application: where a draft goes on, and the one line that shows how far one is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from yiwang.casework.intake import queries as intake
from yiwang.kit.errors import Text
from yiwang.surfaces.portal import visitors

SITUATION, MATERIALS, DETAILS, CHECK = 0, 1, 2, 3
STEPS = (
    Text("情形", "Situation"),
    Text("材料", "Documents"),
    Text("信息", "Details"),
    Text("确认", "Check"),
)


def draft_of(request: HttpRequest, public_id: str) -> Any:
    """One's own draft; NotFound for any other."""
    return intake.draft(public_id, actor=request.actor, visitor=visitors.of(request))  # type: ignore[attr-defined]


def address(draft: Any, step: str | None = None) -> str:
    """The page of a step: the draft's own, unless told."""
    kind, _, key = (step or draft.step).partition(":")
    if kind == "question":
        return reverse("portal:question", args=[draft.public_id, key])
    if kind == "page":
        return reverse("portal:form", args=[draft.public_id, key])
    names = {"materials": "portal:materials", "summary": "portal:summary", "stopped": "portal:stopped"}
    return reverse(names.get(kind, "portal:materials"), args=[draft.public_id])


def shared(draft: Any, current: int) -> dict[str, Any]:
    """What every page of the flow shows."""
    version = intake.version_of(draft)
    return {
        "draft": draft,
        "version": version,
        "item": version.definition,
        "guide": reverse("portal:item", args=[version.definition.code]),
        "steps": STEPS,
        "current": current,
        "step_number": current + 1,
    }
