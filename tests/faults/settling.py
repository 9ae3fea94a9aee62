"""Settle a trial city: tables, pack, invented people with accounts, and registers that know them.

python -m tests.faults.settling PEOPLE        (inside the city's environment)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from yiwang.kit.codes import citizen

PASSWORD = "一只安静的仙鹤 42"
FIRST = 301
CANARY = "金丝雀鸢尾"
"""The first person's name, which occurs nowhere else."""


def number(index: int) -> str:
    body = f"31010119800404{FIRST + index:03d}"
    return body + citizen.check(body)


def name(index: int) -> str:
    if index == 0:
        return CANARY
    return "甲乙丙丁戊己庚辛壬癸"[index % 10] + "东南西北中"[index // 10 % 5] + "试"


def login(index: int) -> str:
    return f"1990000{index:04d}"


def registers(folder: Path, people: int) -> None:
    folder.mkdir(exist_ok=True)
    population = [
        f'[[rows]]\nnumber = "{number(i)}"\nname = "{name(i)}"\nsex = "女"\nalive = "是"\n' for i in range(people)
    ]
    insured = [
        f'[[rows]]\nnumber = "{number(i)}"\ninsured = "是"\nsince = "2015-07"\nmonths = 120\n'
        'last_month = "2026-10"\nemployer = "样例公司"\nbase = 9000\narrears = "无"\n'
        for i in range(people)
    ]  # fmt: skip
    (folder / "population.toml").write_text("\n".join(population))
    (folder / "social-insurance.toml").write_text("\n".join(insured))


def main(people: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from yiwang.config import pack
    from yiwang.config.database import setup
    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.parties import services as parties
    from yiwang.registers.parties.models import Account

    setup.migrate(verbosity=0)
    pack.load(settings.PACK)
    hashed = make_password(PASSWORD)
    for index in range(people):
        person = parties.register_person(
            actor=SYSTEM, name=name(index), number=number(index), phone=login(index), assurance=3
        )
        account = parties.open_account(person=person, login=login(index), password=None)
        # One scrypt for all of them: what is tested here is not the hashing.
        Account.objects.filter(pk=account.pk).update(password=hashed)
    registers(settings.DATA / "registers", people)
    setup.mark_standing()
    print(json.dumps({"people": people}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
