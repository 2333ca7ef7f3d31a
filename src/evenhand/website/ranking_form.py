"""The reader's own category weights in an address: `weights=coding:50,math:0`, or a field for each category."""

from collections.abc import Mapping
from typing import Any

from litestar import Request

from evenhand.records.ranking import Ranking

FIELD = "weight-"


def weights_from_address(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    """The texts of weights in an address, as the command line has them; empty fields are left out."""
    given = request.query_params.multi_items()
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
