"""Accounts: opening one, and signing in without telling anyone who exists."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.db import IntegrityError, connection, transaction

from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import Invalid, NotFound, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.parties import networks
from yiwang.registers.parties.models import Account, Attempt, Party
from yiwang.registers.parties.queries import subject_of

OPENED = kinds.kind("parties.account_opened", "为您开通了账号", "An account was opened for you")

WINDOW = timedelta(minutes=15)
ACCOUNT_LIMIT = 10
NETWORK_LIMIT = 100
"""Failed sign-ins within the window: many people may sit behind one network address, one behind an account."""
SHORTEST, LONGEST = 10, 256
LONGEST_LOGIN = 100


class TooManyAttempts(Refusal):
    """Too many failed sign-ins of this account or from this network address; the same answer for accounts unknown."""

    code = "too_many_attempts"
    status = 429
    citizen = Text("尝试次数太多，请 15 分钟后再试。", "Too many attempts. Please try again in 15 minutes.")


class LoginTaken(Refusal):
    """Another account has this login. Told to those who open accounts for others, never at sign-in."""

    code = "login_taken"
    citizen = Text("这个登录名不能用，请换一个。", "This login cannot be used. Choose another.")


@transaction.atomic
def open_account(*, person: int, login: str, password: str | None, actor: Actor = SYSTEM) -> Account:
    """Open an account for a person; without a password it can only be entered by other means.

    Raises NotFound for an unknown person, Invalid for a weak password or unusable login, LoginTaken.
    """
    if not Party.objects.filter(pk=person, kind="person").exists():
        raise NotFound()
    login = _checked_login(login)
    hashed = make_password(None if password is None else _checked_password(password, login))
    try:
        with transaction.atomic():
            account = Account.objects.create(
                person_id=person,
                login=login,
                login_token=_login_token(login),
                password=hashed,
                opened_at=calendar.now(),
            )
    except IntegrityError:
        raise LoginTaken() from None
    record(OPENED, actor=actor, subject=subject_of(person), facts={"account": account.pk})
    return account


def authenticate(*, login: str, password: str, network: str = "") -> Account | None:
    """The account of this login and password, else None: unknown, closed and wrong answer alike and as late.

    `network` is the caller's address. Raises TooManyAttempts. An attempt counts before it is judged, so that
    parallel guesses do not slip under the limit; a success forgets the account's failures.
    """
    login_token = _login_token(login[:LONGEST_LOGIN])
    counted = _count(token("attempt.account", login_token.hex()), ACCOUNT_LIMIT)
    network = networks.of(network)
    counted &= not network or _count(token("attempt.network", network), NETWORK_LIMIT)
    if not counted:
        raise TooManyAttempts()
    account = Account.objects.filter(login_token=login_token).first()
    usable = account is not None and account.is_active and is_password_usable(account.password)
    encoded = account.password if account and usable else _nobody()
    is_right = check_password(password[: LONGEST + 1], encoded)
    if not (usable and is_right):
        return None
    _forgive(token("attempt.account", login_token.hex()), network)
    return account


def _login_token(login: str) -> bytes:
    return token("account.login", login)


def _checked_login(login: str) -> str:
    tidied = login.strip()
    if not 2 <= len(tidied) <= LONGEST_LOGIN or not tidied.isprintable():
        text = Text("请填写手机号码或工号。", "Enter a mobile number or a staff number.")
        raise Invalid(text, fields={"login": text})
    return tidied


def _checked_password(password: str, login: str) -> str:
    fault = None
    if not SHORTEST <= len(password) <= LONGEST:
        fault = Text(f"密码要 {SHORTEST} 到 {LONGEST} 个字符。", f"A password has {SHORTEST} to {LONGEST} characters.")
    elif len(set(password)) < 4 or login.lower() in password.lower():
        fault = Text("密码太容易猜，请换一个。", "This password is easily guessed. Choose another.")
    if fault:
        raise Invalid(fault, fields={"password": fault})
    return password


@cache
def _nobody() -> str:
    """A password nobody has: checking it takes as long as checking one that somebody has."""
    return make_password("nobody signs in with this")


def _count(key: bytes, limit: int) -> bool:
    """Count one attempt; False when the limit of the running window is passed."""
    now = calendar.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"token": key, "ends": now + WINDOW, "now": now})
        return int(cursor.fetchone()[0]) <= limit


def _forgive(account_token: bytes, network: str) -> None:
    Attempt.objects.filter(token=account_token).delete()
    if network:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_BACK, [token("attempt.network", network)])


def forget_attempts(*, before: datetime) -> int:
    """Remove windows that ended before an instant; returns how many."""
    return Attempt.objects.filter(window_ends_at__lt=before).delete()[0]


_COUNT = """INSERT INTO parties_attempt AS a (token, failures, window_ends_at) VALUES (%(token)s, 1, %(ends)s)
    ON CONFLICT (token) DO UPDATE SET
        failures = CASE WHEN a.window_ends_at < %(now)s THEN 1 ELSE a.failures + 1 END,
        window_ends_at = CASE WHEN a.window_ends_at < %(now)s THEN %(ends)s ELSE a.window_ends_at END
    RETURNING failures"""
_TAKE_BACK = "UPDATE parties_attempt SET failures = greatest(failures - 1, 0) WHERE token = %s"
