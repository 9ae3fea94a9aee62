"""The worker: hands on facts, runs jobs, numbers the ledger, and does what the calendar asks for each minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import Error, close_old_connections
from procrastinate.contrib.django import app

from yiwang.config import schedule
from yiwang.kit.errors import Refusal
from yiwang.kit.ledger import sequencing
from yiwang.kit.outbox import delivery

log = logging.getLogger(__name__)

PUMP_SECONDS = 0.25
LEDGER_SECONDS = 1.0
HEARTBEAT_SECONDS = 3.0
# A worker that has been silent this long is dead; its jobs are taken up again.
SILENT_SECONDS = 10.0


def run(concurrency: int = 2) -> None:
    """Work until told to stop. Any number of workers may run; each may be killed at any instant."""
    stopping = threading.Event()
    loops = [
        threading.Thread(target=_repeat, args=(stopping, delivery.pump, PUMP_SECONDS), name="pump"),
        threading.Thread(target=_repeat, args=(stopping, sequencing.step, LEDGER_SECONDS), name="sequencer"),
    ]
    for loop in loops:
        loop.start()
    schedule.register()
    # A copy with its own connections: put into `app` itself, they would make the pump queue jobs outside its
    # transaction, over connections of another thread's event loop, and wait half a minute for them at the start.
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    try:
        worker.run_worker(
            concurrency=concurrency,
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=SILENT_SECONDS,
            shutdown_graceful_timeout=10.0,
            delete_jobs="successful",
        )
    finally:
        stopping.set()
        for loop in loops:
            loop.join(timeout=10)


def _repeat(stopping: threading.Event, step: Callable[[], int | None], pause: float) -> None:
    """Do a step, at once again while there is work, else after a pause; a database that is away is waited for."""
    trouble = Trouble()
    while not stopping.is_set():
        try:
            busy = bool(step())
            trouble.over()
        except Exception as error:
            trouble.met(error)
            busy = False
        close_old_connections()
        if not busy:
            stopping.wait(max(pause, trouble.pause))


class Trouble:
    """What keeps a loop from its work: said when it begins, every minute while it lasts, and when it is over."""

    LONGEST_PAUSE = 5.0
    AGAIN_SECONDS = 60.0

    def __init__(self) -> None:
        self.pause = 0.0
        self._said, self._said_at = "", float("-inf")

    def met(self, error: Exception) -> None:
        self.pause = min(self.LONGEST_PAUSE, self.pause * 2 or 0.25)
        said = error.code if isinstance(error, Refusal) else type(error).__name__
        if said == self._said and time.monotonic() - self._said_at < self.AGAIN_SECONDS:
            return
        self._said, self._said_at = said, time.monotonic()
        loop = threading.current_thread().name
        if isinstance(error, Refusal):
            log.error("%s is refused and tries again: %s", loop, error.officer.en if error.officer else said)
        elif isinstance(error, Error):
            log.warning("%s waits for the database: %s", loop, said)
        else:
            log.error("%s failed; it goes on", loop, exc_info=error)

    def over(self) -> None:
        if self._said:
            log.warning("%s works again", threading.current_thread().name)
        self.pause, self._said, self._said_at = 0.0, "", float("-inf")
