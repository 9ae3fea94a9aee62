"""QR codes, as a picture for papers and pages."""

from __future__ import annotations

import io
from typing import Any

import segno


def svg(text: str) -> str:
    """An SVG with its quiet zone, scaled by whoever places it; black on white."""
    return _written(text, kind="svg", xmldecl=False, omitsize=True, light="#fff", nl=False).decode("utf-8")


def png(text: str, *, scale: int = 8) -> bytes:
    """A PNG; `scale` is the side of a module in pixels."""
    return _written(text, kind="png", scale=scale)


def _written(text: str, **options: Any) -> bytes:
    # A fifth of the picture may be damaged: prints are folded and stamped over.
    made = io.BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False).save(made, border=4, **options)
    return made.getvalue()
