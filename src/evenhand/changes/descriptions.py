"""Models, benchmarks and sources that came, went or are described otherwise."""

from collections.abc import Iterable, Iterator

from evenhand.catalog.catalog import Catalog
from evenhand.changes.evidence import of_field, of_record, of_source
from evenhand.records.changes import DescriptionChange
from evenhand.records.facts import Benchmark, Model, Observation, Offer

MODEL_FIELDS = tuple(name for name in Model.__struct_fields__ if name not in {"id", "stated", "retired"})
BENCHMARK_FIELDS = tuple(name for name in Benchmark.__struct_fields__ if name not in {"id", "stated"})


def description_changes(older: Catalog, newer: Catalog) -> Iterator[DescriptionChange]:
    """Every change of what is described."""
    yield from _models(older, newer)
    yield from _benchmarks(older, newer)
    yield from _sources(older, newer)


def _models(older: Catalog, newer: Catalog) -> Iterator[DescriptionChange]:
    for name, model in newer.models.items():
        was = older.models.get(name)
        if was is None:
            day = model.released or newer.date
            now = of_record(newer, model)
            yield DescriptionChange(kind="new model", day=day, thing="model", id=name, after=model.released, now=now)
            yield from _retired(None, model, older, newer)
        else:
            yield from _retired(was, model, older, newer)
            yield from _fields(was, model, older, newer)
    for name in older.models.keys() - newer.models.keys():
        was = older.models[name]
        yield DescriptionChange(kind="removed model", day=newer.date, thing="model", id=name, was=of_record(older, was))


def _retired(was: Model | None, now: Model, older: Catalog, newer: Catalog) -> Iterator[DescriptionChange]:
    """A last day that is newly stated, stated otherwise, or has passed since."""
    if was is None and now.retired and now.retired <= older.date:
        return
    before = was.retired if was else None
    if now.retired and (before != now.retired or older.date < now.retired <= newer.date):
        yield DescriptionChange(
            kind="retirement",
            day=now.retired,
            thing="model",
            id=now.id,
            field="retired",
            before=before,
            after=now.retired,
            was=of_field(older, was, "retired") if was else None,
            now=of_field(newer, now, "retired"),
        )
    elif before and not now.retired and was:
        yield _field(was, now, "retired", older, newer)


def _benchmarks(older: Catalog, newer: Catalog) -> Iterator[DescriptionChange]:
    for name, test in newer.benchmarks.items():
        was = older.benchmarks.get(name)
        if was is None:
            now = of_record(newer, test)
            yield DescriptionChange(kind="new benchmark", day=now.day, thing="benchmark", id=name, now=now)
        else:
            yield from _fields(was, test, older, newer)
    for name in older.benchmarks.keys() - newer.benchmarks.keys():
        evidence = of_record(older, older.benchmarks[name])
        yield DescriptionChange(kind="removed benchmark", day=newer.date, thing="benchmark", id=name, was=evidence)


def _sources(older: Catalog, newer: Catalog) -> Iterator[DescriptionChange]:
    come, gone = newer.sources.keys() - older.sources.keys(), older.sources.keys() - newer.sources.keys()
    for name in come:
        source = newer.sources[name]
        yield DescriptionChange(
            kind="new source",
            day=source.retrieved,
            thing="source",
            id=name,
            now=of_source(source),
            scores=_count(newer.observations, name),
            offers=_count(newer.offers, name),
        )
    for name in gone:
        was = of_source(older.sources[name])
        yield DescriptionChange(
            kind="removed source",
            day=newer.date,
            thing="source",
            id=name,
            was=was,
            scores=_count(older.observations, name),
            offers=_count(older.offers, name),
        )


def _count(rows: Iterable[Observation | Offer], source: str) -> int:
    return sum(row.source == source for row in rows)


def _fields(
    was: Model | Benchmark, now: Model | Benchmark, older: Catalog, newer: Catalog
) -> Iterator[DescriptionChange]:
    for name in MODEL_FIELDS if isinstance(now, Model) else BENCHMARK_FIELDS:
        if getattr(was, name) != getattr(now, name):
            yield _field(was, now, name, older, newer)


def _field(
    was: Model | Benchmark, now: Model | Benchmark, name: str, older: Catalog, newer: Catalog
) -> DescriptionChange:
    evidence = of_field(newer, now, name)
    return DescriptionChange(
        kind="changed description",
        day=evidence.day,
        thing="model" if isinstance(now, Model) else "benchmark",
        id=now.id,
        field=name,
        before=_text(getattr(was, name)),
        after=_text(getattr(now, name)),
        was=of_field(older, was, name),
        now=evidence,
    )


def _text(value: object) -> str | None:
    """A value as it would stand in a file; None where nothing is stated."""
    if value is None or value in {"", ()}:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:,g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
