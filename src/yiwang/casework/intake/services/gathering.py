"""Gathering materials: asking the city's sources, and taking what the person hands in."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.db import transaction

from yiwang.casework.cases import queries as cases
from yiwang.casework.intake import asking, queries
from yiwang.casework.intake.keeping import forget_files, hold_file, locked, public_id, touch
from yiwang.casework.intake.materials import Checklist
from yiwang.casework.intake.models import Check, Draft, Upload
from yiwang.casework.intake.stepping import MATERIALS
from yiwang.casework.intake.uploads import Clean, NotAccepted, inspect
from yiwang.kit import calendar, files
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import NotFound, Text

MOST_FILES = 20
"""Of one material."""
MOST_BYTES = 200 * 1024 * 1024
"""Of one draft."""
TOO_MANY = Text("这一项的文件太多了，请先删掉几份。", "There are too many files here; remove some first.")
SIGN_IN = Text("请先登录，再上传材料。您填的内容还在。", "Please sign in to upload. What you entered is kept.")
NOT_NEEDED = Text("这份材料不用提交。", "This material need not be submitted.")
# A page waits for its sources this long at most; whoever was not asked by then is taken for silent.
PATIENCE_SECONDS = 6.0


def check_sources(*, actor: Actor, draft: Draft | str, visitor: str = "") -> Checklist:
    """Ask the licence store and the base registers what they know, then read the checklist.

    What answered within a day is not asked again. Registers are asked outside any transaction, for some seconds at
    most in all. Before signing in there is nobody to ask about.
    """
    found = queries.draft(public_id(draft), actor=actor, visitor=visitor)
    if found.party_id is None or found.case_number:
        return queries.checklist(found)
    known = queries.context(found)
    asked = asking.licences(found, known)
    until = time.monotonic() + PATIENCE_SECONDS
    for material in asking.open_resources(found, known, asked):
        late = time.monotonic() > until
        asked.append(asking.silent(found, material) if late else asking.register(actor, found, material))
    _keep(found, asked)
    return queries.checklist(found)


def upload(*, actor: Actor, draft: Draft | str, material: str, name: str, data: bytes, visitor: str = "") -> Upload:
    """Take one file for one material: looked into, cleaned, kept encrypted under its SM3. Raises NotAccepted, NotFound.

    The same content given twice for one material is there once. Whoever has not signed in uploads nothing: files of
    nobody could fill the store.
    """
    found = queries.draft(public_id(draft), actor=actor, visitor=visitor)
    if found.party_id is None:
        raise NotAccepted(SIGN_IN)
    clean = inspect(name, data, _accepted_by(found, material))
    digest = sm3(clean.data).hex()
    row = Upload(material=material, digest=digest, **_described(clean))
    try:
        with transaction.atomic():
            held = locked(actor, found, visitor)
            hold_file(digest)
            row.is_first = not files.exists(digest)
            files.put(clean.data)
            return _add(held, row)
    except Exception:
        # Refused after it was put: what nobody has a row for does not stay.
        forget_files([row])
        raise


def remove_upload(*, actor: Actor, draft: Draft | str, upload: str, visitor: str = "") -> None:
    """Take one file back; `upload` is its public id. Raises NotFound."""
    with transaction.atomic():
        held = locked(actor, draft, visitor)
        row = Upload.objects.filter(draft=held, public_id=upload).first()
        if row is None:
            raise NotFound
        Upload.objects.filter(pk=row.pk).delete()
        touch(held)
    forget_files([row])


def keep_files_of_case(*, number: str) -> None:
    """What a case holds stays in the store, even if a draft had brought the same content first and is deleted."""
    case = cases.find(SYSTEM, number)
    digests = {file["digest"] for material in cases.view(case).materials for file in material.files}
    Upload.objects.filter(digest__in=digests).update(is_first=False)


def _accepted_by(draft: Draft, material: str) -> tuple[str, ...]:
    """The kinds of file that the material takes; a paper that the city does not need is not taken."""
    need = next((each for each in queries.checklist(draft).needs if each.key == material), None)
    if need is None:
        raise NotFound
    if not need.may_upload:
        raise NotAccepted(NOT_NEEDED)
    return need.accept


def _described(clean: Clean) -> dict[str, Any]:
    return {
        "public_id": secrets.token_urlsafe(12),
        "name": clean.name,
        "media_type": clean.media_type,
        "size": len(clean.data),
        "pages": clean.pages,
        "at": calendar.now(),
    }


def _add(held: Draft, row: Upload) -> Upload:
    others = list(Upload.objects.filter(draft=held))
    same = next((other for other in others if (other.material, other.digest) == (row.material, row.digest)), None)
    if same:
        return same
    if sum(other.material == row.material for other in others) >= MOST_FILES:
        raise NotAccepted(TOO_MANY)
    if sum(other.size for other in others) + row.size > MOST_BYTES:
        raise NotAccepted(TOO_MANY)
    row.draft = held
    row.save(force_insert=True)
    held.step = MATERIALS
    touch(held, "step")
    return row


def _keep(draft: Draft, asked: list[Check]) -> None:
    if not asked:
        return
    with transaction.atomic():
        Check.objects.bulk_create(
            asked,
            update_conflicts=True,
            unique_fields=["draft", "material", "source"],
            update_fields=["key", "state", "name", "name_en", "values", "uses_form", "licence_identifier", "at"],
        )
        Draft.objects.filter(pk=draft.pk, case_number="").update(step=MATERIALS)
