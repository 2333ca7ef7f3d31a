"""What must hold of rows: ids that exist, values in range, no duplicate; each distinct value is judged once."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from operator import attrgetter
from typing import Any

from msgspec import ValidationError

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import exists
from evenhand.catalog.nearest import near_or
from evenhand.catalog.ranges import inside, is_empty, written
from evenhand.catalog.rows import Row, grouped
from evenhand.catalog.stated_facts import FIELDS, value_of
from evenhand.errors import Problem
from evenhand.records.facts import CONDITIONS, OWN, Benchmark, Observation, RawFile, StatedFact

Faults = Iterator[Problem]
LARGEST = sys.float_info.max
LEADS = {
    "observations": ("model", "source", "benchmark"),
    "offers": ("provider", "model", "source"),
    "speeds": ("model", "provider", "source"),
    "listings": ("model", "source"),
    "facts": ("model", "source"),
    "files": ("source",),
    "rejections": ("source",),
    "votes": ("source",),
    "outcomes": ("source",),
}
NUMBERS = {
    "observations": ("error",),
    "offers": ("input", "cached_input", "cache_write", "output"),
    "speeds": ("tokens_per_second", "first_token_seconds"),
    "listings": ("input", "output", "tokens_per_second", "first_token_seconds"),
}
FROM_FILES = ("observations", "offers", "speeds", "facts", "votes")
IDENTITY = attrgetter(
    "model",
    "benchmark",
    *CONDITIONS,
    "source",
    "measured_by",
    "measured",
    "published",
    "link",
)


def check_rows(catalog: Catalog) -> Faults:
    """Every fault of every row, but for its dates."""
    yield from _ids(catalog)
    yield from _scores(catalog)
    yield from _duplicates(catalog)
    yield from _offers(catalog)
    yield from _moving(catalog)
    yield from _infinite(catalog)
    yield from _facts(catalog)
    yield from _raw_files(catalog)


def rows_where(rows: Iterable[Row], wrong: Callable[[Any], object], *fields: str) -> Sequence[Row]:
    """The rows with a value that is wrong; several fields are judged together, as a tuple."""
    value = attrgetter(*fields)
    bad = {each for each in set(map(value, rows)) if wrong(each)}
    return [row for row in rows if value(row) in bad] if bad else ()


def identity(seen: Observation) -> tuple[object, ...]:
    """All that makes an observation another one: who, what, under which conditions, from where.

    A run of one's own that was made twice is two: each is told apart by its own file.
    """
    found: tuple[object, ...] = IDENTITY(seen)
    return (*found, seen.origin) if seen.tier == OWN else found


def _ids(catalog: Catalog) -> Faults:
    for name, fields in LEADS.items():
        for field in fields:
            yield from _lost(getattr(catalog, name), field, getattr(catalog, f"{field}s"))


def _lost(rows: Sequence[Any], field: str, known: Mapping[str, object]) -> Faults:
    for row in rows_where(rows, lambda each: each and each not in known, field):  # a speed may be of no known provider
        yield from exists(getattr(row, field), known, field, row.file, row.line)


def _scores(catalog: Catalog) -> Faults:
    spans = {name: _span(benchmark) for name, benchmark in catalog.benchmarks.items()}
    for seen in catalog.observations:
        low, high = spans.get(seen.benchmark, (seen.value, seen.value))
        if not low <= seen.value <= high or seen.version or seen.context:
            yield from _score(catalog.benchmarks.get(seen.benchmark), seen)


def _span(benchmark: Benchmark) -> tuple[float, float]:
    if is_empty(benchmark):
        return -LARGEST, LARGEST
    low, high = benchmark.low, benchmark.high
    return -LARGEST if low is None else low, LARGEST if high is None else high


def _score(benchmark: Benchmark | None, seen: Observation) -> Faults:
    if benchmark is None:
        return
    if not isfinite(seen.value):
        yield Problem(seen.file, seen.line, "the value is not a finite number", str(seen.value), "give a number")
    elif not (inside(benchmark, seen.value) or is_empty(benchmark)):
        scale = f"the range is {written(benchmark)} {benchmark.unit}"
        yield Problem(seen.file, seen.line, f"outside the range of {benchmark.id}", f"{seen.value:g}", scale)
    for kind, value, known in (
        ("version", seen.version, benchmark.versions),
        ("context", seen.context, benchmark.contexts),
    ):
        if value and known and value not in known:
            fix = f"one of {', '.join(known)}, or add it to benchmarks/{benchmark.id}.toml"
            yield Problem(seen.file, seen.line, f"unknown {kind} of {benchmark.id}", value, fix)


def _duplicates(catalog: Catalog) -> Faults:
    for rows in catalog.observations.of.values():
        if len({seen.benchmark for seen in rows}) < len(rows):
            for same in grouped(rows, "benchmark").values():
                yield from _twice(same) if len(same) > 1 else ()


def _twice(rows: Iterable[Observation]) -> Faults:
    first: dict[tuple[object, ...], Observation] = {}
    for seen in rows:
        other = first.setdefault(identity(seen), seen)
        if other is not seen:
            wrong = f"a duplicate of {other.file}:{other.line}"
            value = f"{seen.model} {seen.benchmark} {seen.value:g}"
            yield Problem(seen.file, seen.line, wrong, value, "remove one, or state the condition that differs")


def _offers(catalog: Catalog) -> Faults:
    first: dict[tuple[object, ...], str] = {}
    for offer in catalog.offers:
        key = (offer.provider, offer.model, offer.mode, offer.above_tokens, offer.hours, offer.since, offer.source)
        place = first.setdefault(key, f"{offer.file}:{offer.line}")
        if place != f"{offer.file}:{offer.line}":
            fix = "a changed price is a new row with its own start date"
            yield Problem(offer.file, offer.line, f"a duplicate of {place}", offer.model, fix)
        if offer.since and offer.until and offer.until <= offer.since:
            fix = f"give a day after {offer.since}: the first on which the price no longer holds"
            yield Problem(offer.file, offer.line, "the price ends before it begins", offer.until, fix)


def _moving(catalog: Catalog) -> Faults:
    for model in catalog.models.values():
        rows = catalog.observations.of.get(model.id, ()) if model.moving else ()
        for seen in rows:
            fix = f"name the model that {model.id} stood for on the day of the score"
            yield Problem(seen.file, seen.line, "a moving name has no scores", model.id, fix)


def _infinite(catalog: Catalog) -> Faults:
    for name, fields in NUMBERS.items():
        for field in fields:
            for row in rows_where(getattr(catalog, name), lambda each: each is not None and not isfinite(each), field):
                value = str(getattr(row, field))
                yield Problem(row.file, row.line, f"{field!r} is not a finite number", value, "give a number")


def _facts(catalog: Catalog) -> Faults:
    for fact in catalog.facts:
        if fact.field not in FIELDS:
            fix = near_or(fact.field, FIELDS, "one of")
            yield Problem(fact.file, fact.line, "no fact of a model has this name", fact.field, fix)
        elif not _readable(fact):
            fix = f"write it as {fact.field!r} stands in a model's file, lists with blanks between"
            yield Problem(fact.file, fact.line, f"{fact.field!r} cannot have this value", fact.value, fix)


def _readable(fact: StatedFact) -> bool:
    try:
        value_of(fact)
    except (ValueError, ValidationError):
        return False
    return True


def _raw_files(catalog: Catalog) -> Faults:
    """Every file that rows were read from is recorded with its hash."""
    recorded: dict[tuple[str, str], RawFile] = {}
    for raw in catalog.files:
        if recorded.setdefault((raw.source, raw.name), raw) is not raw:
            yield Problem(raw.file, raw.line, "the raw file stands there twice", raw.name, "keep one of the two")
    for name in FROM_FILES:
        for row in rows_where(getattr(catalog, name), lambda of: of[1] and of not in recorded, "source", "origin"):
            fix = f"collect {row.source} again, or take the origin out"
            yield Problem(row.file, row.line, "the raw file of this row is not recorded", row.origin, fix)
