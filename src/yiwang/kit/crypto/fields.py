"""Model fields that are encrypted in the database and plain in Python.

They cannot be searched: only `isnull` is allowed. What must be found has a token beside it (`tokens.token`).
"""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import IsNull

from yiwang.kit.crypto import sealing


class _Secret(models.Field):
    """A value sealed under `table.column`, or under `purpose` where a table was renamed after it held data."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.purpose:
            kwargs["purpose"] = self.purpose
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> Any:
        return connection.ops.binary_placeholder_sql(value)

    def get_lookup(self, lookup_name: str) -> Any:
        return IsNull if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        return None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else sealing.seal(self._sealed_for(), self._to_bytes(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self._from_bytes(sealing.unseal(self._sealed_for(), bytes(value)))

    def _sealed_for(self) -> str:
        return self.purpose or f"{self.model._meta.db_table}.{self.column}"

    def _to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def _from_bytes(self, data: bytes) -> Any:
        raise NotImplementedError


class SecretText(_Secret):
    """Text. The empty text is sealed too, so that the table does not tell who gave none."""

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def _from_bytes(self, data: bytes) -> str:
        return data.decode()

    def to_python(self, value: Any) -> Any:
        return value if value is None else str(value)


class SecretJSON(_Secret):
    """Plain values: objects, lists, texts, numbers; dates become texts."""

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()

    def _from_bytes(self, data: bytes) -> Any:
        return json.loads(data)


def purpose_of(field: models.Field) -> str:
    """What a secret field's values are sealed for."""
    assert isinstance(field, _Secret)
    return field._sealed_for()


def secret_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a table that are sealed."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, _Secret)]
