"""The numbers of a licence: none of them tells how many there are, and none can be guessed. Pure."""

from __future__ import annotations

import re
import secrets

SERIAL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Crockford's alphabet: what is read aloud or copied by hand is not mistaken for another letter.
CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(f"[{CODE}]{{12}}")


def new_serial() -> str:
    """Sixteen characters, 82 bits."""
    return "".join(secrets.choice(SERIAL) for _ in range(16))


def new_code() -> str:
    """The verification code in the QR code: twelve characters, 60 bits."""
    return "".join(secrets.choice(CODE) for _ in range(12))


def new_number(division: str, year: int) -> str:
    """What people quote: division, year of issue, eight characters."""
    return f"{division[:6]}{year}" + "".join(secrets.choice(CODE) for _ in range(8))


def read_code(text: str) -> str | None:
    """A verification code as typed, spaces, hyphens and look-alikes forgiven; None if it is none."""
    found = re.sub(r"[\s\-–—]", "", text).upper().translate(str.maketrans("OIL", "011"))
    return found if _CODE.fullmatch(found) else None


def written_code(code: str) -> str:
    """7K3M-QX2P-9DHT."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
