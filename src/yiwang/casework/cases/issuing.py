"""What a licence says of the case: its form, its answers and what the registers said, as people read them.

Name and number of the holder, office, case number and dates are filled by `licences` itself.
"""

from __future__ import annotations

from yiwang.casework.cases.models import Case
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.definition.elements import LicenceType


def values(licence_type: LicenceType, case: Case, version: Version) -> dict[str, str]:
    """By field key; a source that the case does not have is left out, never an error at the decision."""
    read = {"form": _form, "answer": _answer, "register": _register}
    found = {}
    for field in licence_type.fields:
        room, _, key = field.source.partition(".")
        if room in read and (value := read[room](key, case, version)):
            found[field.key] = value
    return found


def _form(key: str, case: Case, version: Version) -> str:
    field = next((field for field in version.definition.fields() if field.key == key), None)
    return version.elements[field.element].in_words(case.values.get(key)).zh if field else ""


def _answer(key: str, case: Case, version: Version) -> str:
    labels = version.definition.situation_labels(case.answers)
    return next((option.label.zh for question, option in labels if question.key == key), "")


def _register(key: str, case: Case, version: Version) -> str:
    return str(case.registered.get(key, ""))
