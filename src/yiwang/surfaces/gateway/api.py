"""The machine API, version 1."""

from __future__ import annotations

from ninja import NinjaAPI

from yiwang.surfaces.gateway import cases, events, items, licences, problems

api = NinjaAPI(
    title="Yiwang 一网",
    version="1",
    urls_namespace="api",
    description="Items, cases, events and licence verification. Keyset paging; errors are problem+json (RFC 9457).",
    docs_url="/docs",
)
problems.install(api)
for room in (items, cases, events, licences):
    api.add_router("", room.router)
