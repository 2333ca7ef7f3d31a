"""The address of the search for models: the reader's constraints and workload, all in the query."""

from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.find import find, wanted_of
from evenhand.records.operations import Workload
from evenhand.website.asked.asked_parameters import known_only
from evenhand.website.asked.parameters import Asked, Text
from evenhand.website.asked.ranking_form import weights_from_address, weights_text
from evenhand.website.asked.workload_form import limit
from evenhand.website.pages.find import FindState, find_page
from evenhand.website.site import Site


@get("/find", media_type=MediaType.HTML, before_request=known_only)
async def finding(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    ranking: Text = "even",
    lane: Text = "",
    category: Text = "overall",
    lab: Text = "",
    released_after: Annotated[str, QueryParameter(max_length=10)] = "",
    min_score: Annotated[str, QueryParameter(max_length=20)] = "",
    wait: Text = "",
    price: Text = "own",
    provider: Text = "",
) -> str:
    """The models that meet the reader's constraints, and the efficient ones among them."""
    rules = chosen_ranking(catalog, ranking, weights_from_address(request))
    wanted = wanted_of(category, lab, released_after.strip(), limit("min_score", min_score), wait, price, provider)
    found = find(catalog, workload, wanted, rules, lane or None)
    state = FindState(
        workload=workload,
        ranking=ranking,
        lane=lane,
        weights=weights_text(found.snapshot.weights),
        category=category,
        lab=lab,
        released_after=released_after,
        min_score=min_score,
        wait=wait,
        price=price,
        provider=found.wanted.provider,
    )
    labs = {name: one.name for name, one in catalog.labs.items()}
    providers = {name: one.name for name, one in catalog.providers.items()}
    return find_page(found, state, rules, tuple(catalog.rankings), labs, providers, site)


HANDLERS = (finding,)
