"""The reader's workload and limits as a form sends them: an empty field is a field left alone."""

import math
from typing import Annotated

from litestar.params import QueryParameter

from evenhand.errors import BadSetting
from evenhand.records.comparison import Workload

MOST = 1_000_000_000
Field = Annotated[str, QueryParameter(max_length=20)]


async def workload_from_form(
    input_: Annotated[str, QueryParameter(name="input", max_length=20)] = "",
    cached: Field = "",
    output: Field = "",
    requests: Field = "",
    max_first_token_seconds: Field = "",
    max_cost_per_month: Field = "",
    min_context: Field = "",
) -> Workload:
    """The workload of the query; numbers that are not given keep their defaults.

    Raises:
        BadSetting: a field holds something that is not such a number.

    """
    counts = {"input": input_, "cached": cached, "output": output, "requests": requests, "min_context": min_context}
    limits = {"max_first_token_seconds": max_first_token_seconds, "max_cost_per_month": max_cost_per_month}
    numbers: dict[str, float | None] = {name: whole(name, text) for name, text in counts.items()}
    numbers.update({name: limit(name, text) for name, text in limits.items()})
    given = {name: value for name, value in numbers.items() if value is not None}
    made = Workload(**given, stated=bool(given))  # type: ignore[arg-type]
    if made.cached > made.input:
        raise BadSetting(f"“cached” ({made.cached:,}) is a part of “input” ({made.input:,}) and cannot be more")
    return made


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
