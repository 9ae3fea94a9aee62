"""What an item is: read from its declaration, then asked. Pure."""

from yiwang.registers.catalogue.definition.item import ItemDefinition
from yiwang.registers.catalogue.definition.parts import (
    Basis,
    Example,
    Faq,
    Fee,
    Field,
    FormPage,
    Limit,
    Limits,
    Material,
    Option,
    Question,
    Result,
    Situation,
    Step,
)
from yiwang.registers.catalogue.definition.reading import digest, plain, read

__all__ = [
    "Basis",
    "Example",
    "Faq",
    "Fee",
    "Field",
    "FormPage",
    "ItemDefinition",
    "Limit",
    "Limits",
    "Material",
    "Option",
    "Question",
    "Result",
    "Situation",
    "Step",
    "digest",
    "plain",
    "read",
]
