"""What must hold between records: names that exist, values inside their range, no duplicate, no date to come."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.errors import Problem
from evenhand.records.facts import CATEGORIES, TRACKED, Benchmark, Listing, Model, Observation, Speed

Rows = Iterable[Problem]


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
        _rankings,
    )
    found = [problem for rule in rules for problem in rule(catalog)]
    return found + list(_dates(catalog, today))


def _labs(catalog: Catalog) -> Rows:
    for model in catalog.models.values():
        yield from _exists(model.lab, catalog.labs, "lab", _model_file(model), 0)
    for provider in catalog.providers.values():
        if provider.lab:
            yield from _exists(provider.lab, catalog.labs, "lab", f"providers/{provider.id}.toml", 0)


def _aliases(catalog: Catalog) -> Rows:
    owner: dict[str, Model] = {}
    for model in catalog.models.values():
        for name in {folded(text) for text in (model.id, model.name, *model.aliases)}:
            other = owner.setdefault(name, model)
            if other is not model:
                wrong = f"the name is also one of {other.id}"
                yield Problem(_model_file(model), 0, wrong, name, "take it from one of the two")


def _benchmarks(catalog: Catalog) -> Rows:
    for benchmark in catalog.benchmarks.values():
        file = f"benchmarks/{benchmark.id}.toml"
        if benchmark.category not in CATEGORIES + TRACKED:
            yield Problem(file, 0, "unknown category", benchmark.category, f"one of {', '.join(CATEGORIES + TRACKED)}")
        if benchmark.low is not None and benchmark.high is not None and benchmark.low >= benchmark.high:
            yield Problem(file, 0, "low is not below high", f"{benchmark.low}..{benchmark.high}", "swap them")
        if benchmark.chance is not None and not _inside(benchmark, benchmark.chance):
            yield Problem(file, 0, "chance is outside the range", str(benchmark.chance), "give it in the unit")


def _statements(catalog: Catalog) -> Rows:
    described = [(_model_file(model), model) for model in catalog.models.values()]
    tests = [(f"benchmarks/{benchmark.id}.toml", benchmark) for benchmark in catalog.benchmarks.values()]
    for file, record in [*described, *tests]:
        for statement in record.stated:  # type: ignore[attr-defined]
            yield from _exists(statement.source, catalog.sources, "source", file, 0)
            for name in statement.fields:
                if name not in record.__struct_fields__:
                    known = ", ".join(record.__struct_fields__)
                    yield Problem(file, 0, "a statement names an unknown field", name, f"one of {known}")


def _observations(catalog: Catalog) -> Rows:
    for seen in catalog.observations:
        yield from _exists(seen.model, catalog.models, "model", seen.file, seen.line)
        yield from _exists(seen.source, catalog.sources, "source", seen.file, seen.line)
        yield from _exists(seen.benchmark, catalog.benchmarks, "benchmark", seen.file, seen.line)
        benchmark = catalog.benchmarks.get(seen.benchmark)
        if benchmark:
            yield from _score(benchmark, seen)


def _score(benchmark: Benchmark, seen: Observation) -> Rows:
    if not isfinite(seen.value):
        yield Problem(seen.file, seen.line, "the value is not a finite number", str(seen.value), "give a number")
    elif not _inside(benchmark, seen.value):
        scale = f"{benchmark.low} to {benchmark.high} {benchmark.unit}"
        yield Problem(seen.file, seen.line, f"outside the range of {benchmark.id}", str(seen.value), scale)
    for kind, value, known in (
        ("version", seen.version, benchmark.versions),
        ("context", seen.context, benchmark.contexts),
    ):
        if value and known and value not in known:
            fix = f"one of {', '.join(known)}, or add it to benchmarks/{benchmark.id}.toml"
            yield Problem(seen.file, seen.line, f"unknown {kind} of {benchmark.id}", value, fix)


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
        yield from _exists(offer.provider, catalog.providers, "provider", offer.file, offer.line)
        yield from _exists(offer.model, catalog.models, "model", offer.file, offer.line)
        yield from _exists(offer.source, catalog.sources, "source", offer.file, offer.line)
        key = (offer.provider, offer.model, offer.mode, offer.above_tokens, offer.since, offer.source)
        place = seen.setdefault(key, f"{offer.file}:{offer.line}")
        if place != f"{offer.file}:{offer.line}":
            fix = "a changed price is a new row with its own start date"
            yield Problem(offer.file, offer.line, f"a duplicate of {place}", offer.model, fix)


def _others(catalog: Catalog) -> Rows:
    rows: tuple[Speed | Listing, ...] = (*catalog.speeds, *catalog.listings)
    for row in rows:
        yield from _exists(row.model, catalog.models, "model", row.file, row.line)
        yield from _exists(row.source, catalog.sources, "source", row.file, row.line)
    for rejection in catalog.rejections:
        yield from _exists(rejection.source, catalog.sources, "source", rejection.file, rejection.line)


def _rankings(catalog: Catalog) -> Rows:
    for ranking in catalog.rankings.values():
        file = f"rankings/{ranking.id}.toml"
        if ranking.default_lane not in ranking.lanes:
            lanes = ", ".join(ranking.lanes)
            yield Problem(file, 0, "the default lane is not a lane", ranking.default_lane, f"one of {lanes}")
        for category, rule in ranking.categories.items():
            if category not in CATEGORIES:
                yield Problem(file, 0, "unknown category", category, f"one of {', '.join(CATEGORIES)}")
            for counted in rule.counted:
                yield from _exists(counted.benchmark, catalog.benchmarks, "benchmark", file, 0)
        for name in (name for names in ranking.display_only.values() for name in names):
            yield from _exists(name, catalog.benchmarks, "benchmark", file, 0)


def _dates(catalog: Catalog, today: str) -> Iterator[Problem]:
    for seen in catalog.observations:
        for name, date in (("measured", seen.measured), ("published", seen.published), ("retrieved", seen.retrieved)):
            yield from _not_to_come(name, date, today, seen.file, seen.line)
    for offer in catalog.offers:
        yield from _not_to_come("checked", offer.checked, today, offer.file, offer.line)
    rows: tuple[Speed | Listing, ...] = (*catalog.speeds, *catalog.listings)
    for row in rows:
        yield from _not_to_come("retrieved", row.retrieved, today, row.file, row.line)
    for rejection in catalog.rejections:
        yield from _not_to_come("date", rejection.date, today, rejection.file, rejection.line)
    for source in catalog.sources.values():
        yield from _not_to_come("retrieved", source.retrieved, today, f"sources/{source.id}.toml", 0)
    for model in catalog.models.values():
        for name, date in (("released", model.released), ("retired", model.retired)):
            yield from _not_to_come(name, date, today, _model_file(model), 0)
        for statement in model.stated:
            yield from _not_to_come("checked", statement.checked, today, _model_file(model), 0)


def _not_to_come(name: str, date: str | None, today: str, file: str, line: int) -> Rows:
    if date and date > today:
        yield Problem(file, line, f"the {name} date is in the future", date, f"a day up to {today}")
    elif date and not _is_date(date):
        yield Problem(file, line, f"the {name} date does not exist", date, "year-month-day")


def _is_date(text: str) -> bool:
    parts = [int(part) for part in text.split("-")]
    month, day = (*parts[1:], 1, 1)[:2] if len(parts) < 3 else parts[1:]
    leap = parts[0] % 4 == 0 and (parts[0] % 100 != 0 or parts[0] % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= days[month - 1]


def _exists(name: str, known: Mapping[str, object], kind: str, file: str, line: int) -> Rows:
    if name not in known:
        near = nearest(name, known)
        fix = f"did you mean {', '.join(near)}?" if near else f"add the {kind} first"
        yield Problem(file, line, f"no {kind} has this id", name, fix)


def _model_file(model: Model) -> str:
    return f"models/{model.lab}/{model.id}.toml"
