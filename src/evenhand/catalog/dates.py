"""Dates of facts: they exist, and nothing was checked, measured or published on a day to come."""

from collections.abc import Iterable, Iterator
from datetime import date

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import file_of
from evenhand.catalog.row_checks import rows_where
from evenhand.errors import Problem
from evenhand.records.facts import Benchmark, Model

Dated = tuple[str, str | None, str, int]
PAST = {
    "observations": ("measured", "published", "retrieved"),
    "offers": ("checked", "seen"),
    "speeds": ("measured", "retrieved"),
    "listings": ("retrieved",),
    "facts": ("checked",),
    "files": ("retrieved",),
    "rejections": ("date",),
    "votes": ("measured",),
    "outcomes": ("measured",),
}


def check_dates(catalog: Catalog, today: str) -> Iterator[Problem]:
    """Every date that does not exist or lies after `today` (ISO text); a price may end or begin in the future."""
    for name, day, file, line in (*_of_rows(catalog, today), *_of_descriptions(catalog)):
        yield from _fault(name, day, file, line, today)
    for name in ("since", "until"):
        for offer in rows_where(catalog.offers, lambda day: day and not _exists(day), name):
            yield from _fault(name, getattr(offer, name), offer.file, offer.line, today)


def _fault(name: str, day: str | None, file: str, line: int, today: str) -> Iterator[Problem]:
    if day and not _exists(day):
        yield Problem(file, line, f"the {name!r} date does not exist", day, "write year-month-day")
    elif day and day > today:
        yield Problem(file, line, f"the {name!r} date is in the future", day, f"a day up to {today}")


def _of_rows(catalog: Catalog, today: str) -> Iterator[Dated]:
    """The dates of rows that are at fault."""
    for name, fields in PAST.items():
        for field in fields:
            for row in rows_where(getattr(catalog, name), lambda day: day and (day > today or not _exists(day)), field):
                yield field, getattr(row, field), row.file, row.line


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


def days_between(one: str, other: str) -> int:
    """Days from one ISO date to another; a month or year without a day counts from its first."""
    return (_day(other) - _day(one)).days


def _day(text: str) -> date:
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def _exists(text: str) -> bool:
    """Whether an ISO day, month or year stands in the calendar."""
    try:
        _day(text)
    except ValueError:
        return False
    return True
