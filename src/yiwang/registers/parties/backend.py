"""The account behind a session. Signing in itself is `services.authenticate`."""

from __future__ import annotations

from yiwang.registers.parties.models import Account


class PartyBackend:
    """Django asks it who a session belongs to; an account that was closed is nobody from that moment."""

    def get_user(self, pk: int) -> Account | None:
        return Account.objects.filter(pk=pk, is_active=True).select_related("person").first()
