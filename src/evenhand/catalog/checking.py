"""What must hold between records: names that exist, values inside their range, no duplicate, no date to come."""

from collections import Counter
from collections.abc import Callable, Iterable

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.dates import check_dates
from evenhand.catalog.folding import folded
from evenhand.catalog.ids import exists, file_of
from evenhand.catalog.link_checks import check_links
from evenhand.catalog.nearest import near_or
from evenhand.catalog.ranges import is_empty
from evenhand.catalog.ranking_rules import check_rankings
from evenhand.catalog.row_checks import check_rows
from evenhand.catalog.scale_checks import check_scales
from evenhand.catalog.vote_checks import check_votes
from evenhand.errors import Problem
from evenhand.records.facts import CATEGORIES, TRACKED, Benchmark, Model

Rows = Iterable[Problem]


def check(catalog: Catalog, today: str) -> list[Problem]:
    """Every fault between the records of a catalog; `today` is an ISO date, nothing may be later."""
    rules: tuple[Callable[[Catalog], Rows], ...] = (
        _labs,
        _aliases,
        _benchmarks,
        check_scales,
        _statements,
        check_rows,
        check_votes,
        check_links,
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
        if is_empty(benchmark):
            yield Problem(
                file,
                0,
                "'low' is not below 'high'",
                f"{benchmark.low} and {benchmark.high}",
                "give the lower end as low",
            )
        yield from _version_items(benchmark)


def _version_items(benchmark: Benchmark) -> Rows:
    """A number of items belongs to a version that exists, and each version has one."""
    counted = Counter(one.version for one in benchmark.version_items)
    for version, times in counted.items():
        if version not in benchmark.versions:
            fix = near_or(version, benchmark.versions, "one of")
            yield Problem(file_of(benchmark), 0, "items of an unknown version", version, fix)
        if times > 1:
            yield Problem(file_of(benchmark), 0, "a version has two numbers of items", version, "keep one of them")


def _statements(catalog: Catalog) -> Rows:
    described: tuple[Model | Benchmark, ...] = (*catalog.models.values(), *catalog.benchmarks.values())
    for record in described:
        for statement in record.stated:
            yield from exists(statement.source, catalog.sources, "source", file_of(record))
            for name in statement.fields:
                if name not in record.__struct_fields__:
                    fix = near_or(name, record.__struct_fields__, "one of")
                    yield Problem(file_of(record), 0, "a statement names an unknown field", name, fix)
