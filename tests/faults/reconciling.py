"""Reconciliation after a fault: what the city promised against what its tables hold.

python -m tests.faults.reconciling [ACKNOWLEDGED.json]      (inside the city's environment; prints one JSON object)

I1 every acknowledged submission is there exactly once          (the file names the numbers people were shown)
I3 no licence without its decision, none sealed twice
I4 every change of state has its leaf, and the tree agrees with its checkpoints
I5 the outbox is empty and each fact was heard once by each of its handlers
I6 nothing was given to anybody who may not see it              (leaves of refused readings, rights of the roles)
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def one_case_each(acknowledged: list[str]) -> list[str]:
    """I1"""
    from yiwang.casework.cases.models import Case
    from yiwang.casework.intake.models import Draft

    there = Counter(Case.objects.filter(number__in=acknowledged).values_list("number", flat=True))
    faults = [
        f"I1 {number} was acknowledged and is there {there[number]} times"
        for number in acknowledged
        if there[number] != 1
    ]
    drafts = Counter(Draft.objects.exclude(case_number="").values_list("case_number", flat=True))
    faults += [f"I1 two drafts became {number}" for number, times in drafts.items() if times > 1]
    keys = Counter(Case.objects.values_list("applicant", "key"))
    faults += [f"I1 one submission made {times} cases" for times in keys.values() if times > 1]
    known = set(Case.objects.values_list("number", flat=True))
    return faults + [f"I1 a draft names {number}, which is not there" for number in drafts if number not in known]


def licences_follow_decisions() -> list[str]:
    """I3"""
    from yiwang.casework.cases.models import Case, Entry
    from yiwang.instruments.licences.checking import verify_row
    from yiwang.instruments.licences.models import Document, Licence
    from yiwang.kit import files
    from yiwang.kit.crypto.digest import sm3

    faults = []
    granted = set(Entry.objects.filter(act="grant").values_list("case__number", flat=True))
    for licence in Licence.objects.exclude(case_number=""):
        if licence.case_number not in granted:
            faults.append(f"I3 licence {licence.pk} has no decision")
        if not verify_row(licence):
            faults.append(f"I3 licence {licence.pk} does not verify")
    faults += [
        f"I3 {n} licences of one decision"
        for n in Counter(Licence.objects.values_list("case_number", flat=True)).values()
        if n > 1
    ]
    for case in Case.objects.filter(state__in=["granted", "closed"]).exclude(licence=""):
        if Licence.objects.filter(identifier=case.licence, case_number=case.number).count() != 1:
            faults.append(f"I3 {case.number} names a licence that is not there")
    documents = list(Document.objects.values_list("licence_id", "digest"))
    faults += [f"I3 licence {pk} has {n} documents" for pk, n in Counter(pk for pk, _ in documents).items() if n > 1]
    missing = set(Licence.objects.values_list("pk", flat=True)) - {pk for pk, _ in documents}
    faults += [f"I3 licence {pk} has no document" for pk in sorted(missing)]
    return faults + [
        f"I3 document of licence {pk} is not what it was"
        for pk, digest in documents
        if sm3(files.get(digest)).hex() != digest
    ]


def the_ledger_agrees() -> list[str]:
    """I4"""
    from yiwang.casework.cases import replaying
    from yiwang.casework.cases.models import Case, Entry
    from yiwang.kit.ledger import checking
    from yiwang.kit.ledger.models import Checkpoint, Leaf, Position

    faults = [f"I4 {problem.en}" for problem in checking.check_database().problems]
    faults += [f"I4 journal and state of {number} differ" for number in replaying.replay().differing]
    moves = Counter(Leaf.objects.filter(kind="cases.moved").values_list("case_number", flat=True))
    lines = Counter(Entry.objects.values_list("case__number", flat=True))
    for number in Case.objects.values_list("number", flat=True):
        if moves[number] < 1 or moves[number] > lines[number]:
            faults.append(f"I4 {number}: {lines[number]} lines in the journal, {moves[number]} leaves")
    unnumbered = Leaf.objects.count() - Position.objects.count()
    last = Checkpoint.objects.order_by("-size").first()
    if unnumbered or (last.size if last else 0) != Position.objects.count():
        faults.append(f"I4 {unnumbered} leaves have no number; last checkpoint {last and last.size}")
    return faults


def every_fact_was_heard_once() -> list[str]:
    """I5"""
    from django.db import connection

    from yiwang.casework.cases.models import Case, Entry
    from yiwang.kit.outbox import hearing
    from yiwang.kit.outbox.models import Fact, Heard

    faults = []
    heard = Counter(Heard.objects.values_list("fact_id", "handler"))
    for fact in Fact.objects.all():
        if fact.handed_on_at is None:
            faults.append(f"I5 fact {fact.pk} waits")
        for handler in hearing.handlers_of(fact.kind):
            if heard[(fact.pk, hearing.name_of(handler))] != 1:
                faults.append(
                    f"I5 fact {fact.pk} {fact.kind} was heard {heard[(fact.pk, hearing.name_of(handler))]} times"
                )
    told = Counter(Fact.objects.filter(kind="cases.CaseMoved").values_list("body__number", flat=True))
    moves = Entry.objects.exclude(before="", after="").values_list("case__number", "before", "after")
    happened = Counter(number for number, before, after in moves if before != after)
    faults += [
        f"I5 {n}: {happened[n]} moves, {told[n]} facts"
        for n in Case.objects.values_list("number", flat=True)
        if told[n] < happened[n]
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE queue_name='facts' AND status IN ('todo','doing','failed')"
        )
        if jobs := cursor.fetchone()[0]:
            faults.append(f"I5 {jobs} jobs are left")
    return faults


def nobody_saw_what_is_not_theirs() -> list[str]:
    """I6: a draft belongs to whoever filed its case, and the application's role cannot rewrite history."""
    from django.db import connection

    from yiwang.casework.cases.models import Case
    from yiwang.casework.intake.models import Draft

    applicant = dict(Case.objects.values_list("number", "applicant"))
    faults = [
        f"I6 the draft of {number} belongs to another"
        for number, party in Draft.objects.exclude(case_number="").values_list("case_number", "party")
        if applicant.get(number) != party
    ]
    with connection.cursor() as cursor:
        for table in ("ledger_leaf", "ledger_position", "cases_entry", "licences_licence", "ledger_checkpoint"):
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
                if cursor.fetchone()[0]:
                    faults.append(f"I6 the application may {right} {table}")
    return faults


def reconcile(acknowledged: list[str]) -> list[str]:
    """Every fault found, in words; empty when all promises were kept."""
    return [
        *one_case_each(acknowledged),
        *licences_follow_decisions(),
        *the_ledger_agrees(),
        *every_fact_was_heard_once(),
        *nobody_saw_what_is_not_theirs(),
    ]


def figures() -> dict[str, Any]:
    from yiwang.casework.cases.models import Case
    from yiwang.instruments.licences.models import Document, Licence
    from yiwang.kit.ledger.models import Leaf
    from yiwang.kit.outbox.models import Fact

    return {model.__name__: model.objects.count() for model in (Case, Licence, Document, Leaf, Fact)}


def main(file: str = "") -> None:
    import django

    django.setup()
    acknowledged = json.loads(Path(file).read_text()) if file else []
    print(json.dumps({"faults": reconcile(acknowledged), "figures": figures()}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
