"""Papers: from a template and data to PDF/A-2b with embedded Chinese fonts, and QR codes.

Owns: the reused compiler, the fonts, the check that each character can be printed, the base style of official papers.
Offers: `render`, `pictures`, `missing_glyphs`, `MissingGlyph`, `qr.svg`, `qr.png`; `templates/base.typ` to import.
Tells: nothing.
"""

from yiwang.kit.documents.fonts import MissingGlyph, missing_glyphs
from yiwang.kit.documents.rendering import pictures, render

__all__ = ["MissingGlyph", "missing_glyphs", "pictures", "render"]
