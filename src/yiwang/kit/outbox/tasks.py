"""The job that makes a handler hear a fact, tried again with growing pauses while it fails."""

from __future__ import annotations

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yiwang.kit.outbox import delivery

# Two seconds, four, eight … about a day and a half in all: longer than any outage one would sleep through.
PATIENCE = RetryStrategy(max_attempts=17, exponential_wait=2)


@app.task(name="outbox.hear", queue="facts", retry=PATIENCE)
def hear(fact: int, handler: str) -> None:
    close_old_connections()
    try:
        delivery.hear_once(fact, handler)
    finally:
        close_old_connections()
