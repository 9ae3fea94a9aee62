"""Staff: the first administrator, who appoints everybody else on the desk's own page."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "staff", "staff: appoint the first administrator of a city")
    appoint = add(actions, "appoint", _appoint, "give a person a post; the password is asked for, or read from stdin")
    appoint.add_argument("name", help="the person's name")
    appoint.add_argument("--number", required=True, help="the person's citizen number")
    appoint.add_argument("--login", required=True, help="what they sign in with: a mobile or a staff number")
    appoint.add_argument("--office", required=True, metavar="CODE", help="18-character code of the department")
    appoint.add_argument("--title", default="系统管理员", help="title of the post (default 系统管理员)")
    appoint.add_argument("--role", action="append", default=[], help="a role (default: administrator)")


def _appoint(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from django.db import transaction

    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.offices import queries as offices
    from yiwang.registers.parties import queries as parties
    from yiwang.registers.parties import services

    office = offices.department_by_code(arguments.office)
    roles = arguments.role or ["administrator"]
    with transaction.atomic():
        person = services.register_person(actor=SYSTEM, name=arguments.name, number=arguments.number, assurance=3)
        account = parties.account_of(person)
        if account is not None:
            print("已有账号，登录名和密码不变 / has an account already: login and password stay")
        else:
            account = services.open_account(person=person, login=arguments.login, password=_password()).pk
        post = services.appoint(actor=SYSTEM, account=account, department=office.pk, title=arguments.title, roles=roles)
    print(f"{arguments.name} → {office.name.zh}: {', '.join(roles)}")
    return 0, {"post": post, "office": office.code, "roles": roles}


def _password() -> str:
    """Never an argument: the command line is for everybody to see."""
    if sys.stdin.isatty():
        return getpass.getpass("密码 / password: ")
    return sys.stdin.readline().rstrip("\n")
