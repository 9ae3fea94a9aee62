"""Django's sessions in the database, read at every request by a question that is composed once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from yiwang.kit.rows import Question

LIVE: Question[Session] = Question(lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()), key=str)


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        # A cookie can hold what no key of ours does, also a NUL, which the database does not even compare.
        return bool(key) and str(key).isascii() and str(key).isalnum() and bool(super()._validate_session_key(key))

    def _get_session_from_db(self) -> Session | None:
        found = LIVE.first(key=self.session_key) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session
