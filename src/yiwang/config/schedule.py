"""What is done each minute: the jobs of the rooms, named here once."""

from __future__ import annotations

import asyncio
import logging
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import close_old_connections
from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


def register() -> None:
    """Register the periodic jobs with the worker. Of several workers, one runs each tick."""
    app.periodic(cron="* * * * *")(each_minute)
    app.periodic(cron="* * * * * */5")(revive)


@app.task(name="city.each_minute", queue="clock", pass_context=False)
def each_minute(timestamp: int) -> None:
    """Run every room's `jobs.EACH_MINUTE`; one that fails does not keep the others from running."""
    for room in settings.ROOMS:
        if not find_spec(f"{room}.jobs"):
            continue
        for job in getattr(import_module(f"{room}.jobs"), "EACH_MINUTE", ()):
            close_old_connections()
            try:
                job()
            except Exception:
                log.exception("the job %s failed; it runs again in a minute", job.__name__)
    close_old_connections()


@app.task(name="city.revive", queue="clock")
async def revive(timestamp: int) -> None:
    """Take up again the jobs of workers that died in the middle."""
    from yiwang.config.work import SILENT_SECONDS

    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await app.job_manager.retry_job(job)
        await asyncio.sleep(0)
