"""Two definitions of an item compared, each change a sentence that an item manager reads. Pure."""

from yiwang.registers.drafts.differences.comparing import Difference, between, grouped
from yiwang.registers.drafts.differences.labels import SECTIONS

__all__ = ["SECTIONS", "Difference", "between", "grouped"]
