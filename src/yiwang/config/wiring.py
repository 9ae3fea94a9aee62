"""Which room hears which facts, and which adapter stands behind which port. Imported once at start."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from yiwang.adapters import registers_http
from yiwang.instruments.exchange import ports as exchange_ports
from yiwang.kit import durable
from yiwang.kit.crypto import keyring
from yiwang.kit.crypto.keyring import KeysMissing


def wire() -> None:
    """Set the adapters behind the ports; import every room's handlers."""
    city = settings.ENVIRONMENT
    exchange_ports.use(registers_http.Registers(city.registers_url, _shared_key(city.registers_key)))
    for room in settings.ROOMS:
        if find_spec(f"{room}.handlers"):
            import_module(f"{room}.handlers")


def _shared_key(path: Path) -> bytes:
    """What the registers know us by. While trying, it is derived and written where the sandbox reads it."""
    if not path.exists() and settings.ENVIRONMENT.production:
        raise KeysMissing(f"没有 {path}，请设 YIWANG_REGISTERS_KEY / is missing: set YIWANG_REGISTERS_KEY")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Every process derives the same key, so whoever writes last changes nothing.
        durable.replace(path, f"{keyring.derive('sandbox registers').hex()}\n".encode(), mode=0o600)
    return bytes.fromhex(path.read_text().strip())
