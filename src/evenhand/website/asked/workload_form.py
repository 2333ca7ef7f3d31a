"""The reader's workload, limits and weights as a form sends them: an empty field is a field left alone."""

import math
from typing import Annotated

from litestar.params import QueryParameter
from msgspec import Struct

from evenhand.comparison.weighing import worth_of, worth_text
from evenhand.comparison.workload import sensible
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
SIZE_LABELS = {
    "input": "Tokens in, a request",
    "cached": "of these from the cache",
    "output": "Tokens out, a request",
    "requests": "Requests a month",
}
LIMIT_LABELS = {
    "max_cost_per_month": "Most a month, $",
    "max_price": "Most blended, $ per million",
    "max_first_token_seconds": "Longest to the first token, s",
    "max_answer_seconds": "Longest to the whole answer, s",
    "min_tokens_per_second": "Least speed, tokens/s",
    "min_context": "Least context, tokens",
}


class NumberField(Struct, frozen=True, kw_only=True):
    """A field for a number: its value as text, empty for none, and the value that an address leaves out."""

    name: str
    label: str
    value: str
    usual: str = ""
    step: str = "1"


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
        BadSetting: a field holds something that is not such a number, numbers that make no request, or bad weights.

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
    return sensible(made) if stated else made


def workload_parts(workload: Workload) -> dict[str, str]:
    """The parts of an address that give this workload again; nothing where the reader stated none."""
    if not workload.stated:
        return {}
    usual = Workload()
    sizes = {name: getattr(workload, name) for name in SIZES}
    own = {name: str(value) for name, value in sizes.items() if value != getattr(usual, name)}
    return {**own, **limit_parts(workload)}


def size_fields(workload: Workload) -> tuple[NumberField, ...]:
    """The fields of what the reader sends."""
    usual = Workload()
    return tuple(
        NumberField(
            name=name, label=SIZE_LABELS[name], value=str(getattr(workload, name)), usual=str(getattr(usual, name))
        )
        for name in SIZES
    )


def limit_fields(workload: Workload) -> tuple[NumberField, ...]:
    """The fields of the limits that a page asks for; empty where the reader set none."""
    given = limit_parts(workload)
    return tuple(
        NumberField(name=name, label=label, value=given.get(name, ""), step="1" if name in WHOLE else "any")
        for name, label in LIMIT_LABELS.items()
    )


def unasked_limits(workload: Workload) -> dict[str, str]:
    """The parts of an address that set what no field asks for: limits on single prices, points for facts."""
    asked = (*LIMIT_LABELS, "open_weights")
    return {name: value for name, value in limit_parts(workload).items() if name not in asked}


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
