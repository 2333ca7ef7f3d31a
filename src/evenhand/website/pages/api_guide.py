"""The interface for programs: where to ask, with examples out of the catalog at hand."""

from urllib.parse import quote

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.website.asked.pairs import pair_path
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.first_models import first_two
from evenhand.website.site import HERE, Site


class Ask(Struct, frozen=True, kw_only=True):
    """One address with what it answers; `computed` says that a query is worked out by a server."""

    address: str
    answers: str
    computed: bool = False


class ApiPage(Page, kw_only=True):
    """The variables of `api_guide.html`."""

    asks: tuple[Ask, ...]
    left: str
    right: str
    pair: str


def api_page(catalog: Catalog, site: Site = HERE) -> str:
    """How programs ask, with models that stand first on the board."""
    sides = first_two(catalog)
    left, right = (side.address for side in sides) if sides else ("left", "right")
    test = next(iter(sorted(catalog.benchmarks)), "")
    if sides:
        taken = sorted(catalog.observations_of[sides[0].model.id])
        test = taken[0] if taken else test
    page = ApiPage(
        title="The interface for programs",
        description="The same answers as JSON, Markdown, Python, MCP and files: addresses, examples, licence, limits.",
        section="For programs",
        path="/api",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        asks=_asks(quote(left), quote(right), quote(test)) if sides else (),
        left=left,
        right=right,
        pair=pair_path(*sides) if sides and site.has((left, right)) else "",
    )
    return render("api_guide.html", page)


def _asks(left: str, right: str, test: str) -> tuple[Ask, ...]:
    """The main addresses, each a real one."""
    return (
        Ask(address=f"/api/v1/compare/{left}/{right}.json", answers="two models side by side, with every sentence"),
        Ask(address="/api/v1/rank.json", answers="the board"),
        Ask(address="/api/v1/rank?lane=verified&category=coding", answers="another lane or category", computed=True),
        Ask(address="/api/v1/models.json", answers="all models"),
        Ask(address=f"/api/v1/models/{left}.json", answers="one model: scores, prices, speeds, who states what"),
        Ask(address="/api/v1/benchmarks.json", answers="all benchmarks with their states"),
        Ask(address=f"/api/v1/benchmarks/{test}.json", answers="one benchmark with its leaders and flags"),
        Ask(
            address=f"/api/v1/scores?model={left}",
            answers="scores on file, by model, benchmark or source",
            computed=True,
        ),
        Ask(address=f"/api/v1/prices?model={left}", answers="prices on file", computed=True),
        Ask(address=f"/api/v1/explain/{left}/{test}", answers="a figure down to its source", computed=True),
        Ask(
            address="/api/v1/find?max_price=3&min_context=200000", answers="models that meet constraints", computed=True
        ),
        Ask(address=f"/api/v1/cost?models={left},{right}", answers="what a workload costs", computed=True),
        Ask(address=f"/api/v1/models/{left}/places.json", answers="a model’s places over time"),
        Ask(address="/api/v1/changes.json", answers="what changed, newest first"),
        Ask(address="/api/v1/briefs.json", answers="the weekly briefs, each by its week"),
        Ask(address="/api/v1/sources.json", answers="where the figures come from, with licences"),
        Ask(address="/api/v1/disagreements.json", answers="where sources contradict each other"),
    )
