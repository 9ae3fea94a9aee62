"""What an item is: read from its declaration, then asked. Pure."""

from yiwang.registers.catalogue.definition.item import ItemDefinition
from yiwang.registers.catalogue.definition.particulars import (
    Access,
    Authority,
    Counter,
    Intermediary,
    Procedure,
    Remedy,
)
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
    "Access",
    "Authority",
    "Basis",
    "Counter",
    "Example",
    "Faq",
    "Fee",
    "Field",
    "FormPage",
    "Intermediary",
    "ItemDefinition",
    "Limit",
    "Limits",
    "Material",
    "Option",
    "Procedure",
    "Question",
    "Remedy",
    "Result",
    "Situation",
    "Step",
    "digest",
    "plain",
    "read",
]
