"""The options of a workload: what the reader sends, the limits that an answer must keep, and the reader's weights."""

from collections.abc import Callable
from math import isnan
from typing import Any

import click

from evenhand.comparison.weighing import worth_of
from evenhand.comparison.workload import MOST, sensible
from evenhand.records.operations import Workload

Function = Callable[..., Any]
DEFAULT = Workload()
TOKENS = click.IntRange(0, 10**8)


class Amount(click.FloatRange):
    """A number between bounds; `nan`, which is neither inside nor outside, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - click's signature
        """The number."""
        amount = float(super().convert(value, param, ctx))
        if isnan(amount):
            self.fail(f"{value!r} is no number.", param, ctx)
        return amount


AMOUNT = Amount(0, MOST)
SIZES = (
    click.option("--input", "input_tokens", type=TOKENS, help=f"Input tokens a request [{DEFAULT.input}]."),
    click.option("--cached", type=TOKENS, help="Of these, tokens read from the cache [0]."),
    click.option("--output", "output_tokens", type=TOKENS, help=f"Output tokens a request [{DEFAULT.output}]."),
    click.option("--requests", type=click.IntRange(0, 10**10), help=f"Requests a month [{DEFAULT.requests}]."),
)
LIMITS = (
    click.option("--max-cost", type=AMOUNT, help="Limit: US dollars a month."),
    click.option("--max-price", type=AMOUNT, help="Limit: US dollars per million tokens, blended."),
    click.option("--max-input-price", type=AMOUNT, help="Limit: US dollars per million input tokens."),
    click.option("--max-output-price", type=AMOUNT, help="Limit: US dollars per million output tokens."),
    click.option("--max-first-token", type=AMOUNT, help="Limit: seconds to the first token."),
    click.option("--max-answer", type=AMOUNT, help="Limit: seconds to the whole answer."),
    click.option("--min-speed", type=AMOUNT, help="Limit: output tokens a second."),
    click.option("--min-context", type=click.IntRange(1, MOST), help="Limit: tokens of context needed."),
    click.option("--open-weights", is_flag=True, default=None, help="Limit: weights that can be downloaded."),
)
WEIGHTS = (
    click.option(
        "--weigh",
        metavar="FACT=POINTS,…",
        help="Points of score for each doubling of an advantage: price, speed, first-token, answer, context; for "
        "open-weights, points flat.",
    ),
)
NAMES = {
    "input_tokens": "input",
    "cached": "cached",
    "output_tokens": "output",
    "requests": "requests",
    "max_cost": "max_cost_per_month",
    "max_price": "max_price",
    "max_input_price": "max_input_price",
    "max_output_price": "max_output_price",
    "max_first_token": "max_first_token_seconds",
    "max_answer": "max_answer_seconds",
    "min_speed": "min_tokens_per_second",
    "min_context": "min_context",
    "open_weights": "open_weights",
}


def workload_size_options(function: Function) -> Function:
    """What the reader sends: tokens a request, requests a month."""
    return _all(function, SIZES)


def limit_options(function: Function) -> Function:
    """What the reader sends, and the limits that an answer must keep."""
    return _all(function, (*SIZES, *LIMITS))


def workload_options(function: Function) -> Function:
    """What the reader sends, the limits, and what each advantage is worth to the reader."""
    return _all(function, (*SIZES, *LIMITS, *WEIGHTS))


def workload(weigh: str | None, **given: float | None) -> Workload:
    """The workload of these options.

    Raises:
        BadSetting: a limit that is no number, more cached than input tokens, no tokens at all, or a bad weight.

    """
    stated: dict[str, Any] = {NAMES[key]: value for key, value in given.items() if value is not None}
    work = Workload(**stated, worth=worth_of(weigh or ""), stated=bool(stated or weigh))
    return sensible(work) if work.stated else work


def _all(function: Function, options: tuple[Callable[[Function], Function], ...]) -> Function:
    for option in reversed(options):
        function = option(function)
    return function
