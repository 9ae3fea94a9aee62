"""A city's pack: a folder of TOML files, read with line numbers and checked with every fault at once.

Owns: reading a folder of TOML, the line of any key, checking a file against a JSON Schema (2020-12).
Offers: `Pack`, `PackFile`, `Problem`, `problem`, `check_schema`, `is_too_deep`, `NotReadable`.
Tells: nothing.
"""

from yiwang.kit.pack.files import NotReadable, Pack, PackFile, is_too_deep
from yiwang.kit.pack.problems import Problem, check_schema, problem

__all__ = ["NotReadable", "Pack", "PackFile", "Problem", "check_schema", "is_too_deep", "problem"]
