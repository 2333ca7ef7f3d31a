"""What is said of a model's strengths and weaknesses, and of the models that are like it."""

from collections.abc import Iterator

from evenhand.records.estimates import Withheld
from evenhand.records.similar_models import SimilarModels
from evenhand.records.strengths import CategoryStrength, Strengths, Told
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.estimates import WITHHELD
from evenhand.wording.names import category_name
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import say

VERBS: dict[Told, str] = {"above": "above", "below": "below", "not told apart": "not told apart from"}


def strength_words(found: Strengths) -> tuple[Sentence, ...]:
    """Which categories are above, below and about the middle, which are mostly estimates, why none is named."""
    return tuple(_sentences(found))


def similar_words(found: SimilarModels) -> tuple[Sentence, ...]:
    """By which rule the similar models were chosen, and among how many; why there is none."""
    return tuple(_similar(found))


def _sentences(found: Strengths) -> Iterator[Sentence]:
    told = {kind: [row for row in found.rows if row.told == kind] for kind in VERBS}
    if not any(told.values()):
        reasons: list[Withheld] = [row.estimate.withheld for row in found.rows if row.estimate.withheld]
        yield say(
            "strengths.none",
            "No category score of {model} is shown, so nothing is said of its strengths: {why}.",
            model=found.name,
            why=WITHHELD[reasons[0] if reasons else "too few scores"],
        )
        return
    for kind, rows in told.items():
        measured = [row for row in rows if row.measured]
        if measured:
            yield _side(found.name, kind, sorted(measured, key=lambda row: -abs(row.difference or 0.0)))
    yield from _estimated([row for row in found.rows if row.told != "no score" and not row.measured])


def _estimated(rows: list[CategoryStrength]) -> Iterator[Sentence]:
    """The categories of which nothing is said, as too little of them was measured."""
    if rows:
        values = {f"c{place}": category_name(row.category) for place, row in enumerate(rows)}
        parts = listed(tuple(f"{{{key}}}" for key in values))
        yield say(
            "strengths.estimated",
            f"In {parts} most of the score is an estimate: under half of the counted tests were taken.",
            **values,
        )


def _side(model: str, kind: Told, rows: list[CategoryStrength]) -> Sentence:
    values = {f"c{place}": category_name(row.category) for place, row in enumerate(rows)}
    differences = {f"d{place}": (row.difference, numbers.signed(row.difference)) for place, row in enumerate(rows)}
    shown = kind != "not told apart"
    parts = tuple(f"{{c{place}}}" + (f" ({{d{place}}})" if shown else "") for place in range(len(rows)))
    return say(
        f"strengths.{kind}",
        f"{{model}} is {VERBS[kind]} the middle in {listed(parts)}.",
        model=model,
        **values,
        **(differences if shown else {}),
    )


def _similar(found: SimilarModels) -> Iterator[Sentence]:
    if not found.shown:
        yield say(
            "similar.no scores",
            "No category score of {model} is shown, so no model can be called similar.",
            model=found.name,
        )
    elif not found.models:
        yield say(
            "similar.none",
            "No other ranked model that is still served costs between half and twice as much as {model}.",
            model=found.name,
        )
    else:
        price = (
            "whose price is between half and twice that of {model}"
            if found.blended is not None
            else "at any price, as that of {model} is unknown"
        )
        yield say(
            "similar.rule",
            "Chosen among {asked} still served, " + price + " (three tokens in to one out): those whose category scores"
            " lie nearest on average, weighted as the ranking weighs the categories.",
            asked=(found.asked, numbers.count(found.asked, "other ranked model")),
            model=found.name,
        )
