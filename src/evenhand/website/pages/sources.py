"""Where the figures come from: the list of sources, and each source with every figure it gave."""

from typing import Any

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.sources import Left, source_list, source_profile
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.sources import SourceLine, SourceProfile
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.pages.models import crumbs
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.numbers import count
from evenhand.wording.sources import gave_words

A_PAGE = 200
FILES = 100


class SourceScore(Struct, frozen=True, kw_only=True):
    """One score of a source with the names of what it is about."""

    model_name: str
    benchmark: Benchmark | None
    row: Observation


class SourcesPage(Page, kw_only=True):
    """The variables of `sources.html`."""

    lines: tuple[SourceLine, ...]


class SourcePage(Page, kw_only=True):
    """The variables of `source.html`; `number` of `pages` pages of scores, the first `most` files and names."""

    profile: SourceProfile
    gave: Sentence
    scores: tuple[SourceScore, ...]
    number: int
    pages: int
    addresses: tuple[str, ...]
    most: int = FILES


def sources_page(catalog: Catalog, left: Left, site: Site = HERE) -> str:
    """All sources by name."""
    found = source_list(catalog, left)
    page = SourcesPage(
        title="Where the figures come from",
        description=f"{count(len(found.sources), 'source')}: publisher, licence, the day each was read, what it gave.",
        section="Sources",
        path="/sources",
        site=site,
        data="/api/v1/sources.json",
        snapshot=_snapshot(catalog),
        lines=found.sources,
    )
    return render("sources.html", page)


def source_page(catalog: Catalog, name: str, left: Left, number: int = 1, site: Site = HERE) -> str:
    """A source and one page of the scores it gave, by model and benchmark; a number past the end is the last page.

    Raises:
        UnknownSource: none has this id.

    """
    found = source_profile(catalog, name, left)
    rows = sorted(
        (row for row in catalog.observations if row.source == name),
        key=lambda row: (row.model, row.benchmark, row.version, row.effort, row.line),
    )
    path = f"/sources/{name}"
    pages = max(1, -(-len(rows) // A_PAGE))
    shown = min(number, pages)
    page = SourcePage(
        title=f"{found.source.name}: what it gave",
        description=f"{count(len(rows), 'score')} from {found.source.name}, read {found.source.retrieved}.",
        section="Sources",
        path=path if shown == 1 else f"{path}/{shown}",
        site=site,
        data=f"/api/v1{path}.json",
        snapshot=_snapshot(catalog),
        profile=found,
        gave=gave_words(found),
        scores=tuple(_score(catalog, row) for row in rows[(shown - 1) * A_PAGE : shown * A_PAGE]),
        number=shown,
        pages=pages,
        addresses=tuple(path if one == 1 else f"{path}/{one}" for one in range(1, pages + 1)),
        schema_org=_things(found, len(rows), site),
    )
    return render("source.html", page)


def _things(found: SourceProfile, scores: int, site: Site) -> tuple[dict[str, Any], ...]:
    """The scores that a source gave as a Dataset with its licence, and the way here; no data set without scores."""
    source, path = found.source, f"/sources/{found.source.id}"
    way = crumbs(site, ("Sources", "/sources"), (source.name, path))
    if not scores:
        return way
    dataset = {
        "@type": "Dataset",
        "name": f"Scores of language models from {source.name}",
        "description": f"{count(scores, 'score')} as {source.name} published them, read {source.retrieved}, each with"
        " its conditions and its place in the source.",
        "creator": {"@type": "Organization", "name": source.publisher},
        "license": {"@type": "CreativeWork", "name": source.licence},
        "isBasedOn": source.link,
        "dateModified": source.retrieved,
        **({"url": site.whole(path)} if site.base else {}),
    }
    return (dataset, *way)


def _score(catalog: Catalog, row: Observation) -> SourceScore:
    model = catalog.models.get(row.model)
    benchmark = catalog.benchmarks.get(row.benchmark)
    return SourceScore(model_name=model.name if model else row.model, benchmark=benchmark, row=row)


def _snapshot(catalog: Catalog) -> str:
    return f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}."
