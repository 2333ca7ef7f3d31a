"""Pages that explain: how the answers are made, and what this is."""

from evenhand.catalog.catalog import Catalog
from evenhand.records.ranking import Ranking, Thresholds
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.score_text import TIERS
from evenhand.website.site import HERE, Site
from evenhand.wording.names import category_label


class MethodPage(Page, kw_only=True):
    """The variables of `methodology.html`: the ranking file itself, so that the page cannot disagree with it."""

    ranking: Ranking
    thresholds: Thresholds
    tiers: dict[str, str]
    labels: dict[str, str]
    benchmarks: dict[str, str]


class AboutPage(Page, kw_only=True):
    """The variables of `about.html`: how much the catalog holds."""

    counts: tuple[tuple[str, int, str], ...]
    sources: int


def method_page(catalog: Catalog, ranking: Ranking, site: Site = HERE) -> str:
    """How the default ranking decides, from its own file."""
    page = MethodPage(
        title="How Evenhand compares models",
        description="What counts as a comparison, how certain a lead must be, and what is left out.",
        section="Method",
        path="/methodology",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        ranking=ranking,
        thresholds=ranking.thresholds,
        tiers=TIERS,
        labels={name: category_label(name) for name in ranking.categories},
        benchmarks={name: one.name for name, one in catalog.benchmarks.items()},
    )
    return render("methodology.html", page)


def about_page(catalog: Catalog, site: Site = HERE) -> str:
    """What this is, and what it never does."""
    page = AboutPage(
        title="About Evenhand",
        description="Two language models side by side, with an answer you can check.",
        section="About",
        path="/about",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        counts=(
            ("models", len(catalog.models), "/models"),
            ("benchmarks", len(catalog.benchmarks), "/benchmarks"),
            ("scores", len(catalog.observations), "/downloads"),
            ("prices", len(catalog.offers), "/pricing"),
            ("sources", len(catalog.sources), "/sources"),
        ),
        sources=len(catalog.sources),
    )
    return render("about.html", page)
