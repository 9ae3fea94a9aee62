"""An item's form as JSON Schema 2020-12, derived from its data elements, and what a filled form gets back. Pure."""

from yiwang.registers.definition.forms.schema import field_schema, schema_for
from yiwang.registers.definition.forms.tidying import tidy
from yiwang.registers.definition.forms.validation import validate

__all__ = ["field_schema", "schema_for", "tidy", "validate"]
