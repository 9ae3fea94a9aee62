"""An item's form as JSON Schema 2020-12, derived from its data elements, and what a filled form gets back. Pure."""

from yiwang.registers.catalogue.forms.schema import schema_for
from yiwang.registers.catalogue.forms.tidying import tidy
from yiwang.registers.catalogue.forms.validation import validate

__all__ = ["schema_for", "tidy", "validate"]
