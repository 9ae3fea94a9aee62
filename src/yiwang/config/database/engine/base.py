"""The engine that `ENGINE` names."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells a connection that the server has closed from its socket, without asking the server.

    A server that goes away says so at once: the socket has something to read while nothing was asked. Where even that
    gets lost on the way, the statement's own time limit ends the request, and the next one has a new connection.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
