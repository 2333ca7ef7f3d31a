"""The addresses of matrices: `/matrix/a-vs-b-vs-c`, and what `/compare?models=a,b,c` answers."""

from collections.abc import Iterable, Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.comparison.matrix import FEWEST, MOST, different
from evenhand.comparison.own_weights import own_weights
from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.operations import Workload
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.pairs import BETWEEN
from evenhand.website.asked.ranking_form import ranking_of, weights_text
from evenhand.website.pages.compare import State
from evenhand.website.pages.matrix import matrix_page
from evenhand.website.site import Site
from evenhand.wording.numbers import count

MOST_TYPED = 50
Several = Annotated[str, PathParameter(max_length=700)]


@get("/matrix/{names:str}")
async def matrix_of(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    names: Several,
) -> Response[str]:
    """Three to six models, each against each."""
    return matrix_answer(library, site, names.replace(BETWEEN, ","), rules, workload)


def matrix_answer(
    library: Library, site: Site, models: str | Iterable[str], rules: Rules, workload: Workload
) -> Response[str]:
    """The matrix of the models named, with commas between or one by one; two lead to their comparison, one to the form.

    Raises:
        BadSetting: more than six different models.
        UnknownModel: one of the names is not known; holds the nearest.

    """
    asked = typed_names(models)
    if len(asked) > MOST_TYPED:
        raise BadSetting(f"a matrix holds at most {MOST} models, not {len(asked)}")
    who = [one.address for one in different(naming.subject(library.catalog, name) for name in asked)]
    ranking = ranking_of(library, rules)
    own = weights_text(own_weights(ranking, library.rankings.get(ranking.id)))
    state = State(ranking=ranking.id, lane=rules.lane, workload=workload, weights=own, chance=rules.chance_corrected)
    if len(who) < FEWEST:
        return Redirect(_fewer(who, state), status_code=302)
    if len(who) > MOST:
        raise BadSetting(f"a matrix holds at most {MOST} models, not {len(who)}")
    report = library.matrix(*who, **rules.asked(), workload=workload)
    twice = len(asked) - len(who)
    said = f"{count(twice, 'name')} stood for a model that was there already, and was left out." if twice else ""
    return Response(matrix_page(report, state, lanes(library.catalog), site, said), media_type=MediaType.HTML)


def typed_names(models: str | Iterable[str]) -> tuple[str, ...]:
    """The names as they were typed, empty ones left out."""
    parts = [models] if isinstance(models, str) else models
    return tuple(name.strip() for part in parts for name in part.split(",") if name.strip())


def _fewer(who: Sequence[str], state: State) -> str:
    """Where two models, one, or none belong, with what else was asked."""
    query = state.query()
    if len(who) == FEWEST - 1:
        return f"/compare/{quote(BETWEEN.join(sorted(who)))}{query}"
    one = f"?{urlencode({'left': who[0]})}{query.replace('?', '&', 1)}" if who else query
    return f"/compare{one}"


HANDLERS = (matrix_of,)
