"""Every address of the city, read from the router."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver


@dataclass(frozen=True)
class Route:
    """`name` is `portal:case`; `objects` are the names of what stands in the address."""

    name: str
    pattern: str
    objects: tuple[str, ...]

    def address(self, **values: str) -> str:
        path = self.pattern
        for name in self.objects:
            head, _, rest = path.partition("<")
            converter, _, rest = rest.partition(">")
            assert converter.rpartition(":")[2] == name
            path = head + values[name] + rest
        return "/" + path


def routes() -> list[Route]:
    return sorted(_walk(get_resolver(), "", ""), key=lambda route: route.name)


def _walk(resolver: URLResolver, space: str, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            named = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry, space + named, path)
        elif isinstance(entry, URLPattern):
            objects = tuple(part.partition(">")[0].rpartition(":")[2] for part in path.split("<")[1:])
            yield Route(space + (entry.name or path), path, objects)
