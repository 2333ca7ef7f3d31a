"""The reader's workload, limits and weights as a form sends them: an empty field is a field left alone."""

import math
from typing import Annotated

from litestar.params import QueryParameter

from evenhand.comparison.weighing import worth_of, worth_text
from evenhand.errors import BadSetting
from evenhand.records.operations import Workload

MOST = 1_000_000_000
Field = Annotated[str, QueryParameter(max_length=20)]
SIZES = ("input", "cached", "output", "requests")
WHOLE = (*SIZES, "min_context")
LIMITS = (
    "max_cost_per_month",
    "max_price",
    "max_input_price",
    "max_output_price",
    "max_first_token_seconds",
    "max_answer_seconds",
    "min_tokens_per_second",
    "min_context",
)


async def workload_from_form(
    input_: Annotated[str, QueryParameter(name="input", max_length=20)] = "",
    cached: Field = "",
    output: Field = "",
    requests: Field = "",
    max_cost_per_month: Field = "",
    max_price: Field = "",
    max_input_price: Field = "",
    max_output_price: Field = "",
    max_first_token_seconds: Field = "",
    max_answer_seconds: Field = "",
    min_tokens_per_second: Field = "",
    min_context: Field = "",
    open_weights: Annotated[bool, QueryParameter()] = False,  # noqa: FBT002 - a checkbox
    weigh: Annotated[str, QueryParameter(max_length=200)] = "",
) -> Workload:
    """The workload of the query; numbers that are not given keep their defaults.

    Raises:
        BadSetting: a field holds something that is not such a number, or the weights cannot be used.

    """
    texts = {
        "input": input_,
        "cached": cached,
        "output": output,
        "requests": requests,
        "max_cost_per_month": max_cost_per_month,
        "max_price": max_price,
        "max_input_price": max_input_price,
        "max_output_price": max_output_price,
        "max_first_token_seconds": max_first_token_seconds,
        "max_answer_seconds": max_answer_seconds,
        "min_tokens_per_second": min_tokens_per_second,
        "min_context": min_context,
    }
    numbers = {name: (whole if name in WHOLE else limit)(name, text) for name, text in texts.items()}
    given = {name: value for name, value in numbers.items() if value is not None}
    stated = bool(given or open_weights or weigh)
    made = Workload(**given, open_weights=open_weights, worth=worth_of(weigh), stated=stated)  # type: ignore[arg-type]
    if made.cached > made.input:
        raise BadSetting(f"“cached” ({made.cached:,}) is a part of “input” ({made.input:,}) and cannot be more")
    return made


def workload_parts(workload: Workload) -> dict[str, str]:
    """The parts of an address that give this workload again; nothing where the reader stated none."""
    if not workload.stated:
        return {}
    return {**{name: str(getattr(workload, name)) for name in SIZES}, **limit_parts(workload)}


def limit_parts(workload: Workload) -> dict[str, str]:
    """The parts of an address that give the limits and weights again."""
    limits = {name: getattr(workload, name) for name in LIMITS}
    given = {name: f"{value:.10g}" for name, value in limits.items() if value is not None}
    asked = {"open_weights": "true"} if workload.open_weights else {}
    weigh = {"weigh": worth_text(workload.worth)} if worth_text(workload.worth) else {}
    return {**given, **asked, **weigh}


def whole(name: str, text: str) -> int | None:
    """A whole number from a form, None when the field is empty.

    Raises:
        BadSetting: it is no whole number from 0 to a thousand million.

    """
    number = limit(name, text)
    if number is not None and number != int(number):
        raise BadSetting(f"“{name}” must be a whole number, not “{text[:20]}”")
    return None if number is None else int(number)


def limit(name: str, text: str) -> float | None:
    """A number from a form, None when the field is empty.

    Raises:
        BadSetting: it is no number from 0 to a thousand million.

    """
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number <= MOST:
        raise BadSetting(f"“{name}” must be a number from 0 to {MOST:,}, not “{text[:20]}”")
    return number
