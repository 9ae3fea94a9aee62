"""Whether a draft may be filed: everything judged again, and everything that is missing said at once. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwang.casework.intake import materials
from yiwang.casework.intake.materials import Checklist, Context
from yiwang.kit.errors import Invalid, Text
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.definition.forms import schema_for, validate


class Incomplete(Invalid):
    """Something is missing. `fields` says each: `question:<key>`, `page:<page>.<field>`, `material:<key>`."""

    code = "draft_incomplete"
    citizen = Text("还差几样，补上就能提交。", "A few things are missing; add them and file.")


OPEN_QUESTION = Text("请先回答这个问题。", "Please answer this question first.")


def complete(item: Version, answers: Mapping[str, str], values: Mapping[str, Any], known: Context) -> Checklist:
    """The checklist of a draft that may be filed; raises Incomplete with everything that is missing."""
    definition = item.definition
    stop = definition.stop_for(answers)
    if stop and stop.stop:
        raise Incomplete(stop.stop)
    faults: dict[str, Text] = {}
    if question := definition.next_question(answers):
        faults[f"question:{question.key}"] = OPEN_QUESTION
    faults |= _form_faults(item, answers, values)
    needed = materials.checklist(definition.materials_for(answers), known)
    for need in needed.missing:
        faults[f"material:{need.key}"] = Text(f"请上传：{need.name.zh}", f"Please upload: {need.name.en}")
    if faults:
        raise Incomplete(fields=faults)
    return needed


def asked_values(item: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields that this situation asks for; what was typed on a road since left is not filed."""
    asked = {field.key for page in item.definition.pages_for(answers) for field in page.fields}
    return {key: value for key, value in values.items() if key in asked}


def phone(item: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """The first mobile number in the form, to reach the person by; empty when the form asks for none."""
    fields = (field for page in item.definition.pages_for(answers) for field in page.fields)
    mobiles = (values.get(field.key) for field in fields if item.elements[field.element].type == "mobile")
    return str(next((value for value in mobiles if value), ""))


def _form_faults(item: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Text]:
    schema = schema_for(item.definition, item.elements, answers)
    errors = validate(schema, asked_values(item, answers, values))
    pages = {field.key: page.key for page in item.definition.pages_for(answers) for field in page.fields}
    return {f"page:{pages[key]}.{key}": text for key, text in errors.items() if key in pages}
