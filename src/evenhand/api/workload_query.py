"""The reader's workload, limits and weights as the interface's parameters."""

from typing import Annotated, Any

from litestar.params import QueryParameter

from evenhand.api.parameters import bounded
from evenhand.comparison.weighing import worth_of
from evenhand.records.operations import Workload

MOST = 1_000_000_000
InputTokens = Annotated[
    int | None,
    QueryParameter(name="input", ge=0, le=MOST, description="input tokens a request", schema_extra={"minimum": 0}),
]
CachedTokens = Annotated[int | None, bounded(0, MOST, "of these from the cache")]
OutputTokens = Annotated[int | None, bounded(0, MOST, "output tokens a request")]
Requests = Annotated[int | None, bounded(0, MOST, "requests a month")]


async def workload_from_query(
    input_: InputTokens = None,
    cached: CachedTokens = None,
    output: OutputTokens = None,
    requests: Requests = None,
    max_cost_per_month: Annotated[float | None, bounded(0, MOST, "limit: US dollars a month")] = None,
    max_price: Annotated[float | None, bounded(0, MOST, "limit: US dollars per million tokens, blended")] = None,
    max_input_price: Annotated[float | None, bounded(0, MOST, "limit: US dollars per million input tokens")] = None,
    max_output_price: Annotated[float | None, bounded(0, MOST, "limit: US dollars per million output tokens")] = None,
    max_first_token_seconds: Annotated[float | None, bounded(0, MOST, "limit: seconds to the first token")] = None,
    max_answer_seconds: Annotated[float | None, bounded(0, MOST, "limit: seconds to the whole answer")] = None,
    min_tokens_per_second: Annotated[float | None, bounded(0, MOST, "limit: output tokens a second")] = None,
    min_context: Annotated[int | None, bounded(0, MOST, "limit: tokens of context needed")] = None,
    open_weights: Annotated[bool, QueryParameter(description="only weights that can be downloaded")] = False,  # noqa: FBT002 - a switch in an address
    weigh: Annotated[
        str, QueryParameter(max_length=200, description="points for each doubling, as `price=2,speed=1`")
    ] = "",
) -> Workload:
    """The reader's workload; what is left out keeps its default.

    Raises:
        BadSetting: weights that cannot be used.

    """
    given = {
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
        "open_weights": open_weights or None,
    }
    stated: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return Workload(**stated, worth=worth_of(weigh), stated=bool(stated or weigh))
