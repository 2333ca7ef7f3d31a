"""Dates of facts: they exist, and nothing was checked, measured or published on a day to come."""

from collections.abc import Iterable, Iterator
from datetime import date

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import file_of
from evenhand.errors import Problem
from evenhand.records.facts import Benchmark, Model

Dated = tuple[str, str | None, str, int]


def check_dates(catalog: Catalog, today: str) -> Iterator[Problem]:
    """Every date that does not exist or lies after `today` (ISO text); a price may end or begin in the future."""
    for name, day, file, line in (*_of_rows(catalog), *_of_descriptions(catalog)):
        if day and not _exists(day):
            yield Problem(file, line, f"the {name!r} date does not exist", day, "write year-month-day")
        elif day and day > today:
            yield Problem(file, line, f"the {name!r} date is in the future", day, f"a day up to {today}")
    for offer in catalog.offers:
        for name, day in (("since", offer.since), ("until", offer.until)):
            if day and not _exists(day):
                yield Problem(offer.file, offer.line, f"the {name!r} date does not exist", day, "write year-month-day")


def _of_rows(catalog: Catalog) -> Iterator[Dated]:
    for seen in catalog.observations:
        yield "measured", seen.measured, seen.file, seen.line
        yield "published", seen.published, seen.file, seen.line
        yield "retrieved", seen.retrieved, seen.file, seen.line
    for offer in catalog.offers:
        yield "checked", offer.checked, offer.file, offer.line
        yield "seen", offer.seen, offer.file, offer.line
    for speed in catalog.speeds:
        yield "measured", speed.measured, speed.file, speed.line
        yield "retrieved", speed.retrieved, speed.file, speed.line
    for listing in catalog.listings:
        yield "retrieved", listing.retrieved, listing.file, listing.line
    for fact in catalog.facts:
        yield "checked", fact.checked, fact.file, fact.line
    for raw in catalog.files:
        yield "retrieved", raw.retrieved, raw.file, raw.line
    for rejection in catalog.rejections:
        yield "date", rejection.date, rejection.file, rejection.line


def _of_descriptions(catalog: Catalog) -> Iterator[Dated]:
    for source in catalog.sources.values():
        yield "retrieved", source.retrieved, f"sources/{source.id}.toml", 0
    for model in catalog.models.values():
        for name in ("released", "retired", "knowledge_cutoff"):
            yield name, getattr(model, name), file_of(model), 0
        yield from _of_statements(model)
    for benchmark in catalog.benchmarks.values():
        yield from _of_statements(benchmark)


def _of_statements(record: Model | Benchmark) -> Iterable[Dated]:
    return (("checked", statement.checked, file_of(record), 0) for statement in record.stated)


def _exists(text: str) -> bool:
    """Whether an ISO day, month or year stands in the calendar."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
