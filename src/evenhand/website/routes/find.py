"""The address of the search for models: the reader's constraints and workload, all in the query."""

from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.operations import Workload
from evenhand.website.asked.parameters import Text
from evenhand.website.asked.ranking_form import ranking_of, weights_text
from evenhand.website.asked.workload_form import limit
from evenhand.website.pages.find import FindState, find_page
from evenhand.website.site import Site


@get("/find", media_type=MediaType.HTML)
async def finding(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    own_weights: NamedDependency[str],
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
    rules = Rules(ranking=ranking, lane=lane or None, weights=own_weights)
    found = library.find(
        workload,
        category=category,
        lab=lab,
        released_after=released_after.strip(),
        min_score=limit("min_score", min_score),
        wait=wait,
        price=price,
        provider=provider,
        **rules.asked(),
    )
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
    labs = {name: one.name for name, one in library.labs.items()}
    providers = {name: one.name for name, one in library.providers.items()}
    return find_page(found, state, ranking_of(library, rules), tuple(library.rankings), labs, providers, site)


HANDLERS = (finding,)
