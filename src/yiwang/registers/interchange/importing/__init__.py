"""Items from another city's records, through a mapping file: what holds comes in, what does not is reported."""

from yiwang.registers.interchange.importing.bringing import Report, import_items
from yiwang.registers.interchange.importing.problems import RowProblem
from yiwang.registers.interchange.importing.source import Source, SourceInvalid

__all__ = ["Report", "RowProblem", "Source", "SourceInvalid", "import_items"]
