"""Licence verifications in process, against bare SM2 verifications of the same bytes in the same run."""

from __future__ import annotations

from typing import Any

from benchmarks.ground import per_second

SECONDS = 2.0
ROUNDS = 5


def measure(size: int) -> dict[str, Any]:
    """Per second, one after the other, each the best of five rounds; `size` is not used."""
    from yiwang.instruments.licences import checking, contents
    from yiwang.instruments.licences.models import Licence
    from yiwang.kit.crypto import sm2

    row = Licence.objects.get(pk=_issue())
    assert checking.verify_row(row), "the licence just issued must verify"
    pair, message = sm2.generate(), contents.encode(row.content)
    signature = sm2.sign(pair, message)
    ours, limit = 0.0, 0.0
    for _ in range(ROUNDS):
        ours = max(ours, per_second(lambda: checking.verify_row(row), SECONDS / ROUNDS))
        limit = max(limit, per_second(lambda: sm2.verify(pair.public, message, signature), SECONDS / ROUNDS))
    return {
        "ours_per_second": round(ours, 1),
        "limit_per_second": round(limit, 1),
        "ratio": round(ours / limit, 3),
        "wanted": "ratio >= 0.5",
    }


def _issue() -> int:
    """One licence of the pack's first type, issued by its service."""
    from yiwang.instruments.licences import queries, services
    from yiwang.kit import calendar
    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.offices.models import Department
    from yiwang.registers.parties import services as parties

    holder = parties.register_person(
        actor=SYSTEM, name="基准某某", number="310101198001010018", phone="13800000000", address="示例路1号"
    )
    kind = next(iter(queries.types().values()))
    starts_on, ends_on = queries.validity(kind.key, calendar.today())
    return services.issue(
        actor=SYSTEM, type_key=kind.key, office=Department.objects.order_by("pk")[0].pk, holder=holder, values={},
        case_number="", decided_at=calendar.now(), valid_from=starts_on, valid_until=ends_on,
    ).pk  # fmt: skip
