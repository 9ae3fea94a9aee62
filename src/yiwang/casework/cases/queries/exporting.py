"""Everything of a case in one file, for the person it belongs to."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

from yiwang.casework.cases.decisions import Notice
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.queries.showing import CaseView, messages, notices, view
from yiwang.casework.cases.queries.telling import timeline
from yiwang.instruments.licences import queries as licences
from yiwang.kit import calendar, files
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refusal


def everything(case: Case, actor: Actor) -> bytes:
    """A ZIP of readable files: form, materials, history, written acts, messages, licence."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in _files(case, actor):
            folder.writestr(name, content)
    return packed.getvalue()


def _files(case: Case, actor: Actor) -> Iterator[tuple[str, bytes | str]]:
    seen = view(case)
    yield "1-申请.txt", _application(seen)
    yield "2-办理经过.txt", _history(case, actor)
    for notice in notices(case):
        yield f"3-文书/{notice.line:02d}-{notice.title.zh}.txt", _paper(notice)
    yield "4-留言.txt", "\n\n".join(f"{_moment(m.at)} {m.name}\n{m.text}" for m in messages(case)) or "没有留言。\n"
    for material in seen.materials:
        for place, file in enumerate(material.files, 1):
            name = _safe(f"{material.name.zh}-{place}-{file['name']}")
            yield f"5-材料/{name}", files.get(str(file["digest"]))
    if case.licence and (document := _licence(case, actor)):
        yield "6-证照.pdf", document


def _application(seen: CaseView) -> str:
    lines = [seen.item_name.zh, f"办件编号 {seen.number_grouped}", f"办理部门 {seen.office.name.zh}"]
    lines += [f"申请人 {seen.applicant.name} {seen.applicant.number}", f"提交 {_moment(seen.received_at)}", ""]
    lines += [f"{ask.zh} {answer.zh}" for ask, answer in seen.situation]
    lines += [f"{label.zh}：{value.zh}" for label, value, _ in seen.form]
    lines += ["", "材料："]
    lines += [f"{m.name.zh}：{m.state_label.zh}。{m.rule.zh} {m.source.zh}".strip() for m in seen.materials]
    return "\n".join(lines) + "\n"


def _history(case: Case, actor: Actor) -> str:
    lines = []
    for line in timeline(case, actor):
        if line.at is None:
            continue
        lines.append(f"{_moment(line.at)} {line.label.zh}（{line.by.zh}）")
        lines += [f"    {detail.zh}" for detail in line.details]
        lines += [f"    理由：{line.reasons}"] if line.reasons else []
    return "\n".join(lines) + "\n"


def _paper(notice: Notice) -> str:
    listed = [f"{place}. {item}" for place, item in enumerate(notice.listed, 1)]
    reasons = [f"理由：{notice.reasons}"] if notice.reasons else []
    basis = [f"依据：{notice.basis}"] if notice.basis else []
    body = [*notice.paragraphs, *listed, *reasons, *basis, notice.remedies]
    parts = [notice.title.zh, notice.number, *(part for part in body if part), notice.office, str(notice.issued_on)]
    return "\n\n".join(parts) + "\n"


def _licence(case: Case, actor: Actor) -> bytes | None:
    """The sealed document, if it has been made."""
    try:
        return licences.document(case.licence, actor)
    except Refusal:
        return None


def _moment(at: datetime) -> str:
    return at.astimezone(calendar.SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _safe(name: str) -> str:
    """A name that stays inside the folder it is unpacked into."""
    return re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name)[:120].lstrip(".")
