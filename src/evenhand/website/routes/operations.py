"""The addresses of prices, speeds, and of any measure against any other."""

from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, QueryParameter
from msgspec import structs

from evenhand.catalog.searching import search_models
from evenhand.comparison.explore import FIRST, PLOTS
from evenhand.comparison.find import provider_of
from evenhand.comparison.measures import known_measures, measures
from evenhand.comparison.workload_presets import PRESETS, requests_a_month
from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.explore import PlotFilter, Served
from evenhand.records.operations import Workload
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.parameters import Address, Text
from evenhand.website.asked.pricing_query import ROWS, PricingQuery
from evenhand.website.asked.ranking_form import ranking_of, weights_text
from evenhand.website.asked.workload_form import limit
from evenhand.website.pages.explore import ExploreQuery, explore_page
from evenhand.website.pages.pricing import pricing_page
from evenhand.website.pages.speed import SpeedQuery, speed_page
from evenhand.website.site import Site

LEAST_MODELS = 8


@get("/pricing", media_type=MediaType.HTML)
async def prices(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    own_weights: NamedDependency[str],
    per: Text = "",
    rows: Text = "cheapest",
    sort: Text = "cost",
    q: Text = "",
    lab: Text = "",
    provider: Text = "",
    category: Text = "overall",
    min_score: Annotated[str, QueryParameter(max_length=20)] = "",
    ranking: Text = "even",
    lane: Text = "",
    unranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    past: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """What the reader's workload costs with each model, or at every offer."""
    if per not in ("", "day", "month"):
        raise BadSetting(f"requests are counted by the day or the month, not by “{per[:40]}”")
    by_day = per == "day"
    query = PricingQuery(
        workload=structs.replace(workload, requests=requests_a_month(workload.requests)) if by_day else workload,
        a_day=str(workload.requests) if by_day else "",
        rows="offers" if past else rows,
        sort=sort,
        q=search_models(library.catalog, q),
        lab=lab,
        provider=provider,
        category=category,
        min_score=min_score,
        ranking=ranking,
        lane=lane,
        weights=own_weights,
        unranked=unranked,
        past=past,
    )
    return _prices(library, query, site)


@get("/pricing/{preset:str}", media_type=MediaType.HTML)
async def preset_prices(library: NamedDependency[Library], site: NamedDependency[Site], preset: Address) -> str:
    """What an example of a workload costs."""
    if preset not in PRESETS:
        raise NotFoundException
    one = PRESETS[preset]
    return _prices(library, PricingQuery(workload=one.workload, a_day=str(one.a_day), preset=preset), site)


def _prices(library: Library, query: PricingQuery, site: Site) -> str:
    if query.rows not in ROWS:
        raise BadSetting(f"there is no row for “{query.rows[:40]}”; there is one for {', '.join(ROWS)}")
    rules = Rules(ranking=query.ranking, lane=query.lane or None, weights=query.weights)
    found = library.pricing(
        query.workload,
        a_day=float(query.a_day) if query.a_day else None,
        price="own" if query.rows == "own" else "cheapest",
        every_offer=query.rows == "offers",
        past=query.past,
        lab=query.lab,
        provider=query.provider,
        category=query.category,
        min_score=limit("min_score", query.min_score),
        **rules.asked(),
    )
    labs = {name: one.name for name, one in library.labs.items()}
    providers = {name: one.name for name, one in library.providers.items()}
    seen = found.finding
    weights = weights_text(seen.snapshot.weights)
    kept = structs.replace(query, lab=seen.wanted.lab, provider=seen.wanted.provider, weights=weights)
    return pricing_page(found, kept, ranking_of(library, rules), tuple(library.rankings), labs, providers, site)


@get("/speed", media_type=MediaType.HTML)
async def speeds(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    output: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1000,
    q: Text = "",
    provider: Text = "",
    sort: Text = "speed",
    recent: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """Every speed on file, with its age."""
    asked = provider_of(library.catalog, provider) if provider.strip() else ""
    query = SpeedQuery(output=output, q=search_models(library.catalog, q), provider=asked, sort=sort, recent=recent)
    return speed_page(library.speed(output), query, site)


@get("/explore", media_type=MediaType.HTML)
async def exploring(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    own_weights: NamedDependency[str],
    x: Text = "",
    y: Text = "",
    x_scale: Text = "",
    y_scale: Text = "",
    lab: Text = "",
    unranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    retired: FromQuery[Served] = "",
    ranking: Text = "even",
    lane: Text = "",
) -> str:
    """Models by two measures."""
    first = PLOTS[FIRST]
    axes = x or first[0], y or first[1]
    asked = PlotFilter(lab=lab, open_weights=workload.open_weights, unranked=unranked, retired=retired)
    query = ExploreQuery(
        x_scale=x_scale,
        y_scale=y_scale,
        ranking=ranking,
        lane=lane,
        weights=own_weights,
        plot=next((name for name, plot in PLOTS.items() if plot == axes), ""),
    )
    return _explored(library, axes, query, asked, workload, site)


@get("/explore/{plot:str}", media_type=MediaType.HTML)
async def explored(library: NamedDependency[Library], site: NamedDependency[Site], plot: Address) -> str:
    """A plot by its name."""
    if plot not in PLOTS:
        raise NotFoundException
    return _explored(library, PLOTS[plot], ExploreQuery(plot=plot), PlotFilter(), Workload(), site)


def _explored(
    library: Library, axes: tuple[str, str], query: ExploreQuery, asked: PlotFilter, workload: Workload, site: Site
) -> str:
    rules = Rules(ranking=query.ranking, lane=query.lane or None, weights=query.weights)
    x, y = axes
    found = library.explore(
        x, y, workload=workload, asked=asked, x_scale=query.x_scale, y_scale=query.y_scale, **rules.asked()
    )
    catalog, ranking = library.catalog, ranking_of(library, rules)
    names = known_measures(catalog, ranking, {one for plot in PLOTS.values() for one in plot})
    labs = {name: lab.name for name, lab in library.labs.items()}
    kept = structs.replace(query, weights=weights_text(found.snapshot.weights))
    return explore_page(found, kept, measures(catalog, ranking, LEAST_MODELS), names, labs, lanes(catalog), site)


HANDLERS = (prices, preset_prices, speeds, exploring, explored)
