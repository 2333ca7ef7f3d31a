"""Every page that has a path of its own: the one list behind the sitemap, the export and the tests of all pages.

What only a query asks for (own weights, filters, three models at once) is not here, nor is every pair of models: the
comparisons listed are those among ranked models.
"""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log
from evenhand.changes.newest_days import newest_days
from evenhand.comparison.board import OVERALL
from evenhand.comparison.explore import FIRST, plots
from evenhand.comparison.workload_presets import PRESETS
from evenhand.library import Library
from evenhand.library.briefs import Issued
from evenhand.records.change_log import FAMILIES
from evenhand.website.asked.board_addresses import FIRST_RANKING, board_path
from evenhand.website.asked.pairs import pair_path
from evenhand.website.pages.changes import day_pages, family_counts
from evenhand.website.rows.brief_lines import brief_path
from evenhand.website.rows.change_lines import page_path
from evenhand.website.rows.first_models import ranked_models
from evenhand.wording.terms import terms

FIXED = (
    "/compare",
    "/find",
    "/models",
    "/benchmarks",
    "/labs",
    "/providers",
    "/coverage",
    "/pricing",
    "/speed",
    "/explore",
    "/votes",
    "/sources",
    "/disagreements",
    "/changes",
    "/brief",
    "/downloads",
    "/confidence",
)
BRIEFS = "briefs"
# Pages that explain and name no day of the catalog: when they were last written is not known to it.
EXPLAINING = ("/methodology", "/terms", "/api", "/about")


class Address(Struct, frozen=True, kw_only=True):
    """The path of a page, which part of the site it belongs to, and the day of its newest fact (empty: not known)."""

    path: str
    part: str
    changed: str = ""


def every_address(catalog: Catalog, issued: Issued = tuple) -> Iterator[Address]:
    """All addresses, one part of the site after the other, each once and in a fixed order."""
    for part in PARTS:
        yield from addresses_of(catalog, part, issued)


def addresses_of(catalog: Catalog, part: str, issued: Issued = tuple) -> Iterator[Address]:
    """The addresses of one part; `issued` gives the briefs that were issued.

    Raises:
        KeyError: there is no such part.

    """
    listed = _briefs(catalog, issued) if part == BRIEFS else PARTS[part](catalog)
    return (Address(path=path, part=part, changed=day) for path, day in listed)


Listed = Iterator[tuple[str, str]]


def _pages(catalog: Catalog) -> Listed:
    yield from ((path, catalog.date) for path in FIXED)
    yield from ((f"/pricing/{quote(name)}", catalog.date) for name in PRESETS)
    yield from ((f"/explore/{quote(name)}", catalog.date) for name in plots(catalog) if name != FIRST)
    yield from ((path, "") for path in EXPLAINING)


def _boards(catalog: Catalog) -> Listed:
    first = catalog.rankings[FIRST_RANKING].default_lane
    for name, ranking in catalog.rankings.items():
        for lane in ranking.lanes:
            for category in (OVERALL, *ranking.categories):
                yield board_path(name, lane, category, first), catalog.date


def _models(catalog: Catalog) -> Listed:
    days = newest_days(catalog).models
    return ((f"/models/{quote(name)}", days.get(name, "")) for name in sorted(catalog.models))


def _benchmarks(catalog: Catalog) -> Listed:
    days = newest_days(catalog).benchmarks
    return ((f"/benchmarks/{quote(name)}", days.get(name, "")) for name in sorted(catalog.benchmarks))


def _labs(catalog: Catalog) -> Listed:
    days = newest_days(catalog).labs
    return ((f"/labs/{quote(name)}", days.get(name, "")) for name in sorted(catalog.labs))


def _providers(catalog: Catalog) -> Listed:
    days = newest_days(catalog).providers
    return ((f"/providers/{quote(name)}", days.get(name, "")) for name in sorted(catalog.providers))


def _sources(catalog: Catalog) -> Listed:
    return ((f"/sources/{quote(name)}", catalog.sources[name].retrieved) for name in sorted(catalog.sources))


def _votes(catalog: Catalog) -> Listed:
    for name in sorted(catalog.votes.of):
        source = catalog.votes.of[name][0].source
        yield f"/votes/{quote(name)}", catalog.sources[source].retrieved


def _terms(_: Catalog) -> Listed:
    return ((f"/terms/{name}", "") for name in terms())


def _changes(catalog: Catalog) -> Listed:
    """Months, the kinds that each has, and days with all their pages. What a past day holds may still be added to."""
    log = change_log(catalog)
    for month in log.months:
        yield f"/changes/{month}", catalog.date
        counts = family_counts(log, month)
        yield from ((f"/changes/{month}/{name}", catalog.date) for name in FAMILIES if counts[name])
    for one in log.days:
        pages = day_pages(sum(one.counts.values()))
        yield from ((page_path(one.day, number), catalog.date) for number in range(1, pages + 1))


def _briefs(catalog: Catalog, issued: Issued = tuple) -> Listed:
    """Each week with news and each issued brief, the newest first. To a week that was worked out may be added."""
    library = Library(catalog)
    library.issued = issued
    return ((brief_path(head.id), head.issued or catalog.date) for head in library.briefs())


def _comparisons(catalog: Catalog) -> Listed:
    """Every two ranked models, those that stand highest first."""
    days = newest_days(catalog).models
    ranked = [naming.subject(catalog, name) for name in ranked_models(catalog)]
    for other in range(1, len(ranked)):
        for one in range(other):
            pair = ranked[one], ranked[other]
            yield f"/compare/{quote(pair_path(*pair))}", max(days.get(side.model.id, "") for side in pair)


PARTS: dict[str, Callable[[Catalog], Listed]] = {
    "pages": _pages,
    "boards": _boards,
    "models": _models,
    "benchmarks": _benchmarks,
    "labs": _labs,
    "providers": _providers,
    "sources": _sources,
    "votes": _votes,
    "terms": _terms,
    "changes": _changes,
    BRIEFS: _briefs,
    "comparisons": _comparisons,
}
