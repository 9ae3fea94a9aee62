"""The machine API, version 1."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from yiwang.surfaces.gateway import (
    agencies,
    cases,
    conveniences,
    events,
    items,
    licences,
    linked,
    papers,
    problems,
    reform,
    things,
)


class Contract(NinjaAPI):
    """The framework writes every answer down as plain JSON; ours that are problems say so."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for operation in (each for path in schema["paths"].values() for each in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {problems.MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = Contract(
    title="Yiwang 一网",
    version="1",
    urls_namespace="api",
    description="Items, papers, things, permits, services, cases, events, licences. Keyset paging; errors by RFC 9457",
    docs_url="/docs",
)
problems.install(api)
for room in (items, papers, things, reform, conveniences, agencies, linked, cases, events, licences):
    api.add_router("", room.router)
