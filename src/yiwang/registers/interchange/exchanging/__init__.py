"""The catalogue in the shape of the national exchange tables: out as CSV, one file for each table, and back whole."""

from yiwang.registers.interchange.exchanging.bringing import Report, bring
from yiwang.registers.interchange.exchanging.reading import Brought, Problem, read
from yiwang.registers.interchange.exchanging.sending import of_city, of_pack
from yiwang.registers.interchange.exchanging.writing import Batch, Task, write

__all__ = ["Batch", "Brought", "Problem", "Report", "Task", "bring", "of_city", "of_pack", "read", "write"]
