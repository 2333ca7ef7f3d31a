"""A model as one row of a list: the same on the pages of models, labs and providers."""

from msgspec import Struct

from evenhand.records.model_summary import ModelSummary
from evenhand.wording.numbers import UNKNOWN, integer, money, tokens


class ModelLine(Struct, frozen=True, kw_only=True):
    """A model's row as written; a dash where it has no place."""

    id: str
    name: str
    lab: str
    lab_name: str
    place: str
    places: str
    score: str
    reach: str
    input: str
    output: str
    context: str
    released: str
    weights: str
    benchmarks: int


def model_line(one: ModelSummary) -> ModelLine:
    """The row of one model."""
    place, reach = one.place, one.estimate.interval
    return ModelLine(
        id=one.model,
        name=one.name,
        lab=one.lab,
        lab_name=one.lab_name,
        place=str(place.place) if place else "–",
        places=f"{place.best}–{place.worst}" if place else "",
        score=integer(one.estimate.score) if place else "–",
        reach=(f"{integer(reach.low)}–{integer(reach.high)}" if reach else "withheld") if place else "",
        input=money(one.input),
        output=money(one.output),
        context=tokens(one.context_window),
        released=one.released or UNKNOWN,
        weights={True: "open", False: "closed", None: UNKNOWN}[one.open_weights],
        benchmarks=one.benchmarks,
    )
