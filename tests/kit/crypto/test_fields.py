"""Secret fields: plain in Python, sealed in the table, and never compared by the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection, connections, models
from django.db.models.functions import Lower
from django.test.utils import isolate_apps

from yiwang.kit.crypto import keyring
from yiwang.kit.crypto.fields import SecretJSON, SecretText
from yiwang.kit.crypto.rotation import reseal, waiting
from yiwang.kit.crypto.sealing import Sealed

# A registry of its own, so that no migration is ever asked for this table.
with isolate_apps("yiwang.kit.ledger"):

    class Neighbour(models.Model):
        name = SecretText()
        phone = SecretText(null=True)
        answers = SecretJSON(default=dict)

        class Meta:
            app_label = "ledger"
            db_table = "test_neighbour"


@pytest.fixture
def table(committed: str, tmp_path: Path) -> Iterator[None]:
    """The table of the model above, and a ring of keys that the test may rotate."""
    with connections["owner"].schema_editor() as editor:
        editor.create_model(Neighbour)
        editor.execute("GRANT ALL ON test_neighbour TO yiwang_app")
    keyring.use(tmp_path, create=True)
    yield
    keyring.use(settings.ENVIRONMENT.keys, create=False)


def raw(column: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM test_neighbour ORDER BY id")
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_a_value_is_plain_in_python_and_sealed_in_the_table(table: None) -> None:
    Neighbour.objects.create(name="林小满", answers={"mode": "catering", "since": date(2026, 9, 1)})
    kept = Neighbour.objects.get()
    assert (kept.name, kept.phone, kept.answers) == ("林小满", None, {"mode": "catering", "since": "2026-09-01"})
    assert "林小满".encode() not in raw("name")[0]
    assert b"catering" not in raw("answers")[0]


def test_the_empty_text_is_sealed_too(table: None) -> None:
    Neighbour.objects.create(name="")
    assert len(raw("name")[0]) == 31
    assert Neighbour.objects.get().name == ""


@pytest.mark.parametrize("name", ["𠮷𫞩", "e\u0301", "x" * 100_000, "a\x00b", "\u202eabc"])
def test_any_name_comes_back_as_it_was(table: None, name: str) -> None:
    Neighbour.objects.create(name=name)
    assert Neighbour.objects.get().name == name


def test_update_bulk_create_and_values_seal_as_well(table: None) -> None:
    Neighbour.objects.bulk_create([Neighbour(name=name) for name in ("周一", "周二")])
    Neighbour.objects.filter(phone__isnull=True).update(phone="13900000000")
    assert list(Neighbour.objects.order_by("id").values_list("name", "phone")) == [
        ("周一", "13900000000"),
        ("周二", "13900000000"),
    ]
    assert all(b"139" not in value for value in raw("phone"))


@pytest.mark.parametrize("lookup", [{"name": "林小满"}, {"name__contains": "林"}, {"answers__mode": "x"}])
def test_searching_a_secret_field_is_an_error_not_an_empty_answer(lookup: dict[str, str]) -> None:
    with pytest.raises(FieldError):
        Neighbour.objects.filter(**lookup)


def test_a_function_over_a_secret_field_finds_nothing_to_read(table: None) -> None:
    Neighbour.objects.create(name="Lin")
    with pytest.raises(Exception, match="function lower"):
        list(Neighbour.objects.annotate(low=Lower("name")).values_list("low"))


def test_a_value_moved_to_another_column_by_hand_does_not_open(table: None) -> None:
    Neighbour.objects.create(name="林小满", phone="13900000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE test_neighbour SET phone = name")
    with pytest.raises(Sealed):
        Neighbour.objects.get()


def test_after_a_rotation_every_row_is_sealed_again_and_the_old_key_may_go(table: None, tmp_path: Path) -> None:
    for number in range(7):
        Neighbour.objects.create(name=f"住户{number}", phone=None if number % 2 else "021-0000")
    keyring.add(tmp_path)
    Neighbour.objects.create(name="住户7")
    assert waiting(Neighbour) == 7
    assert reseal(Neighbour, batch=3) == 7
    assert (waiting(Neighbour), reseal(Neighbour)) == (0, 0)
    assert {value[:3] for value in raw("name")} == {b"\x01\x00\x02"}
    (tmp_path / "master-1.key").unlink()
    keyring.use(tmp_path, create=False)
    assert [row.name for row in Neighbour.objects.order_by("id")] == [f"住户{n}" for n in range(8)]


def test_the_control_for_rotation_without_it_the_old_key_is_still_needed(table: None, tmp_path: Path) -> None:
    Neighbour.objects.create(name="住户")
    keyring.add(tmp_path)
    (tmp_path / "master-1.key").unlink()
    keyring.use(tmp_path, create=False)
    with pytest.raises(Sealed):
        Neighbour.objects.get()


def test_a_migration_keeps_the_purpose_of_a_renamed_table() -> None:
    field = SecretText(purpose="old_table.name")
    _, path, _, arguments = field.deconstruct()
    assert path == "yiwang.kit.crypto.fields.SecretText"
    assert arguments == {"purpose": "old_table.name"}
