"""The standard form: built from data elements for an item whose source has none, so that it can be applied for."""

from __future__ import annotations

from typing import Any

_PURPOSE = {"zh": "办理您申请的事项", "en": "Handling what you apply for"}
_PERSONAL = {
    "basis": "中华人民共和国个人信息保护法第十三条",
    "retention_years": 10,
    "personal": True,
    "purpose": _PURPOSE,
}
_PLAIN = {"basis": "中华人民共和国行政许可法第三十一条", "retention_years": 10, "personal": False, "purpose": _PURPOSE}


def _element(key: str, zh: str, en: str, kind: str, prefill: str = "", **more: Any) -> dict[str, Any]:
    made = {"key": f"standard.{key}", "name": {"zh": zh, "en": en}, "type": kind, **more}
    return made | ({"prefill": prefill} if prefill else {})


ELEMENTS: dict[str, dict[str, Any]] = {
    each["key"]: each
    for each in (
        _element("name", "姓名", "Name", "text", "person.name", max=50, **_PERSONAL),
        _element("number", "身份证件号码", "Identity number", "citizen_number", "person.number", **_PERSONAL),
        _element("organisation", "单位名称", "Organisation", "text", "organisation.name", max=100, **_PLAIN),
        _element("code", "统一社会信用代码", "Credit code", "credit_code", "organisation.number", **_PLAIN),
        _element(
            "legal", "法定代表人", "Legal representative", "text", "organisation.representative", max=50, **_PERSONAL
        ),
        _element("phone", "联系电话", "Mobile number", "mobile", "party.phone", **_PERSONAL),
        _element("address", "联系地址", "Address", "address", "party.address", max=200, **_PERSONAL),
        _element("remark", "申请说明", "What you ask for", "textarea", max=1000, **_PLAIN),
    )
}

QUESTION: dict[str, Any] = {
    "key": "applicant",
    "ask": {"zh": "谁来申请？", "en": "Who applies?"},
    "options": [
        {"value": "person", "label": {"zh": "我个人", "en": "I, as a person"}},
        {"value": "organisation", "label": {"zh": "单位", "en": "An organisation"}},
    ],
}


def questions(audience: list[str]) -> list[dict[str, Any]]:
    """Who applies is asked only where both may."""
    return [QUESTION] if len(audience) > 1 else []


def form(audience: list[str]) -> list[dict[str, Any]]:
    """Who applies, how to reach them, and what they ask for."""
    both = len(audience) > 1
    fields = [
        *_fields("person", ["name", "number"], both) * ("person" in audience),
        *_fields("organisation", ["organisation", "code", "legal"], both) * ("organisation" in audience),
        {"element": "standard.phone", "key": "phone"},
        {"element": "standard.address", "key": "address"},
    ]
    remark = {"element": "standard.remark", "key": "remark", "required": False}
    return [
        {"key": "applicant", "title": {"zh": "申请人", "en": "Applicant"}, "fields": fields},
        {"key": "request", "title": {"zh": "申请内容", "en": "Your request"}, "fields": [remark]},
    ]


def _fields(who: str, keys: list[str], both: bool) -> list[dict[str, Any]]:
    when = {"when": {"applicant": [who]}} if both else {}
    return [{"element": f"standard.{key}", "key": key, **when} for key in keys]
