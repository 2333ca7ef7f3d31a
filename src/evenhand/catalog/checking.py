"""What must hold between records: names that exist, values inside their range, no duplicate, no date to come."""

from collections.abc import Callable, Iterable, Iterator
from math import isfinite

from msgspec import ValidationError

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.dates import check_dates
from evenhand.catalog.folding import folded
from evenhand.catalog.ids import exists, file_of
from evenhand.catalog.nearest import near_or
from evenhand.catalog.ranking_rules import check_rankings
from evenhand.catalog.stated_facts import FIELDS, value_of
from evenhand.errors import Problem
from evenhand.records.facts import (
    CATEGORIES,
    TRACKED,
    Benchmark,
    Listing,
    Model,
    Observation,
    Offer,
    RawFile,
    Speed,
    StatedFact,
)

Rows = Iterable[Problem]
Measured = Observation | Offer | Speed | Listing


def check(catalog: Catalog, today: str) -> list[Problem]:
    """Every fault between the records of a catalog; `today` is an ISO date, nothing may be later."""
    rules: tuple[Callable[[Catalog], Rows], ...] = (
        _labs,
        _aliases,
        _benchmarks,
        _statements,
        _observations,
        _duplicates,
        _offers,
        _others,
        _infinite,
        _facts,
        _raw_files,
        check_rankings,
    )
    found = [problem for rule in rules for problem in rule(catalog)]
    return found + list(check_dates(catalog, today))


def _labs(catalog: Catalog) -> Rows:
    for model in catalog.models.values():
        yield from exists(model.lab, catalog.labs, "lab", file_of(model))
        if model.snapshot_of:
            yield from exists(model.snapshot_of, catalog.models, "model", file_of(model))
    for provider in catalog.providers.values():
        if provider.lab:
            yield from exists(provider.lab, catalog.labs, "lab", f"providers/{provider.id}.toml")


def _aliases(catalog: Catalog) -> Rows:
    yield from _owned(catalog.models.values())
    yield from _owned(catalog.benchmarks.values())


def _owned(records: Iterable[Model | Benchmark]) -> Rows:
    """No name leads to two records."""
    owner: dict[str, Model | Benchmark] = {}
    for record in records:
        spelled = {folded(text): text for text in (record.id, record.name, *record.aliases)}
        for name, text in spelled.items():
            other = owner.setdefault(name, record)
            if other is not record:
                wrong = f"a name of {record.id} is also one of {other.id}"
                yield Problem(file_of(record), 0, wrong, text, "take it from one of the two")


def _benchmarks(catalog: Catalog) -> Rows:
    for benchmark in catalog.benchmarks.values():
        file = file_of(benchmark)
        if benchmark.category not in CATEGORIES + TRACKED:
            yield Problem(
                file,
                0,
                "unknown category",
                benchmark.category,
                near_or(benchmark.category, CATEGORIES + TRACKED, "one of"),
            )
        if _empty(benchmark):
            yield Problem(
                file,
                0,
                "'low' is not below 'high'",
                f"{benchmark.low} and {benchmark.high}",
                "give the lower end as low",
            )
        if benchmark.chance is not None and not _inside(benchmark, benchmark.chance):
            scale = f"{_range(benchmark)} {benchmark.unit}"
            yield Problem(file, 0, "'chance' is outside the range", f"{benchmark.chance:g}", f"the range is {scale}")


def _statements(catalog: Catalog) -> Rows:
    described: tuple[Model | Benchmark, ...] = (*catalog.models.values(), *catalog.benchmarks.values())
    for record in described:
        for statement in record.stated:
            yield from exists(statement.source, catalog.sources, "source", file_of(record))
            for name in statement.fields:
                if name not in record.__struct_fields__:
                    fix = near_or(name, record.__struct_fields__, "one of")
                    yield Problem(file_of(record), 0, "a statement names an unknown field", name, fix)


def _observations(catalog: Catalog) -> Rows:
    for seen in catalog.observations:
        yield from exists(seen.model, catalog.models, "model", seen.file, seen.line)
        yield from exists(seen.source, catalog.sources, "source", seen.file, seen.line)
        yield from exists(seen.benchmark, catalog.benchmarks, "benchmark", seen.file, seen.line)
        benchmark = catalog.benchmarks.get(seen.benchmark)
        if benchmark:
            yield from _score(benchmark, seen)


def _score(benchmark: Benchmark, seen: Observation) -> Rows:
    if not isfinite(seen.value):
        yield Problem(seen.file, seen.line, "the value is not a finite number", str(seen.value), "give a number")
    elif not (_inside(benchmark, seen.value) or _empty(benchmark)):
        scale = f"the range is {_range(benchmark)} {benchmark.unit}"
        yield Problem(seen.file, seen.line, f"outside the range of {benchmark.id}", f"{seen.value:g}", scale)
    for kind, value, known in (
        ("version", seen.version, benchmark.versions),
        ("context", seen.context, benchmark.contexts),
    ):
        if value and known and value not in known:
            fix = f"one of {', '.join(known)}, or add it to benchmarks/{benchmark.id}.toml"
            yield Problem(seen.file, seen.line, f"unknown {kind} of {benchmark.id}", value, fix)


