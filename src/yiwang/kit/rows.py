"""Rows that are read and written at every request: their SQL is composed once, later only values are put in.

Composing a query costs a web process several times what PostgreSQL needs to answer it. Rules and visibility stay where
they are: a question is composed from the same query set as everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
Kind = type[int] | type[str] | type[date]

# Stand for what is put in later: values that no query holds by itself, and that fit the smallest column of their kind.
_MARKS: dict[Kind, Callable[[int], Any]] = {
    int: lambda place: 2_147_400_000 + place,
    str: lambda place: f"\x01{place}\x01",
    date: lambda place: date(1, 1, 1 + place),
}


class Question(Generic[Row]):
    """`Question(lambda pk: Party.objects.filter(pk=pk), pk=int)`, asked by `.rows(pk=5)` or `.first(pk=5)`.

    The kinds name what is put in and its type: int, str or date. The query set may follow foreign keys and lock; it is
    composed when it is first asked, on the default database. Raises ValueError where a name is not in the query.
    """

    def __init__(self, compose: Callable[..., models.QuerySet[Row]], **kinds: Kind) -> None:
        self._compose, self._kinds = compose, kinds
        self._composed: _Composed | None = None

    def rows(self, **given: Any) -> list[Row]:
        """Every row that answers."""
        self._composed = composed = self._composed or _composed(self._compose, self._kinds)
        parameters = [given[value.name] if isinstance(value, _Place) else value for value in composed.parameters]
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, parameters)
            return [composed.row(list(values)) for values in cursor.fetchall()]

    def first(self, **given: Any) -> Row | None:
        """The first row that answers, or None."""
        return next(iter(self.rows(**given)), None)


@dataclass(frozen=True)
class _Place:
    name: str


@dataclass(frozen=True)
class _Composed:
    """The SQL, its parameters with the places left open, and how a line of the answer becomes a model."""

    sql: str
    parameters: tuple[Any, ...]
    model: type[models.Model]
    columns: slice
    names: tuple[str, ...]
    converters: tuple[tuple[int, tuple[list[Callable[..., Any]], Any]], ...]
    related: tuple[Any, ...]

    def row(self, values: list[Any]) -> Any:
        for place, (steps, expression) in self.converters:
            for step in steps:
                values[place] = step(values[place], expression, connection)
        found = self.model.from_db(connection.alias, self.names, values[self.columns])
        for populator in self.related:
            populator.populate(values, found)
        return found


def _composed(compose: Callable[..., models.QuerySet[Any]], kinds: dict[str, Kind]) -> _Composed:
    marks = {name: _MARKS[kind](place) for place, (name, kind) in enumerate(kinds.items())}
    compiler = compose(**marks).query.get_compiler(connection=connection)
    sql, given = compiler.as_sql()
    places = {mark: _Place(name) for name, mark in marks.items()}
    parameters = tuple(places.get(value, value) if isinstance(value, tuple(_MARKS)) else value for value in given)
    if missing := set(places.values()) - {value for value in parameters if isinstance(value, _Place)}:
        raise ValueError(f"not in the composed query: {missing}")
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1]
    return _Composed(
        sql=sql,
        parameters=parameters,
        model=info["model"],
        columns=slice(first, last + 1),
        names=tuple(column.target.attname for column, _, _ in compiler.select[first : last + 1]),
        converters=tuple(compiler.get_converters([column for column, _, _ in compiler.select]).items()),
        related=tuple(get_related_populators(info, compiler.select, connection.alias)),
    )


def insertion(row: models.Model, without: Iterable[str] = ()) -> tuple[str, str, list[Any]]:
    """Columns, placeholders and values of a new row, as Django itself would send them, save its key and `without`."""
    fields, columns, marks = _writable(type(row), tuple(without))
    return columns, marks, [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


def insert(row: models.Model) -> None:
    """Insert a row and give it its key."""
    columns, marks, values = insertion(row)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{row._meta.db_table}" ({columns}) VALUES ({marks}) RETURNING "id"', values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def update(row: models.Model, *names: str) -> None:
    """Write these fields of a row that is there."""
    fields = [row._meta.get_field(name) for name in names]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    settings = ", ".join(f'"{field.column}" = %s' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{row._meta.db_table}" SET {settings} WHERE "id" = %s', [*values, row.pk])


@lru_cache(maxsize=64)
def _writable(model: type[models.Model], without: tuple[str, ...]) -> tuple[list[models.Field], str, str]:
    fields = [f for f in model._meta.local_concrete_fields if not f.primary_key and f.column not in without]
    return fields, ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
