"""The catalogue in the shape of the national exchange tables: out as CSV, one file for each table, and back whole."""

from yiwang.registers.catalogue.exchanging.bringing import Report, bring
from yiwang.registers.catalogue.exchanging.reading import Brought, Problem, read
from yiwang.registers.catalogue.exchanging.sending import of_city, of_pack
from yiwang.registers.catalogue.exchanging.writing import Batch, Task, write

__all__ = ["Batch", "Brought", "Problem", "Report", "Task", "bring", "of_city", "of_pack", "read", "write"]
