"""Where the figures come from: the list of sources, and each source with every figure it gave."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Benchmark, Observation, Source
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.wording.numbers import count

A_PAGE = 200


class SourceLine(Struct, frozen=True, kw_only=True):
    """A source and how much it gave."""

    source: Source
    scores: int
    prices: int
    others: int
    rejected: int


class SourceScore(Struct, frozen=True, kw_only=True):
    """One score of a source with the names of what it is about."""

    model_name: str
    benchmark: Benchmark | None
    row: Observation


class SourcesPage(Page, kw_only=True):
    """The variables of `sources.html`."""

    lines: tuple[SourceLine, ...]


class SourcePage(Page, kw_only=True):
    """The variables of `source.html`; `number` of `pages` pages of scores."""

    line: SourceLine
    scores: tuple[SourceScore, ...]
    number: int
    pages: int


def sources_page(catalog: Catalog, base: str = "") -> str:
    """All sources by name."""
    lines = [_line(catalog, source) for source in sorted(catalog.sources.values(), key=lambda one: one.name.casefold())]
    page = SourcesPage(
        title="Where the figures come from",
        description=f"{count(len(lines), 'source')}: publisher, licence, the day each was read, and what it gave.",
        section="Sources",
        canonical=f"{base}/sources",
        snapshot=_snapshot(catalog),
        lines=tuple(lines),
    )
    return render("sources.html", page)


def source_page(catalog: Catalog, source: Source, number: int = 1, base: str = "") -> str:
    """A source and one page of the scores it gave, by model and benchmark; a number past the end is the last page."""
    line = _line(catalog, source)
    rows = sorted(
        (row for row in catalog.observations if row.source == source.id),
        key=lambda row: (row.model, row.benchmark, row.version, row.effort, row.line),
    )
    pages = max(1, -(-len(rows) // A_PAGE))
    shown = min(number, pages)
    page = SourcePage(
        title=f"{source.name}: what it gave",
        description=f"{count(line.scores, 'score')} from {source.name}, read {source.retrieved}.",
        section="Sources",
        canonical=f"{base}/sources/{source.id}",
        snapshot=_snapshot(catalog),
        line=line,
        scores=tuple(_score(catalog, row) for row in rows[(shown - 1) * A_PAGE : shown * A_PAGE]),
        number=shown,
        pages=pages,
    )
    return render("source.html", page)


def _score(catalog: Catalog, row: Observation) -> SourceScore:
    model = catalog.models.get(row.model)
    benchmark = catalog.benchmarks.get(row.benchmark)
    return SourceScore(model_name=model.name if model else row.model, benchmark=benchmark, row=row)


def _line(catalog: Catalog, source: Source) -> SourceLine:
    return SourceLine(
        source=source,
        scores=sum(row.source == source.id for row in catalog.observations),
        prices=sum(row.source == source.id for row in catalog.offers),
        others=sum(row.source == source.id for row in catalog.speeds)
        + sum(row.source == source.id for row in catalog.listings),
        rejected=sum(row.source == source.id for row in catalog.rejections),
    )


def _snapshot(catalog: Catalog) -> str:
    return f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}."
