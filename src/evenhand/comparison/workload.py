"""Whether a workload makes sense, wherever it was stated."""

from msgspec import structs

from evenhand.comparison.bounds import check_bounds
from evenhand.comparison.weighing import MOST_WORTH
from evenhand.errors import BadSetting, WrongType
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
        WrongType: it is no workload.
        BadSetting: a number that is none, is negative or beyond all use; more cached than input tokens; no tokens.

    """
    if not isinstance(workload, Workload):
        raise WrongType("workload", "a Workload such as Workload(max_price=1.0)", workload)
    for name in SIZES:
        check_bounds(name, getattr(workload, name), 0, MOST, whole=True)
    for name in LIMITS:
        if getattr(workload, name) is not None:
            check_bounds(name, getattr(workload, name), 0, MOST, whole=name == "min_context")
    for name in Worth.__struct_fields__:
        check_bounds(name, getattr(workload.worth, name), 0, MOST_WORTH)
    if workload.cached > workload.input:
        raise BadSetting(f"“cached” ({workload.cached:,}) is a part of “input” ({workload.input:,}) and cannot be more")
    if not workload.input + workload.output:
        raise BadSetting("a request needs tokens: give “input” or “output”")
    return structs.replace(workload, stated=True)
