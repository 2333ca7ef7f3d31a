"""The rules that an address asks for; own weights as `weights=coding:50,math:0`, or as a field for each category."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Annotated

from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from evenhand.comparison.compare import EVEN
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.queries.known_parameters import Asked, given
from evenhand.records.ranking import Ranking
from evenhand.website.asked.parameters import LaneName, Text

FIELD = "weight-"
# As far as a slider goes, unless a weight in the address lies beyond.
FAR = 100
MOST_WEIGHTS = 100
WeightTexts = Annotated[list[str] | None, QueryParameter(max_items=MOST_WEIGHTS)]


class Slider(Struct, frozen=True, kw_only=True):
    """The weight of a category: its field, what it is now, what the ranking itself says, and how far it goes."""

    name: str
    category: str
    value: str
    usual: str
    most: int
    step: str


async def weights_from_address(request: Asked, weights: WeightTexts = None) -> str:
    """The weights in an address, as the command line has them; empty fields are left out."""
    return _weights(request, weights or ())


async def rules_from_address(
    request: Asked,
    weights: WeightTexts = None,
    ranking: Text = EVEN,
    lane: LaneName = None,
    chance: FromQuery[bool] = False,  # noqa: FBT002 - a checkbox
) -> Rules:
    """The rules in the query of an address; a lane left empty is the ranking's own."""
    return Rules(ranking=ranking, lane=lane or None, weights=_weights(request, weights or ()), chance_corrected=chance)


def _weights(request: Asked, texts: Iterable[str]) -> str:
    fields = ((name, value) for name, value in given(request) if name.startswith(FIELD) and value.strip())
    single = (f"{name.removeprefix(FIELD)}={value}" for name, value in fields)
    return ",".join((*(text for text in texts if text.strip()), *single))


def ranking_of(library: Library, rules: Rules) -> Ranking:
    """The ranking that the rules name, with the reader's own weights.

    Raises:
        UnknownRanking: there is no such ranking.
        BadSetting: weights that cannot be used; `NoWeight` where all are 0.

    """
    return library.ranking(rules.ranking, rules.weights, chance_corrected=rules.chance_corrected)


def weights_text(weights: Mapping[str, float]) -> str:
    """Weights as an address has them; empty without any."""
    return ",".join(f"{name}:{weight:g}" for name, weight in weights.items())


def weight_fields(ranking: Ranking) -> tuple[tuple[str, str, str], ...]:
    """Name, category and weight of each field of the form."""
    return tuple((f"{FIELD}{name}", name, f"{rule.weight:g}") for name, rule in ranking.categories.items())


def sliders(ranking: Ranking, shipped: Ranking) -> tuple[Slider, ...]:
    """A slider for each category of the ranking that is asked for, beside the weights of the `shipped` one."""
    return tuple(
        _slider(name, rule.weight, shipped.categories[name].weight) for name, rule in ranking.categories.items()
    )


def _slider(category: str, weight: float, usual: float) -> Slider:
    return Slider(
        name=f"{FIELD}{category}",
        category=category,
        value=f"{weight:g}",
        usual=f"{usual:g}",
        most=max(FAR, ceil(weight)),
        step="1" if weight == int(weight) else "any",
    )
