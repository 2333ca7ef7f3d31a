"""Whether a workload makes sense, wherever it was stated."""

from math import isfinite

from msgspec import structs

from evenhand.comparison.weighing import MOST_WORTH
from evenhand.errors import BadSetting
from evenhand.records.operations import Workload, Worth

MOST = 10_000_000_000
SIZES = ("input", "cached", "output", "requests")
LIMITS = (
    "max_price",
    "max_input_price",
    "max_output_price",
    "max_cost_per_month",
    "max_first_token_seconds",
    "max_answer_seconds",
    "min_tokens_per_second",
    "min_context",
)


def sensible(workload: Workload) -> Workload:
    """The workload as stated by the reader, once its numbers were looked at.

    Raises:
        BadSetting: a number that is none, is negative or beyond all use; more cached than input tokens; no tokens.

    """
    for name in SIZES:
        _check(name, getattr(workload, name), MOST, whole=True)
    for name in LIMITS:
        if getattr(workload, name) is not None:
            _check(name, getattr(workload, name), MOST, whole=name == "min_context")
    for name in Worth.__struct_fields__:
        _check(name, getattr(workload.worth, name), MOST_WORTH, whole=False)
    if workload.cached > workload.input:
        raise BadSetting(f"“cached” ({workload.cached:,}) is a part of “input” ({workload.input:,}) and cannot be more")
    if not workload.input + workload.output:
        raise BadSetting("a request needs tokens: give “input” or “output”")
    return structs.replace(workload, stated=True)


def _check(name: str, value: object, most: float, *, whole: bool) -> None:
    number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not number or not isfinite(value) or not 0 <= value <= most:  # type: ignore[arg-type,operator]
        what = "a whole number" if whole else "a number"
        raise BadSetting(f"“{name}” must be {what} from 0 to {most:,g}, not {str(value)[:20]!r}")
