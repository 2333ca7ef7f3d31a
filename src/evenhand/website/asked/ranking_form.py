"""The reader's own category weights in an address: `weights=coding:50,math:0`, or a field for each category."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from litestar import Request
from msgspec import Struct

from evenhand.records.ranking import Ranking

FIELD = "weight-"
# As far as a slider goes, unless a weight in the address lies beyond.
FAR = 100


class Slider(Struct, frozen=True, kw_only=True):
    """The weight of a category: its field, what it is now, what the ranking itself says, and how far it goes."""

    name: str
    category: str
    value: str
    usual: str
    most: int
    step: str


def weights_from_address(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    """The texts of weights in an address, as the command line has them; empty fields are left out."""
    given = list(request.query_params.multi_items())
    whole = tuple(value for name, value in given if name == "weights" and value.strip())
    single = tuple(
        f"{name.removeprefix(FIELD)}={value}" for name, value in given if name.startswith(FIELD) and value.strip()
    )
    return whole + single


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
