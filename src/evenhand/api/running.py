"""What a workload costs, and which models meet constraints, as JSON."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter

from evenhand.api.problems import PROBLEM, Problem
from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.cost import costs
from evenhand.comparison.find import find, wanted_of
from evenhand.errors import BadSetting
from evenhand.records.cost import Costs
from evenhand.records.find import Finding
from evenhand.records.operations import Workload

MOST_MODELS = 20
REFUSED = {
    400: ResponseSpec(data_container=Problem, description="A parameter cannot be used", media_type=PROBLEM),
    404: ResponseSpec(data_container=Problem, description="Nothing has this name", media_type=PROBLEM),
}
Named = Annotated[str, QueryParameter(max_length=100)]


@get("/cost", responses=REFUSED, summary="The cost of a workload")
async def cost(
    catalog: NamedDependency[Catalog],
    workload: NamedDependency[Workload],
    models: Annotated[
        str, QueryParameter(max_length=1000, description="models by any of their names, with commas between them")
    ],
) -> Costs:
    """What a workload costs with some models, a request and a month, by offer."""
    names = [name for name in (part.strip() for part in models.split(",")) if name]
    if not 0 < len(names) <= MOST_MODELS:
        raise BadSetting(f"“models” names {len(names)} models; give 1 to {MOST_MODELS}, with commas between them")
    return costs(catalog, [naming.subject(catalog, name).model for name in names], workload)


@get("/find", responses=REFUSED, summary="The models that meet constraints")
async def found(
    catalog: NamedDependency[Catalog],
    workload: NamedDependency[Workload],
    ranking: Named = "even",
    lane: Annotated[str | None, QueryParameter(max_length=100)] = None,
    weights: Annotated[str, QueryParameter(max_length=400, description="category weights, as `coding:50`")] = "",
    category: Named = "overall",
    lab: Named = "",
    released_after: Annotated[str, QueryParameter(max_length=10, description="an ISO day")] = "",
    min_score: Annotated[float | None, QueryParameter(ge=0, le=100)] = None,
    wait: Annotated[str, QueryParameter(max_length=20, description="a third axis: first-token or answer")] = "",
) -> Finding:
    """Every model of the catalog, found or missed with the reason, and how probably each found one is efficient."""
    wanted = wanted_of(category, lab, released_after, min_score, wait)
    return find(catalog, workload, wanted, chosen_ranking(catalog, ranking, (weights,)), lane)
