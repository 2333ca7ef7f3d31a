"""The addresses of matrices: `/matrix/a-vs-b-vs-c`, and what `/compare?models=a,b,c` answers."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import quote, urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, PathParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.matrix import FEWEST, MOST, different, matrix
from evenhand.comparison.own_weights import own_weights
from evenhand.errors import BadSetting
from evenhand.records.operations import Workload
from evenhand.website.asked.asked_parameters import known_only
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.pairs import BETWEEN, pair_path
from evenhand.website.asked.parameters import Asked, LaneName, Text
from evenhand.website.asked.ranking_form import weights_from_address, weights_text
from evenhand.website.pages.compare import State
from evenhand.website.pages.matrix import matrix_page
from evenhand.website.site import Site
from evenhand.wording.matrix import matrix_report
from evenhand.wording.numbers import count

MOST_TYPED = 50
Several = Annotated[str, PathParameter(max_length=700)]


@get("/matrix/{names:str}", before_request=known_only)
async def matrix_of(
    request: Asked,
    catalog: NamedDependency[Catalog],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    names: Several,
    ranking: Text = "even",
    lane: LaneName = None,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> Response[str]:
    """Three to six models, each against each."""
    models = names.replace(BETWEEN, ",")
    return matrix_answer(catalog, site, models, ranking, lane, workload, weights_from_address(request), chance=chance)


def matrix_answer(
    catalog: Catalog,
    site: Site,
    models: str | Iterable[str],
    ranking: str = "even",
    lane: str | None = None,
    workload: Workload | None = None,
    weights: Iterable[str] = (),
    *,
    chance: bool = False,
) -> Response[str]:
    """The matrix of the models named, with commas between or one by one; two lead to their comparison, one to the form.

    Raises:
        BadSetting: more than six different models.
        UnknownModel: one of the names is not known; holds the nearest.

    """
    asked = typed_names(models)
    if len(asked) > MOST_TYPED:
        raise BadSetting(f"a matrix holds at most {MOST} models, not {len(asked)}")
    who = different(naming.subject(catalog, name) for name in asked)
    rules = chosen_ranking(catalog, ranking, weights, chance_corrected=chance)
    own = weights_text(own_weights(rules, catalog.rankings.get(rules.id)))
    work = workload or Workload()
    state = State(ranking=rules.id, lane=lane or None, workload=work, weights=own, chance=chance)
    if len(who) < FEWEST:
        return Redirect(_fewer(tuple(who), state), status_code=302)
    if len(who) > MOST:
        raise BadSetting(f"a matrix holds at most {MOST} models, not {len(who)}")
    report = matrix_report(matrix(catalog, who, rules, lane or None, work))
    twice = len(asked) - len(who)
    said = f"{count(twice, 'name')} stood for a model that was there already, and was left out." if twice else ""
    return Response(matrix_page(report, state, lanes(catalog), site, said), media_type=MediaType.HTML)


def typed_names(models: str | Iterable[str]) -> tuple[str, ...]:
    """The names as they were typed, empty ones left out."""
    parts = [models] if isinstance(models, str) else models
    return tuple(name.strip() for part in parts for name in part.split(",") if name.strip())


def _fewer(who: tuple[naming.Subject, ...], state: State) -> str:
    """Where two models, one, or none belong."""
    if len(who) == 2:
        return f"/compare/{quote(pair_path(*who))}{state.query()}"
    return f"/compare?{urlencode({'left': who[0].address})}" if who else "/compare"


HANDLERS = (matrix_of,)