def _empty(benchmark: Benchmark) -> bool:
    return benchmark.low is not None and benchmark.high is not None and benchmark.low >= benchmark.high


def _range(benchmark: Benchmark) -> str:
    low = "any number" if benchmark.low is None else f"{benchmark.low:g}"
    return f"{low} up" if benchmark.high is None else f"{low} to {benchmark.high:g}"


def _inside(benchmark: Benchmark, value: float) -> bool:
    above = benchmark.low is None or value >= benchmark.low
    return above and (benchmark.high is None or value <= benchmark.high)


def _duplicates(catalog: Catalog) -> Rows:
    first: dict[tuple[object, ...], Observation] = {}
    for seen in catalog.observations:
        other = first.setdefault(identity(seen), seen)
        if other is not seen:
            wrong = f"a duplicate of {other.file}:{other.line}"
            value = f"{seen.model} {seen.benchmark} {seen.value:g}"
            yield Problem(seen.file, seen.line, wrong, value, "remove one, or state the condition that differs")


def identity(seen: Observation) -> tuple[object, ...]:
    """All that makes an observation another one: who, what, under which conditions, from where."""
    return (
        seen.model,
        seen.benchmark,
        seen.version,
        seen.subset,
        seen.context,
        seen.tools,
        seen.effort,
        seen.mode,
        seen.harness,
        seen.prompting,
        seen.trials,
        seen.judge,
        seen.source,
        seen.measured_by,
        seen.measured,
        seen.published,
        seen.link,
    )


def _offers(catalog: Catalog) -> Rows:
    seen: dict[tuple[object, ...], str] = {}
    for offer in catalog.offers:
        yield from exists(offer.provider, catalog.providers, "provider", offer.file, offer.line)
        yield from exists(offer.model, catalog.models, "model", offer.file, offer.line)
        yield from exists(offer.source, catalog.sources, "source", offer.file, offer.line)
        key = (offer.provider, offer.model, offer.mode, offer.above_tokens, offer.hours, offer.since, offer.source)
        place = seen.setdefault(key, f"{offer.file}:{offer.line}")
        if place != f"{offer.file}:{offer.line}":
            fix = "a changed price is a new row with its own start date"
            yield Problem(offer.file, offer.line, f"a duplicate of {place}", offer.model, fix)


def _others(catalog: Catalog) -> Rows:
    rows: tuple[Speed | Listing, ...] = (*catalog.speeds, *catalog.listings)
    for row in rows:
        yield from exists(row.model, catalog.models, "model", row.file, row.line)
        yield from exists(row.source, catalog.sources, "source", row.file, row.line)
    for rejection in catalog.rejections:
        yield from exists(rejection.source, catalog.sources, "source", rejection.file, rejection.line)


def _infinite(catalog: Catalog) -> Rows:
    rows: tuple[Measured, ...] = (*catalog.observations, *catalog.offers, *catalog.speeds, *catalog.listings)
    for row in rows:
        for name, value in _numbers(row):
            if not isfinite(value):
                yield Problem(row.file, row.line, f"{name!r} is not a finite number", str(value), "give a number")


def _numbers(row: Measured) -> Iterator[tuple[str, float]]:
    if isinstance(row, Observation):
        names: tuple[str, ...] = ("error",)
    elif isinstance(row, Speed):
        names = ("tokens_per_second", "first_token_seconds")
    else:
        names = ("input", "cached_input", "cache_write", "output", "tokens_per_second", "first_token_seconds")
    values = ((name, getattr(row, name, None)) for name in names)
    return ((name, value) for name, value in values if value is not None)


def _facts(catalog: Catalog) -> Rows:
    for fact in catalog.facts:
        yield from exists(fact.model, catalog.models, "model", fact.file, fact.line)
        yield from exists(fact.source, catalog.sources, "source", fact.file, fact.line)
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


def _raw_files(catalog: Catalog) -> Rows:
    """Every file that rows were read from is recorded with its hash."""
    recorded: dict[tuple[str, str], RawFile] = {}
    for raw in catalog.files:
        yield from exists(raw.source, catalog.sources, "source", raw.file, raw.line)
        if recorded.setdefault((raw.source, raw.name), raw) is not raw:
            yield Problem(raw.file, raw.line, "the raw file stands there twice", raw.name, "keep one of the two")
    rows: tuple[Observation | Offer | Speed | StatedFact, ...]
    rows = (*catalog.observations, *catalog.offers, *catalog.speeds, *catalog.facts)
    for row in rows:
        if row.origin and (row.source, row.origin) not in recorded:
            fix = f"collect {row.source} again, or take the origin out"
            yield Problem(row.file, row.line, "the raw file of this row is not recorded", row.origin, fix)
