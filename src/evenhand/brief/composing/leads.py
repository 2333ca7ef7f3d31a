"""The lead of a section that lost lines to the watched models: counted again, from those that stay."""

from collections.abc import Sequence

from evenhand.records.brief import BriefLine, SectionTopic
from evenhand.records.changes import KINDS
from evenhand.records.wording import Sentence
from evenhand.wording.brief import (
    FURTHER_TERMS,
    UNDATED,
    counted_lead,
    models_lead,
    offers_lead,
    prices_lead,
    stated_lead,
)

OFFERS = ("new offer", "ended offer", "removed offer")


def lead_of(topic: SectionTopic, lines: Sequence[BriefLine]) -> Sentence:
    """What there is of it: of prices with the first that changed, of models what became of them, of others by kind.

    `lines` are all of the section, shown or cut; at least one.
    """
    if topic == "prices":
        return _prices(lines)
    if topic == "models":
        return _models(lines)
    counts: dict[str, int] = {kind: number for kind in KINDS if (number := _changes(lines, kind))}
    return counted_lead(counts)


def _models(lines: Sequence[BriefLine]) -> Sentence:
    undated = sum(line.words.rule == UNDATED for line in lines)
    new, retired, removed = (_changes(lines, kind) for kind in ("new model", "retirement", "removed model"))
    dated = (line for line in lines if line.kind == "new model" and line.words.rule != UNDATED)
    first = next(dated, lines[0])
    name = next((one.text for one in first.words.figures if one.name == "thing"), "")
    return models_lead(new - undated, retired, removed, name, None, undated)


def _prices(lines: Sequence[BriefLine]) -> Sentence:
    moved = [line for line in lines if _moved(line)]
    if moved:
        named = {one.name: one.text for one in moved[0].words.figures}
        return prices_lead(sum(map(_terms, moved)), named["model"], named["provider"], moved[0].percents)
    offers = [_changes(lines, kind) for kind in OFFERS]
    return offers_lead(*offers) if any(offers) else stated_lead(_changes(lines, "price change"))


def _changes(lines: Sequence[BriefLine], kind: str) -> int:
    return sum(line.changes for line in lines if line.kind == kind)


def _moved(line: BriefLine) -> bool:
    """Whether a price that was known is another one now: its sentence states a value on both sides."""
    if line.kind != "price change":
        return False
    values = {one.name: one.value for one in line.words.figures}
    before = (
        name.removeprefix("before") for name, value in values.items() if name.startswith("before") and value is not None
    )
    return any(values.get(f"after{number}") is not None for number in before)


def _terms(line: BriefLine) -> int:
    """The changes that a line tells of one source: its own, and those of other modes, prompt lengths and hours."""
    folded = (one.figures[0].value for one in line.details if one.rule == FURTHER_TERMS)
    return 1 + sum(int(number) for number in folded if isinstance(number, (int, float)))
