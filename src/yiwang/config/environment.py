"""What the operator says: environment variables, read once and checked before anything starts."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]


class Unusable(Exception):
    """A setting that nothing can be made of. The text is for the operator, in both languages."""


@dataclass(frozen=True)
class Environment:
    """The operator's choices. `kind` is `demo`, `test` or `production`."""

    kind: str
    data: Path
    pack: Path
    host: str
    port: int
    public_url: str
    database_url: str | None
    """The owner's URL: serves `migrate` alone. Empty means the embedded database under `data`."""
    app_database_url: str | None
    """Where web and worker connect. Empty means: as `yiwang_app`, at the place the owner's URL names."""
    sandbox_port: int
    registers_url: str
    """The base registers; the sandbox's address unless told."""
    registers_key: Path
    """File with what the city shares with the keeper of the registers, in hexadecimal."""

    @property
    def production(self) -> bool:
        return self.kind == "production"

    @property
    def demo(self) -> bool:
        return self.kind == "demo"

    @property
    def embedded(self) -> bool:
        """Whether the database is our own, under `data`."""
        return self.database_url is None and self.app_database_url is None

    @property
    def sandboxed(self) -> bool:
        """Whether the outside world is the sandbox: never in production, and not where real registers are named."""
        return not self.production and not os.environ.get("YIWANG_REGISTERS_URL")

    @property
    def keys(self) -> Path:
        return Path(os.environ.get("YIWANG_KEYS") or self.data / "keys")


def read() -> Environment:
    """What the variables say, with their defaults; raises Unusable for a port that is none."""
    host = os.environ.get("YIWANG_HOST", "127.0.0.1")
    port = _port("YIWANG_PORT", 8000)
    data = Path(os.environ.get("YIWANG_DATA") or ROOT / "var").resolve()
    sandbox_port = _port("YIWANG_SANDBOX_PORT", port + 10 if port < 65000 else port - 10)
    return Environment(
        kind=os.environ.get("YIWANG_ENV", "demo"),
        data=data,
        pack=Path(os.environ.get("YIWANG_PACK") or ROOT / "packs" / "shanghai").resolve(),
        host=host,
        port=port,
        public_url=os.environ.get("YIWANG_PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
        database_url=os.environ.get("DATABASE_URL") or None,
        app_database_url=os.environ.get("YIWANG_APP_DATABASE_URL") or None,
        sandbox_port=sandbox_port,
        registers_url=os.environ.get("YIWANG_REGISTERS_URL") or f"http://127.0.0.1:{sandbox_port}",
        registers_key=Path(os.environ.get("YIWANG_REGISTERS_KEY") or data / "keys" / "sandbox" / "registers.key"),
    )


def _port(name: str, otherwise: int) -> int:
    said = os.environ.get(name) or str(otherwise)
    if not (said.isascii() and said.isdecimal() and 0 < int(said) < 65536):
        raise Unusable(f"{name}={said} 不是端口，应为 1 到 65535 / is no port: a number from 1 to 65535")
    return int(said)


def allowed_hosts(environment: Environment) -> list[str]:
    """The names by which pages may be asked for: in production the public one alone."""
    host = urlsplit(environment.public_url).hostname or "127.0.0.1"
    return [host] if environment.production else [host, "127.0.0.1", "localhost", "[::1]", "testserver"]


def city_code(pack: Path) -> str:
    """The division code of the pack's city; empty while there is no pack, which a start refuses with a sentence."""
    try:
        return str(tomllib.loads((pack / "city.toml").read_text(encoding="utf-8"))["code"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return ""
