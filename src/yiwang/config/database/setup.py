"""Tables, roles and rights, made by the owner; and whether the city stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

STANDING = "standing"


def migrate(verbosity: int = 1) -> None:
    """Create or upgrade every table as the owner, then grant the application what it may do."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from yiwang.config.database import addresses
    from yiwang.config.database.embedded import DatabaseUnavailable

    django.setup()
    # The embedded cluster's owner is known only once the cluster exists, which may be after settings were read.
    for alias, values in addresses.databases(settings.ENVIRONMENT).items():
        settings.DATABASES.setdefault(alias, values)
    from django.db import connections

    connections.settings = connections.configure_settings(settings.DATABASES)
    if "owner" not in settings.DATABASES:
        raise DatabaseUnavailable("迁移要用属主连接：设 DATABASE_URL / migrating needs the owner: set DATABASE_URL")
    from yiwang.config.database.roles import create_roles_and_grant

    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    create_roles_and_grant()
    connections["owner"].close()


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Commits inside do not wait for the disk: for what a killed start does again. Their order is kept all the same."""
    from django.db import connections

    settings = connections["default"].settings_dict["OPTIONS"]
    patient = settings["options"]
    connections["default"].close()
    settings["options"] = f"{patient} -c synchronous_commit=off"
    try:
        yield
    finally:
        settings["options"] = patient
        connections["default"].close()


def hang_up() -> None:
    """Let every connection go: a database that is about to stop waits for nobody."""
    from django.db import connections

    connections.close_all()


def mark(name: str) -> None:
    from yiwang.config.models import Milestone
    from yiwang.kit import calendar

    Milestone.objects.get_or_create(name=name, defaults={"at": calendar.now()})


def reached(name: str) -> bool:
    from yiwang.config.models import Milestone

    return Milestone.objects.filter(name=name).exists()


def reached_as(beginning: str) -> str:
    """What follows this beginning in the name of the milestone that has it; empty when none does."""
    from yiwang.config.models import Milestone

    name = Milestone.objects.filter(name__startswith=beginning).values_list("name", flat=True).first()
    return name.removeprefix(beginning) if name else ""


def reached_any(beginning: str) -> bool:
    """Whether any milestone begins so; False while there are no tables."""
    from django.db import connection

    from yiwang.config.models import Milestone

    if Milestone._meta.db_table not in connection.introspection.table_names():
        return False
    return Milestone.objects.filter(name__startswith=beginning).exists()


def mark_standing() -> None:
    mark(STANDING)
