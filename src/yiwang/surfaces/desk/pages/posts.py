"""Posts: who serves where, with which roles. Administrators of the city appoint, and never themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.kit.errors import Invalid, NotFound, Refusal, Text
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.seat import at_desk
from yiwang.surfaces.look import fields
from yiwang.surfaces.look.fields import Field

WHAT = {
    "clerk": Text("收件、受理、补正告知、送达", "Receives, accepts, asks for completion, delivers"),
    "reviewer": Text("受理、审查、特别程序", "Accepts, reviews, starts special procedures"),
    "approver": Text("准予、不予、延长、纠正、撤销证照", "Grants, refuses, extends, corrects, revokes"),
    "editor": Text("编写和修改本部门的事项", "Writes and changes the office's items"),
    "publisher": Text("审核、发布事项；自己写的不能审", "Reviews and publishes items written by others"),
    "administrator": Text("任命和免去岗位；看不到办件", "Appoints and dismisses; sees no case"),
    "security": Text("看账本和密钥状态；看不到办件", "Sees ledger and keys; sees no case"),
    "auditor": Text("核对账本；看不到办件", "Checks the ledger; sees no case"),
}
UNKNOWN = Text(
    "没有这个账号。填写下面的姓名、证件号码和初始密码，就为这个人开通。",
    "No such account. Fill in name, number and first password below to open one.",
)


@require_safe
@at_desk("administrator")
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of one department at a time: a list that stays short however large the city is."""
    chosen = _department(request.GET.get("department", ""), request.actor.office)  # type: ignore[attr-defined]
    if offices.department(chosen).city != settings.CITY:
        # Another city's staff are not this city's to see, though both may stand in one database.
        raise NotFound()
    context = seat.context(request, "posts") | {
        "departments": offices.departments(settings.CITY),
        "department": chosen,
        "posts": [(post, _roles(post.roles)) for post in parties.posts(department=chosen)],
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/posts.html", context)


def _roles(held: Any) -> list[Text]:
    return [text for role, text in seat.ROLES.items() if role in held]


def _department(wanted: str, otherwise: int) -> int:
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else otherwise


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("administrator")
def appoint(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _appoint(request)
    try:
        department = _appointed(request)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _appoint(request, refusal)
    return redirect(f"{reverse('desk:posts')}?department={department}&done=appointed")


@transaction.atomic
def _appointed(request: HttpRequest) -> int:
    """The account if it is new, and the post: all or nothing. Returns the department."""
    given, actor = request.POST, request.actor  # type: ignore[attr-defined]
    account = parties.account_by_login(given.get("login", "").strip()) or _opened(request)
    department = _department(given.get("department", ""), actor.office)
    services.appoint(
        actor=actor,
        account=account,
        department=department,
        title=given.get("title", ""),
        roles=given.getlist("roles"),
        starts_on=_day(given, "starts_on"),
        ends_on=_day(given, "ends_on"),
    )
    return department


def _opened(request: HttpRequest) -> int:
    given = request.POST
    if not given.get("name", "").strip():
        raise Invalid(fields={"login": UNKNOWN})
    person = services.register_person(
        actor=request.actor,
        name=given.get("name", ""),
        number=given.get("number", ""),  # type: ignore[attr-defined]
    )
    login, password = given.get("login", ""), given.get("password", "")
    account = services.open_account(person=person, login=login, password=password, actor=request.actor)  # type: ignore[attr-defined]
    return int(account.pk)


def _day(given: Any, name: str) -> date | None:
    """A date typed in three boxes; raises Invalid for one that does not exist."""
    text = fields.read({name: "date"}, given)[name]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(fields={name: Text("这一天不存在，请核对。", "There is no such day.")}) from None


def _appoint(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    faults = refusal.fields if refusal else {}
    made = _fields(request, faults)
    context = seat.context(request, "posts") | {
        "post_fields": made[:5],
        "new_fields": made[5:],
        "all_fields": made,
        "roles": [(role, seat.ROLES[role], WHAT[role], role in request.POST.getlist("roles")) for role in seat.ROLES],
        "roles_error": faults.get("roles"),
        "said": refusal.officer if refusal and not faults else None,
        "opens": any(field.error or field.value for field in made[5:]) or faults.get("login") is UNKNOWN,
    }
    return render(request, "desk/appoint.html", context, status=refusal.status if refusal else 200)


def _fields(request: HttpRequest, faults: dict[str, Text]) -> list[Field]:
    given = request.POST
    departments = tuple((str(each.pk), each.name) for each in offices.departments(settings.CITY))
    chosen = given.get("department") or request.GET.get("department") or str(request.actor.office)  # type: ignore[attr-defined]
    dated = fields.read({"starts_on": "date", "ends_on": "date"}, given)

    def field(name: str, zh: str, en: str, type: str = "text", **more: Any) -> Field:
        return Field(
            name, Text(zh, en), type, value=more.pop("value", given.get(name, "")), error=faults.get(name), **more
        )

    return [
        field("login", "工号或手机号", "Staff number or mobile"),
        field("department", "部门", "Department", "select", value=chosen, choices=departments),
        field("title", "岗位名称", "Title of the post", max=60),
        field("starts_on", "从哪天起", "From", "date", value=dated["starts_on"], required=False),
        field("ends_on", "到哪天止", "Until", "date", value=dated["ends_on"], required=False),
        field("name", "姓名", "Name", required=False),
        field("number", "身份证号码", "Identity number", required=False),
        field("password", "初始密码", "First password", "password", required=False),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("administrator")
def dismiss(request: HttpRequest, post: int) -> HttpResponse:
    found = parties.post(post)
    if found.office.city != settings.CITY:
        return redirect("desk:posts")
    if request.method != "POST":
        return render(
            request, "desk/dismiss.html", seat.context(request, "posts") | {"held": found, "roles": _roles(found.roles)}
        )
    services.dismiss(actor=request.actor, post=post)  # type: ignore[attr-defined]
    return redirect(f"{reverse('desk:posts')}?department={found.office.pk}&done=dismissed")
