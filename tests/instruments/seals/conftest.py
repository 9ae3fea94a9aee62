"""An office to seal for."""

from __future__ import annotations

import pytest

from yiwang.registers.offices.models import City, Department


@pytest.fixture
def office(db: None) -> int:
    return make_office()


def make_office(code: str = "11310101MB2F30000A", name: str = "上海市黄浦区市场监督管理局") -> int:
    city, _ = City.objects.get_or_create(code="310000", defaults={"name": "上海市", "name_en": "Shanghai"})
    return Department.objects.create(
        code=code, city=city, name=name, name_en="Huangpu District Market Regulation", level="district"
    ).pk
