"""What a real city must have said before it may start: production refuses to run on what is only for trying."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from yiwang.config.environment import Environment

KINDS = ("demo", "test", "production")
said = os.environ.get


def _key_files(city: Environment) -> list[Path]:
    return sorted(city.keys.glob("master-*.key"))


def _is_private(file: Path) -> bool:
    return file.stat().st_mode & 0o077 == 0


# Each demand on a production city, and what is said when it is not met.
DEMANDS: list[tuple[Callable[[Environment], bool], str]] = [
    (
        lambda city: bool(city.database_url or city.app_database_url),
        "DATABASE_URL 未设，生产要有自己的 PostgreSQL / is missing: production uses a PostgreSQL of its own",
    ),
    (
        lambda city: city.public_url.startswith("https://") and bool(urlsplit(city.public_url).hostname),
        "YIWANG_PUBLIC_URL 须为 https:// / must begin with https://",
    ),
    (
        lambda city: bool(said("YIWANG_DATA")),
        "YIWANG_DATA 未设，加密文件要有自己的文件夹 / is missing: encrypted files need a folder of their own",
    ),
    (
        lambda city: bool(said("YIWANG_KEYS")) and not city.keys.resolve().is_relative_to(city.data),
        "YIWANG_KEYS 未设或在数据文件夹里，主密钥要放在外面 / is missing or inside the data folder: keys lie outside",
    ),
    (
        lambda city: not said("YIWANG_KEYS") or bool(_key_files(city)),
        "YIWANG_KEYS 里没有主密钥，先 yiwang keys add / holds no master key: yiwang keys add first",
    ),
    (
        lambda city: all(_is_private(file) for file in _key_files(city)),
        "YIWANG_KEYS 里的密钥别人也能读，请 chmod 600 / keys can be read by others: chmod 600",
    ),
    (
        lambda city: said("YIWANG_SOFTWARE_KEYS") == "acknowledged",
        "只有软件密钥，没有经认证的密码模块；知悉后设 YIWANG_SOFTWARE_KEYS=acknowledged"
        " / keys are in software, not in a certified module; acknowledge it with that setting",
    ),
    (
        lambda city: city.registers_url.startswith("https://") and bool(said("YIWANG_REGISTERS_URL")),
        "YIWANG_REGISTERS_URL 未设或不是 https://，沙箱不能用于生产"
        " / is missing or no https://: the sandbox registers are not for production",
    ),
    (
        lambda city: bool(said("YIWANG_REGISTERS_KEY")) and city.registers_key.is_file(),
        "YIWANG_REGISTERS_KEY 未设或没有这个文件 / is missing or no file: what the city shares with the registers",
    ),
    (
        lambda city: not (city.data / "keys" / "sandbox").exists(),
        "数据文件夹里有沙箱密钥，请换一个 / the data folder holds sandbox keys; use another one",
    ),
    (
        lambda city: not (city.data / "postgres").exists(),
        "数据文件夹里有试用的数据库，请换一个 / the data folder holds a trial database; use another one",
    ),
    (
        lambda city: (said("DEBUG") or said("DJANGO_DEBUG") or "0").lower() in ("0", "false", "no", "off"),
        "DEBUG 不能用于生产，请去掉 / is not for production: remove it",
    ),
    (
        lambda city: said("DJANGO_SETTINGS_MODULE", "yiwang.config.settings") == "yiwang.config.settings",
        "DJANGO_SETTINGS_MODULE 指向别的设置，请去掉 / names other settings: remove it",
    ),
]


def problems(city: Environment) -> list[str]:
    """Every reason not to start that can be seen without the database, in both languages; empty if there is none."""
    found = []
    if city.kind not in KINDS:
        found.append(f"YIWANG_ENV={city.kind} 不认识 / is unknown: demo, test, production")
    if not city.pack.joinpath("city.toml").is_file():
        found.append(f"YIWANG_PACK={city.pack} 里没有 city.toml / has no city.toml")
    return found + [text for met, text in DEMANDS if city.production and not met(city)]


def problems_in_database(city: Environment) -> list[str]:
    """What a production city must not find in its database. Asked once the settings hold; the tables may be missing."""
    from yiwang.config.database import setup

    if city.production and setup.reached_any("demo"):
        return [
            "数据库里有演示城市的人物和办件，请换一个库"
            " / the database holds the people and cases of a demo city; use another one"
        ]
    return []


def refusal(problems: list[str]) -> str:
    """All reasons not to start, as an operator reads them at once."""
    lines = "\n".join(f"  - {problem}" for problem in problems)
    return f"一网没有启动，请先改这 {len(problems)} 处 / Yiwang did not start; mend these first:\n{lines}"
