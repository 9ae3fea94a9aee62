"""The ground everything stands on: a real database, with the application's rights only."""

import pytest
from django.db import ProgrammingError, connection, transaction

from yiwang.kit.actor import SYSTEM
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.ledger.services import record

pytestmark = pytest.mark.django_db


def test_the_application_may_add_a_leaf_and_never_change_or_remove_one() -> None:
    record("ground.test", actor=SYSTEM)
    for change in (lambda: Leaf.objects.update(kind="changed"), lambda: Leaf.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
    assert Leaf.objects.get().kind == "ground.test"


def test_the_application_is_not_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
        assert cursor.fetchone() == ("yiwang_app", False)
