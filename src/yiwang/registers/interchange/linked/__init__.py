"""The catalogue as linked data: CPSV-AP 3.2, in Turtle and JSON-LD."""

from yiwang.registers.interchange.linked.gathering import of_city, of_pack, published
from yiwang.registers.interchange.linked.graph import FORMATS, Catalogue, Entry, written

__all__ = ["FORMATS", "Catalogue", "Entry", "of_city", "of_pack", "published", "written"]
