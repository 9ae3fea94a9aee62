"""Search over 20,000 items: how long a person waits in the service, for what people really type.

The limit is the same server asked by its plainest question, one row by its primary key: what a round trip costs at all.
"""

from __future__ import annotations

import itertools
import time
from typing import Any

from benchmarks.ground import median, percentile

SIZE = 20_000
ROUNDS = 15
OBJECTS = (
    "医疗机构执业", "道路货物运输经营", "食品小作坊生产", "公共场所卫生", "户外招牌设置", "房屋租赁合同",
    "特种设备使用",
    "人力资源服务", "劳务派遣经营", "民办学校办学", "旅行社经营", "烟草制品零售", "护士执业", "教师资格", "残疾人证",
    "居住证", "社会保险缴费", "住房公积金提取", "机动车驾驶证", "结婚登记档案", "城镇排水", "施工现场夜间作业",
    "危险化学品经营", "出版物零售", "营业性演出", "无线电频率使用", "取水", "林木采伐", "渔业捕捞", "种子生产经营",
)  # fmt: skip
ACTS = (
    "许可（新办）",
    "许可（变更）",
    "许可（延续）",
    "许可（注销）",
    "备案",
    "登记",
    "补办",
    "查询",
    "证明开具",
    "年度报告",
)
PLACES = (
    "外滩", "南京西路", "徐家汇", "陆家嘴", "张江", "临港", "虹桥", "莘庄", "安亭", "松江新城", "青浦新城", "奉贤新城",
    "崇明岛", "石化", "顾村", "五角场", "北外滩", "曹杨", "长风", "江湾",
)  # fmt: skip
TYPED = (
    "食品", "身份证", "居住证", "开小吃店", "营业执照", "驾照换证", "公积金", "sfz", "jzz", "社保证明", "护士", "招牌",
    "房屋租赁备案", "医疗机构执业许可", "夜间施工", "道路运输", "退休", "生孩子", "公积经", "没有这件事情",
)  # fmt: skip


def measure(size: int) -> dict[str, Any]:
    """Median and 95th percentile in milliseconds, beside a plain round trip's."""
    from django.conf import settings

    from yiwang.registers.catalogue import queries

    grow(size or SIZE)
    waits: list[float] = []
    slowest: dict[str, float] = {}
    for text in TYPED:
        queries.search(text, settings.CITY)
        mine = [_milliseconds(lambda text=text: queries.search(text, settings.CITY)) for _ in range(ROUNDS)]
        slowest[text] = round(median(mine), 2)
        waits += mine
    plain = [_milliseconds(_plain) for _ in range(200)]
    return {
        "items": queries.count(),
        "search_median_ms": round(median(waits), 2),
        "search_p95_ms": round(percentile(waits, 0.95), 2),
        "round_trip_median_ms": round(median(plain), 2),
        "ratio_to_round_trip": round(median(plain) / median(waits), 3),
        "slowest_words_ms": dict(sorted(slowest.items(), key=lambda each: -each[1])[:5]),
        "wanted": "search_p95_ms <= 20",
    }


def grow(size: int) -> None:
    """Publish so many further items through the room's own service, made from the pack's by name, act and place."""
    from django.conf import settings
    from django.db import connections

    from yiwang.kit.pack import Pack
    from yiwang.registers.catalogue import queries, services
    from yiwang.registers.drafts import filling

    pack = Pack(settings.PACK)
    beside = filling.of_pack(pack)
    models = [beside.whole(file.plain) for file in pack.files("items")]
    elements = {row["key"]: row for row in pack.file("data_elements").plain["elements"]}
    names = itertools.product(PLACES, OBJECTS, ACTS, range(1, 100))
    missing = max(0, size - queries.count())
    made = [_another(models[n % len(models)], n, name) for n, name in zip(range(missing), names, strict=False)]
    for start in range(0, len(made), 2000):
        services.publish(city=settings.CITY, items=made[start : start + 2000], elements=elements)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _another(model: dict[str, Any], number: int, name: tuple[str, str, str, int]) -> dict[str, Any]:
    place, thing, act, round_ = name
    zh = f"{place}{thing}{act}" + (f"（第{round_}类）" if round_ > 1 else "")
    return {
        **model,
        "code": f"3190{number:08d}",
        "implementation": "",
        "name": {"zh": zh, "en": f"Item {number}"},
        "keywords": [thing, act],
    }


def _milliseconds(act: Any) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _plain() -> None:
    from yiwang.registers.catalogue.models import Item

    Item.objects.filter(pk=1).first()
