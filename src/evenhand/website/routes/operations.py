"""The addresses of prices, speeds, and of any measure against any other."""

from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, QueryParameter
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.explore import FIRST, PLOTS, explore
from evenhand.comparison.find import provider_of, wanted_of
from evenhand.comparison.measures import known_measures, measures
from evenhand.comparison.pricing import pricing
from evenhand.comparison.speed_board import speed_board
from evenhand.comparison.workload_presets import PRESETS, requests_a_month
from evenhand.errors import BadSetting
from evenhand.records.explore import PlotFilter
from evenhand.records.operations import Workload
from evenhand.website.asked.asked_parameters import known_only
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.parameters import Address, Asked, Text
from evenhand.website.asked.pricing_query import ROWS, PricingQuery
from evenhand.website.asked.ranking_form import weights_from_address, weights_text
from evenhand.website.asked.workload_form import limit
from evenhand.website.pages.explore import ExploreQuery, explore_page
from evenhand.website.pages.pricing import pricing_page
from evenhand.website.pages.speed import SpeedQuery, speed_page
from evenhand.website.site import Site

LEAST_MODELS = 8


@get("/pricing", media_type=MediaType.HTML, before_request=known_only)
async def prices(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
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
        q=q,
        lab=lab,
        provider=provider,
        category=category,
        min_score=min_score,
        ranking=ranking,
        lane=lane,
        weights=",".join(weights_from_address(request)),
        unranked=unranked,
        past=past,
    )
    return _prices(catalog, query, site)


@get("/pricing/{preset:str}", media_type=MediaType.HTML)
async def preset_prices(catalog: NamedDependency[Catalog], site: NamedDependency[Site], preset: Address) -> str:
    """What an example of a workload costs."""
    if preset not in PRESETS:
        raise NotFoundException
    one = PRESETS[preset]
    return _prices(catalog, PricingQuery(workload=one.workload, a_day=str(one.a_day), preset=preset), site)


def _prices(catalog: Catalog, query: PricingQuery, site: Site) -> str:
    if query.rows not in ROWS:
        raise BadSetting(f"there is no row for “{query.rows[:40]}”; there is one for {', '.join(ROWS)}")
    rules = chosen_ranking(catalog, query.ranking, (query.weights,) if query.weights else ())
    price = "own" if query.rows == "own" else "cheapest"
    least = limit("min_score", query.min_score)
    wanted = wanted_of(query.category, query.lab, "", least, "", price, query.provider)
    found = pricing(
        catalog,
        query.workload,
        wanted,
        rules,
        query.lane or None,
        a_day=float(query.a_day) if query.a_day else None,
        every_offer=query.rows == "offers",
        past=query.past,
    )
    labs = {name: one.name for name, one in catalog.labs.items()}
    providers = {name: one.name for name, one in catalog.providers.items()}
    seen = found.finding
    weights = weights_text(seen.snapshot.weights)
    kept = structs.replace(query, lab=seen.wanted.lab, provider=seen.wanted.provider, weights=weights)
    return pricing_page(found, kept, rules, tuple(catalog.rankings), labs, providers, site)


@get("/speed", media_type=MediaType.HTML, before_request=known_only)
async def speeds(
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    output: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1000,
    q: Text = "",
    provider: Text = "",
    sort: Text = "speed",
    recent: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> str:
    """Every speed on file, with its age."""
    asked = provider_of(catalog, provider) if provider.strip() else ""
    query = SpeedQuery(output=output, q=q, provider=asked, sort=sort, recent=recent)
    return speed_page(speed_board(catalog, output), query, site)


@get("/explore", media_type=MediaType.HTML, before_request=known_only)
async def exploring(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    x: Text = "",
    y: Text = "",
    x_scale: Text = "",
    y_scale: Text = "",
    lab: Text = "",
    unranked: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
    ranking: Text = "even",
    lane: Text = "",
) -> str:
    """Models by two measures."""
    first = PLOTS[FIRST]
    axes = x or first[0], y or first[1]
    asked = PlotFilter(lab=lab, open_weights=workload.open_weights, unranked=unranked)
    query = ExploreQuery(
        x_scale=x_scale,
        y_scale=y_scale,
        ranking=ranking,
        lane=lane,
        weights=",".join(weights_from_address(request)),
        plot=next((name for name, plot in PLOTS.items() if plot == axes), ""),
    )
    return _explored(catalog, axes, query, asked, workload, site)


@get("/explore/{plot:str}", media_type=MediaType.HTML)
async def explored(catalog: NamedDependency[Catalog], site: NamedDependency[Site], plot: Address) -> str:
    """A plot by its name."""
    if plot not in PLOTS:
        raise NotFoundException
    return _explored(catalog, PLOTS[plot], ExploreQuery(plot=plot), PlotFilter(), Workload(), site)


def _explored(
    catalog: Catalog, axes: tuple[str, str], query: ExploreQuery, asked: PlotFilter, workload: Workload, site: Site
) -> str:
    rules = chosen_ranking(catalog, query.ranking, (query.weights,) if query.weights else ())
    found = explore(
        catalog,
        *axes,
        rules,
        query.lane or None,
        workload=workload,
        asked=asked,
        x_scale=query.x_scale,
        y_scale=query.y_scale,
    )
    names = known_measures(catalog, rules, {one for plot in PLOTS.values() for one in plot})
    labs = {name: lab.name for name, lab in catalog.labs.items()}
    kept = structs.replace(query, weights=weights_text(found.snapshot.weights))
    return explore_page(found, kept, measures(catalog, rules, LEAST_MODELS), names, labs, lanes(catalog), site)


HANDLERS = (prices, preset_prices, speeds, exploring, explored)
