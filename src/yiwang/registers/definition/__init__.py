"""What an item is: read from its declaration, then asked. Pure, strict and frozen; no Django.

Owns: the definition of an item and its parts, situations, commitment, data elements, code sets, forms as JSON Schema.
Offers: `read`, `plain`, `digest`, the types; `situations`, `codes`, `elements`, `forms`.
Tells: nothing.
"""

from yiwang.registers.definition.commitment import Commitment
from yiwang.registers.definition.implementations import Competence, Implementation
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.particulars import (
    Access,
    Authority,
    Counter,
    Intermediary,
    Procedure,
    Remedy,
)
from yiwang.registers.definition.parts import (
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
from yiwang.registers.definition.reading import digest, plain, read

__all__ = [
    "Access",
    "Authority",
    "Basis",
    "Commitment",
    "Competence",
    "Counter",
    "Example",
    "Faq",
    "Fee",
    "Field",
    "FormPage",
    "Implementation",
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
