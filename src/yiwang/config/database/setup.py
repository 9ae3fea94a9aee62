"""Tables, roles and rights, made by the owner."""

from __future__ import annotations


def migrate(verbosity: int = 1) -> None:
    """Create or upgrade every table as the owner, then grant the application what it may do."""
    import django
    from django.core.management import call_command

    django.setup()
    from yiwang.config.database.roles import create_roles_and_grant

    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    create_roles_and_grant()
