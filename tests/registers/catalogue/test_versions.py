"""Items are published in versions that never overlap and never change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.kit import calendar
from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import queries, services
from yiwang.registers.catalogue.models import ItemVersion

pytestmark = pytest.mark.django_db
CODE = "310117001000"


@pytest.fixture(autouse=True)
def offices() -> None:
    people.department(1)


def publish(*declared: dict[str, object]) -> dict[str, int]:
    return services.publish(city=people.SHANGHAI, items=declared or [items.item()], elements=items.ELEMENTS).counts()


def on(day: date) -> queries.Version | None:
    with calendar.at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        return queries.current(CODE, people.SHANGHAI)


def test_the_same_declaration_twice_is_one_version() -> None:
    assert publish()["new"] == 1
    assert publish() == {"new": 0, "changed": 0, "unchanged": 1, "retired": 0}
    assert ItemVersion.objects.count() == 1


def test_a_later_version_begins_on_its_day_and_the_old_one_ends_the_day_before() -> None:
    publish()
    publish(items.item(effective_on="2027-01-01", visits=1, visits_reason=items.text("验鸭")))
    before, after = on(date(2026, 12, 31)), on(date(2027, 1, 1))
    assert before is not None and (before.number, before.definition.visits) == (1, 0)
    assert after is not None and (after.number, after.definition.visits) == (2, 1)
    assert on(date(2026, 8, 31)) is None


def test_a_correction_with_the_same_day_takes_over_and_the_old_one_stays_pinned() -> None:
    publish()
    pinned = queries.current(CODE)
    assert publish(items.item(keywords=["鸭"]))["changed"] == 1
    now = queries.current(CODE)
    assert now is not None and pinned is not None and now.number == 2
    assert queries.version(pinned.pk).definition.keywords == ("鸭子", "家禽")
    assert [version.number for version in queries.versions_of(CODE, people.SHANGHAI)] == [2, 1]


def test_a_changed_data_element_is_a_new_version_and_the_old_keeps_its_own() -> None:
    publish()
    pinned = queries.current(CODE)
    changed = items.ELEMENTS | {"person.name": items.ELEMENTS["person.name"] | {"max": 5}}
    assert services.publish(city=people.SHANGHAI, items=[items.item()], elements=changed).counts()["changed"] == 1
    now = queries.current(CODE)
    assert now is not None and pinned is not None
    assert (queries.version(pinned.pk).elements["person.name"].max, now.elements["person.name"].max) == (20, 5)


def test_what_a_version_says_cannot_be_changed_nor_the_version_deleted() -> None:
    publish()
    for change in (
        lambda: ItemVersion.objects.update(body={}),
        lambda: ItemVersion.objects.update(number=9),
        lambda: ItemVersion.objects.all().delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_the_database_refuses_two_versions_in_force_at_once() -> None:
    publish()
    row = ItemVersion.objects.get()
    row.pk, row.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_retired_item_is_no_longer_offered_but_its_version_is_still_read() -> None:
    publish()
    version = queries.current(CODE)
    assert services.retire_missing(city=people.SHANGHAI, codes=[]) == [CODE]
    assert version is not None and queries.current(CODE) is None
    assert queries.search("养鸭", people.SHANGHAI) == [] and queries.published(people.SHANGHAI) == []
    assert queries.version(version.pk).definition.code == CODE
    publish()
    assert queries.current(CODE) is not None


def test_a_department_the_city_does_not_have_is_refused() -> None:
    with pytest.raises(services.DepartmentMissing):
        publish(items.item(department=people.credit_code(8, "11310000")))


def test_lists_come_page_by_page_without_gap_or_repetition() -> None:
    declared = [items.item(code=f"3101170{n:02d}000", name=items.text(f"样例事项{n % 7}")) for n in range(20)]
    publish(*declared)
    seen: list[str] = []
    after = None
    while page := queries.published(people.SHANGHAI, topic="farming", audience="person", after=after, limit=6):
        seen += [each.code for each in page]
        after = page[-1].cursor
    assert sorted(seen) == sorted(each["code"] for each in declared)
    assert len(queries.published(people.SHANGHAI, after="broken\x00cursor", limit=6)) == 6
    assert queries.published(people.SHANGHAI, topic="none") == []


def test_what_people_type_finds_the_item() -> None:
    publish(items.item(), items.item(code="310117002000", name=items.text("池塘养鱼备案"), keywords=["鱼塘"]))
    for typed, way in (
        ("稻田养鸭许可", "name"),
        ("稻田", "name"),
        ("养鸭", "words"),
        ("鸭子", "words"),
        ("怎么办养鸭许可？", "words"),
        ("dtyyxk", "initials"),
        ("yangya", "initials"),
        ("DUCKS", "words"),
        ("养押", "spelling"),
        (CODE, "words"),
    ):
        hits = queries.search(typed, people.SHANGHAI)
        assert hits, typed
        assert (hits[0].item.code, hits[0].way) == (CODE, way), typed
    for nothing in ("", "  ", "\x00", "%", "_", "'", "\\", "!&|():*", "火箭发射", "\ud800"):
        assert queries.search(nothing, people.SHANGHAI) == [], nothing
    assert queries.search("养鸭", people.GUANGDONG) == []


def test_a_version_is_parsed_once(django_assert_num_queries: object) -> None:
    publish()
    version = queries.current(CODE)
    assert version is not None
    with django_assert_num_queries(0):  # type: ignore[operator]
        for _ in range(3):
            assert queries.version(version.pk).definition is version.definition
    with pytest.raises(NotFound):
        queries.version(version.pk + 1000)
    assert queries.count(people.SHANGHAI) == 1
    with calendar.at(calendar.now() + timedelta(days=400)):
        assert queries.count(people.SHANGHAI) == 1
