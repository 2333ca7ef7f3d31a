"""The reader's limits: what each is about, and whether a model meets it, breaks it, or nobody knows."""

from collections.abc import Callable, Iterator
from math import isclose

from msgspec import Struct

from evenhand.records.facts import Model
from evenhand.records.operations import SideOperations, Workload

Known = Callable[[Model, SideOperations], float | None]


class Limit(Struct, frozen=True):
    """A limit by its name: where the workload has it, what it is held against, and whether more is better."""

    name: str
    field: str
    value: Known
    least: bool = False


def _open(model: Model, _: SideOperations) -> float | None:
    return None if model.open_weights is None else float(model.open_weights)


LIMITS = (
    Limit("cost per month", "max_cost_per_month", lambda _, run: run.per_month),
    Limit("blended price", "max_price", lambda _, run: run.blended),
    Limit("input price", "max_input_price", lambda _, run: run.offer.input if run.offer else None),
    Limit("output price", "max_output_price", lambda _, run: run.offer.output if run.offer else None),
    Limit("first token", "max_first_token_seconds", lambda _, run: run.first_token_seconds),
    Limit("whole answer", "max_answer_seconds", lambda _, run: run.whole_answer_seconds),
    Limit("speed", "min_tokens_per_second", lambda _, run: run.tokens_per_second, least=True),
    Limit("context", "min_context", lambda model, _: model.context_window, least=True),
    Limit("open weights", "open_weights", _open, least=True),
)
BY_NAME = {limit.name: limit for limit in LIMITS}


class Held(Struct, frozen=True):
    """The names of the reader's limits that a model meets, breaks, and those of which nobody knows."""

    meets: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def held(model: Model, run: SideOperations, workload: Workload) -> Held:
    """How a model stands to every limit that the reader gave; an unknown value neither meets nor breaks."""
    kept: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for limit, asked in given(workload):
        kept[keeps(limit, limit.value(model, run), asked)].append(limit.name)
    return Held(tuple(kept[True]), tuple(kept[False]), tuple(kept[None]))


def given(workload: Workload) -> Iterator[tuple[Limit, float]]:
    """The limits that the reader gave, with their values; open weights as 1."""
    for limit in LIMITS:
        asked = getattr(workload, limit.field)
        if asked is not None and asked is not False:
            yield limit, float(asked)


def keeps(limit: Limit, value: float | None, asked: float) -> bool | None:
    """Whether a value is within a limit, on it counted as within; None for an unknown value."""
    if value is None:
        return None
    if isclose(value, asked, rel_tol=1e-12):
        return True
    return value > asked if limit.least else value < asked
