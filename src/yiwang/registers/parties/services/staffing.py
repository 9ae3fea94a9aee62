"""Who serves where, with which roles. Only an administrator of the same city appoints, and never themself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import covering, kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties.models import ROLES, Account, Post
from yiwang.registers.parties.queries import subject_of

APPOINTED = kinds.kind("parties.appointed", "任命了工作人员", "A member of staff was appointed")
DISMISSED = kinds.kind("parties.dismissed", "免去了工作人员的岗位", "A member of staff was dismissed")


def _read(post: Post) -> dict[str, Any]:
    return {
        "account": post.account_id,
        "department": post.department_id,
        "title": post.title,
        "roles": sorted(post.roles),
        "number": post.number,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
        "ended_at": post.ended_at,
    }


for _kind in (APPOINTED, DISMISSED):
    covering.covers(_kind, "parties.Post", _read)

# Administrators of system, security and audit are different people (GB/T 22239-2019, third level).
APART = frozenset({"administrator", "security", "auditor"})


class NotYourself(NotAllowed):
    """Nobody gives themself a role or takes one from themself."""

    code = "not_yourself"
    citizen = Text(
        "不能给自己任命或免职，请另一位管理员来做。",
        "You cannot appoint or dismiss yourself.",
    )


class PostTaken(Refusal):
    """The account has a post at that time, or the badge number is in use."""

    code = "post_taken"
    citizen = Text(
        "这个账号在这段时间已有岗位，或者工号已被使用。",
        "This account has a post at that time already, or the badge number is in use.",
    )


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    account: int | Account,
    department: int,
    title: str,
    roles: Collection[str],
    starts_on: date | None = None,
    ends_on: date | None = None,
    number: str = "",
) -> int:
    """Give an account a post and return it. `number` is the badge's; empty: made from the account.

    Raises NotAllowed unless the actor is an administrator in the department's city (or the system), NotYourself,
    Invalid for unknown or incompatible roles, NotFound, PostTaken.
    """
    holder = Account.objects.filter(pk=getattr(account, "pk", account), is_active=True).first()
    if holder is None:
        raise NotFound()
    _allow(actor, offices.department(department).city, holder)
    starts_on = starts_on or calendar.today()
    _check(title, roles, starts_on, ends_on)
    try:
        with transaction.atomic():
            post = Post.objects.create(
                account=holder,
                department_id=department,
                title=title.strip(),
                roles=sorted(roles),
                number=number.strip() or f"{holder.pk:06d}",
                starts_on=starts_on,
                ends_on=ends_on,
            )
    except IntegrityError:
        raise PostTaken() from None
    facts = {"department": department, "roles": sorted(roles), "starts_on": starts_on.isoformat()}
    record(APPOINTED, actor=actor, subject=subject_of(holder.person_id), facts=facts | covering.facts_of(post))
    return int(post.pk)


@transaction.atomic
def dismiss(*, actor: Actor, post: int) -> None:
    """End a post now. Raises as `appoint`; a post that ended already stays as it is."""
    row = Post.objects.select_for_update().filter(pk=post).first()
    if row is None:
        raise NotFound()
    holder = Account.objects.get(pk=row.account_id)
    _allow(actor, offices.department(row.department_id).city, holder)
    if row.ended_at is not None:
        return
    row.ended_at = calendar.now()
    row.save(update_fields=["ended_at"])
    record(DISMISSED, actor=actor, subject=subject_of(holder.person_id), facts=covering.facts_of(row))


def _allow(actor: Actor, city: str, holder: Account) -> None:
    if actor.kind == "system":
        return
    if actor.kind != "staff" or not actor.has("administrator") or actor.office is None:
        raise NotAllowed()
    if offices.department(actor.office).city != city:
        raise NotAllowed()
    # By the person, not the account: a second account of one's own is still oneself.
    if holder.pk == actor.account or holder.person_id == actor.person:
        raise NotYourself()


def _check(title: str, roles: Collection[str], starts_on: date, ends_on: date | None) -> None:
    faults: dict[str, Text] = {}
    if not title.strip() or len(title) > 60 or not title.isprintable():
        faults["title"] = Text("请填写岗位名称，最多 60 个字。", "Enter the title of the post, at most 60 characters.")
    if not roles or set(roles) - set(ROLES):
        faults["roles"] = Text("请至少选一个列出的角色。", "Choose at least one of the listed roles.")
    elif len(APART & set(roles)) > 1:
        faults["roles"] = Text("系统、安全、审计管理员不能是同一人。", "System, security and audit: different people.")
    if ends_on is not None and ends_on < starts_on:
        faults["ends_on"] = Text("结束日期不能早于开始日期。", "The end cannot be before the start.")
    if faults:
        raise Invalid(fields=faults)
