"""Peers: systems of departments and of other cities that may use the machine interface."""

from __future__ import annotations

import argparse
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "peers", "systems that use the machine interface: admit, dismiss")
    admit = add(actions, "admit", _admit, "admit a system for a department; its key is printed once and kept nowhere")
    admit.add_argument("name", help="what the system is called, unique in this city")
    admit.add_argument("--office", required=True, metavar="CODE", help="18-character code of its department")
    admit.add_argument("--role", action="append", default=[], help="a right it is given (default: reads_cases)")
    dismiss = add(actions, "dismiss", _dismiss, "from now on the system's key opens nothing")
    dismiss.add_argument("name")


def _admit(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.offices import queries as offices
    from yiwang.registers.peers import services

    office = offices.department_by_code(arguments.office)
    roles = arguments.role or ["reads_cases"]
    key = services.admit(actor=SYSTEM, name=arguments.name, department=office.pk, roles=roles)
    print(f"{arguments.name} → {office.name.zh}")
    print(f"密钥只显示这一次 / this key is shown once: {key}")
    return 0, {"name": arguments.name, "office": office.code, "roles": roles, "key": key}


def _dismiss(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.peers import services

    services.dismiss(actor=SYSTEM, name=arguments.name)
    print(f"{arguments.name} 已停用 / dismissed")
    return 0, {"dismissed": arguments.name}
