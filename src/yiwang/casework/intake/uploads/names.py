"""A file's name as the person knows it, without what a name can carry. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
_SAME = {".jpeg": ".jpg", ".jpe": ".jpg"}


def clean_name(name: str, media_type: str) -> str:
    """The last part of the path in NFC, no control, direction or invisible characters, and the ending it really has."""
    ending = _ENDINGS.get(media_type, "")
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name[:4096]))[-1]
    # Cc, Cf, Co, Cs, Cn: what nobody sees can turn "exe.pdf" round or break a header; Zl and Zp break a line.
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
    shown = re.sub(r'[<>:"|?*]', "_", shown).strip(" .")
    stem, dot, given = shown.rpartition(".")
    given = f".{given.lower()}" if dot and stem else ""
    if _SAME.get(given, given) == ending:
        shown = stem
    shown = shown[: LONGEST - len(ending)].strip(" .")
    return (shown or "file") + ending
