"""Counters of failed sign-ins do not pile up."""

from datetime import timedelta

import pytest

from yiwang.kit import calendar
from yiwang.registers.parties import jobs, services
from yiwang.registers.parties.models import Attempt

pytestmark = pytest.mark.django_db


def test_a_counter_is_forgotten_when_its_window_has_ended_and_not_before() -> None:
    services.authenticate(login="13800000000", password="not this one", network="127.0.0.1")
    assert jobs.forget_ended_attempts() == 0
    with calendar.at(calendar.now() + timedelta(hours=1)):
        assert jobs.forget_ended_attempts() == 2
    assert not Attempt.objects.exists()
