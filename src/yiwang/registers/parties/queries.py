"""Questions about parties, accounts and posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import NotAllowed, NotFound, Text
from yiwang.kit.rows import Question
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties.models import NUMBER_KINDS, Account, Party, Post, Representation

HOLDER: Question[Account] = Question(
    lambda pk: (
        Account.objects.select_related("person")
        .only("is_active", "person__kind", "person__name", "person__assurance")
        .filter(pk=pk, is_active=True)
    ),
    pk=int,
)
NO_LONGER = Text("您现在不能代表这个单位，请换一个身份。", "You do not represent this organisation now.")


@dataclass(frozen=True)
class Identity:
    """Who a party is, in the clear: for those who may know. `division` is where they live or are registered."""

    pk: int
    kind: str
    name: str
    number: str
    number_kind: str
    phone: str
    address: str
    assurance: int
    legal_representative: str = ""
    division: str = ""


@dataclass(frozen=True)
class PostView:
    """A staff post with its holder's name."""

    pk: int
    account: int
    person: int
    name: str
    office: offices.Office
    title: str
    roles: frozenset[str]
    number: str
    starts_on: date
    ends_on: date | None
    is_live: bool


def actor_of(account: Account | int, *, acting_for: int | None = None) -> Actor:
    """The citizen behind the account, acting for themself or for an organisation they represent today.

    Raises NotAllowed when they do not represent it (any more), NotFound for an account closed or unknown.
    """
    holder = _account(account)
    if acting_for is not None and acting_for != holder.person_id and not _represents(holder.person_id, acting_for):
        raise NotAllowed(NO_LONGER)
    return Actor(
        kind="person",
        account=holder.pk,
        person=holder.person_id,
        party=acting_for or holder.person_id,
        name=holder.person.name,
        assurance=holder.person.assurance,
    )


def staff_actor_of(account: Account | int) -> Actor | None:
    """The official behind the account, with the roles of the post held today; None without one."""
    holder = _account(account)
    post = _live().filter(account=holder).first()
    if post is None:
        return None
    return Actor(
        kind="staff",
        account=holder.pk,
        person=holder.person_id,
        party=None,
        post=post.pk,
        office=post.department_id,
        roles=frozenset(post.roles),
        name=holder.person.name,
        assurance=holder.person.assurance,
    )


def identity(party: int) -> Identity:
    """Who the party is; raises NotFound."""
    found = identities([party])
    if party not in found:
        raise NotFound()
    return found[party]


def identities(parties: Iterable[int]) -> dict[int, Identity]:
    """Several parties in two queries; unknown ones are left out."""
    rows = list(Party.objects.filter(pk__in=set(parties)))
    heads = _legal_representatives([row.pk for row in rows if row.kind == "organisation"])
    return {row.pk: _identity(row, heads.get(row.pk, "")) for row in rows}


def subject_of(party: int) -> bytes:
    """The party's subject on the ledger: a token that names nobody."""
    return token("ledger.subject", str(party))


def find(number: str, number_kind: str | None = None) -> int | None:
    """The party with this number; None when there is none."""
    rows = Party.objects.filter(number_token=token("party.number", number))
    if number_kind:
        rows = rows.filter(number_kind=number_kind)
    return rows.values_list("pk", flat=True).first()


def known_as(text: str) -> QuerySet[Party, int]:
    """Keys of the parties with this whole name or number, for a condition of another room's question."""
    # Naming every kind of number lets the index be used, which begins with the kind.
    by_number = Q(number_kind__in=NUMBER_KINDS, number_token=token("party.number", text))
    return Party.objects.filter(Q(name_token=token("party.name", text)) | by_number).values_list("pk", flat=True)


def organisations_of(person: int) -> list[Identity]:
    """The organisations that the person may act for today, by name."""
    rows = _valid(Representation.objects.filter(person=person))
    return sorted(identities(rows.values_list("organisation", flat=True)).values(), key=lambda each: each.name)


def account_of(person: int) -> int | None:
    """The person's open account; None without one."""
    return Account.objects.filter(person=person, is_active=True).order_by("pk").values_list("pk", flat=True).first()


def account_by_login(login: str) -> int | None:
    """For administrators who appoint: the account of a login. Never shown to citizens."""
    rows = Account.objects.filter(login_token=token("account.login", login), is_active=True)
    return rows.values_list("pk", flat=True).first()


def posts(city: str | None = None, *, department: int | None = None, past: bool = False) -> list[PostView]:
    """Posts of a city or a department with their holders, by department and number; ended ones only if asked."""
    rows = Post.objects.all() if past else _live()
    if city is not None:
        rows = rows.filter(department__city=city)
    if department is not None:
        rows = rows.filter(department=department)
    return _views(rows)


def post(pk: int) -> PostView:
    """One post, ended or not; raises NotFound."""
    found = _views(Post.objects.filter(pk=pk))
    if not found:
        raise NotFound()
    return found[0]


def colleagues(office: int) -> list[PostView]:
    """Who serves in the department today."""
    return posts(department=office)


def staff_names(pks: Iterable[int]) -> dict[int, str]:
    """The holders' names of several posts, for a journal's lines."""
    rows = Post.objects.filter(pk__in=set(pks)).select_related("account__person")
    return {row.pk: row.account.person.name for row in rows}


def _account(account: Account | int) -> Account:
    if isinstance(account, Account) and "person" in account._state.fields_cache and account.is_active:
        return account  # this request's own session has just read it
    pk = account.pk if isinstance(account, Account) else account
    found = HOLDER.first(pk=pk)
    if found is None:
        raise NotFound()
    return found


def _valid(rows: QuerySet) -> QuerySet:
    today = calendar.today()
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


def _live() -> QuerySet[Post]:
    return _valid(Post.objects.filter(ended_at=None, account__is_active=True))


def _represents(person: int, organisation: int) -> bool:
    return _valid(Representation.objects.filter(person=person, organisation=organisation)).exists()


def _legal_representatives(organisations: list[int]) -> dict[int, str]:
    if not organisations:
        return {}
    rows = _valid(Representation.objects.filter(organisation__in=organisations, role="legal"))
    return {row.organisation_id: row.person.name for row in rows.select_related("person")}


def _identity(row: Party, legal_representative: str) -> Identity:
    return Identity(
        pk=row.pk,
        kind=row.kind,
        name=row.name,
        number=row.number,
        number_kind=row.number_kind,
        phone=row.phone,
        address=row.address,
        assurance=row.assurance,
        legal_representative=legal_representative,
        division=row.division,
    )


def _views(rows: QuerySet[Post]) -> list[PostView]:
    found = list(rows.select_related("account__person").order_by("department", "number", "pk"))
    held = offices.departments_by_pk(row.department_id for row in found)
    today = calendar.today()
    return [
        PostView(
            pk=row.pk,
            account=row.account_id,
            person=row.account.person_id,
            name=row.account.person.name,
            office=held[row.department_id],
            title=row.title,
            roles=frozenset(row.roles),
            number=row.number,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_live=row.ended_at is None
            and row.starts_on <= today
            and (row.ends_on is None or row.ends_on >= today)
            and row.account.is_active,
        )
        for row in found
    ]
