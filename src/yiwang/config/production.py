"""What a real city must have said before it may start: production refuses to run on what is only for trying."""

from __future__ import annotations

import os
from collections.abc import Callable

from yiwang.config.environment import Environment

KINDS = ("demo", "test", "production")
said = os.environ.get

# Each demand on a production city, and what is said when it is not met.
DEMANDS: list[tuple[Callable[[Environment], bool], str]] = [
    (
        lambda city: bool(city.database_url or city.app_database_url),
        "DATABASE_URL 未设，生产要有自己的 PostgreSQL / is missing: production uses a PostgreSQL of its own",
    ),
    (
        lambda city: city.public_url.startswith("https://"),
        "YIWANG_PUBLIC_URL 须为 https:// / must begin with https://",
    ),
    (
        lambda city: bool(said("YIWANG_KEYS")),
        "YIWANG_KEYS 未设，主密钥要放在数据文件夹之外 / is missing: master keys lie outside the data folder",
    ),
    (
        lambda city: said("YIWANG_SOFTWARE_KEYS") == "acknowledged",
        "只有软件密钥，没有经认证的密码模块；知悉后设 YIWANG_SOFTWARE_KEYS=acknowledged"
        " / keys are in software, not in a certified module; acknowledge it with that setting",
    ),
    (
        lambda city: bool(said("YIWANG_REGISTERS_URL")),
        "YIWANG_REGISTERS_URL 未设，沙箱不能用于生产 / is missing: the sandbox registers are not for production",
    ),
    (
        lambda city: not (city.data / "keys" / "sandbox").exists(),
        "数据文件夹里有沙箱密钥，请换一个 / the data folder holds sandbox keys; use another one",
    ),
]


def problems(city: Environment) -> list[str]:
    """Every reason not to start, in both languages; empty if there is none."""
    if city.kind not in KINDS:
        return [f"YIWANG_ENV={city.kind} 不认识 / is unknown: demo, test, production"]
    if not city.pack.joinpath("city.toml").exists():
        return [f"YIWANG_PACK={city.pack} 里没有 city.toml / has no city.toml"]
    return [text for met, text in DEMANDS if not met(city)] if city.production else []


def refusal(problems: list[str]) -> str:
    lines = "\n".join(f"  - {problem}" for problem in problems)
    return f"一网没有启动，请先改这 {len(problems)} 处 / Yiwang did not start; mend these first:\n{lines}"
