"""Links of facts: every one is an address of the web, as only those are followed on a page."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import file_of
from evenhand.catalog.row_checks import rows_where
from evenhand.errors import Problem
from evenhand.records.facts import Benchmark, Model

WEB = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*")
ROWS = ("observations", "offers", "speeds", "listings", "facts", "files", "rejections", "outcomes", "votes")
DESCRIBED = ("labs", "providers", "sources")
FIX = "give https://…, the page that states it"
Link = tuple[str, str, str]


def check_links(catalog: Catalog) -> Iterator[Problem]:
    """Every link that begins otherwise than a web address does, or holds what none can hold; an empty one is none."""
    for name in ROWS:
        for row in _linked(getattr(catalog, name)):
            yield Problem(row.file, row.line, "'link' is no web address", row.link, FIX)
    for file, field, link in chain(_of_descriptions(catalog), _of_statements(catalog)):
        if _is_wrong(link):
            yield Problem(file, 0, f"{field!r} is no web address", link, FIX)


def _linked(rows: Iterable[Any]) -> Iterable[Any]:
    first = next(iter(rows), None)
    return rows_where(rows, _is_wrong, "link") if hasattr(first, "link") else ()


def _is_wrong(link: str) -> bool:
    return bool(link) and not WEB.fullmatch(link)


def _of_descriptions(catalog: Catalog) -> Iterator[Link]:
    for folder in DESCRIBED:
        for record in getattr(catalog, folder).values():
            yield f"{folder}/{record.id}.toml", "link", record.link
    for source in catalog.sources.values():
        yield from ((f"sources/{source.id}.toml", "fetch", address) for address in source.fetch)


def _of_statements(catalog: Catalog) -> Iterator[Link]:
    for benchmark in catalog.benchmarks.values():
        yield file_of(benchmark), "link", benchmark.link
    described: tuple[Model | Benchmark, ...] = (*catalog.models.values(), *catalog.benchmarks.values())
    for record in described:
        yield from ((file_of(record), "link", one.link) for one in record.stated)
