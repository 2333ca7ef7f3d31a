"""Disagreements in words: what differs, by how much, and what would have been rounding."""

from evenhand.records.disagreements import Disagreements, FactDisagreement, PriceDisagreement, ScoreDisagreement
from evenhand.records.facts import CONDITIONS, Observation, Offer
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say


def score_words(one: ScoreDisagreement, found: Disagreements) -> Sentence:
    """How far the scores of one cell are apart, and what is explained by rounding or by chance."""
    reason = "as {times} joint standard errors" if one.by_errors else "as rounding"
    return say(
        "disagreement.score",
        "{model} on {test}: {apart} apart, where up to {allowed} would pass " + reason + ".",
        model=found.names.get(one.model, one.model),
        test=found.names.get(one.benchmark, one.benchmark),
        apart=(one.apart, _short(one.apart)),
        allowed=(one.allowed, _short(one.allowed)),
        times=(2.8, "2.8"),
    )


def price_words(one: PriceDisagreement, found: Disagreements) -> Sentence:
    """Which prices of an offer differ."""
    return say(
        "disagreement.price",
        "{model} at {provider}: sources differ on the price of {fields}.",
        model=found.names.get(one.model, one.model),
        provider=found.names.get(one.provider, one.provider),
        fields=numbers.listed(tuple(name.replace("_", " ") for name in one.fields)),
    )


def fact_words(one: FactDisagreement, found: Disagreements) -> Sentence:
    """Which fact of a model is stated differently, and what stands here."""
    return say(
        "disagreement.fact",
        "{model}: sources differ on {field}" + ("; {used} stands here." if one.used else "."),
        model=found.names.get(one.model, one.model),
        field=field_name(one.field),
        used=one.used,
    )


def field_name(field: str) -> str:
    """A field of a model as a reader calls it."""
    return {"released": "the release date", "retired": "the date of its end"}.get(field, field.replace("_", " "))


def conditions(row: Observation) -> str:
    """What a score states of its conditions and settings; all rows of one disagreement state the same."""
    return ", ".join(f"{name} {getattr(row, name)}" for name in CONDITIONS if getattr(row, name)) or "none stated"


def stated_day(row: Observation) -> str:
    """The day of a score: measured, else published, else only read."""
    for name in ("measured", "published"):
        if getattr(row, name):
            return f"{name} {getattr(row, name)}"
    return f"read {row.retrieved}"


def offer_form(one: PriceDisagreement) -> str:
    """Which price of a provider's: its mode, prompt length and hours."""
    above = f", prompts from {numbers.tokens(one.above_tokens)}" if one.above_tokens else ""
    return one.mode + above + (f", {one.hours} UTC" if one.hours else "")


def price_text(offer: Offer, fields: tuple[str, ...]) -> str:
    """The prices of these fields, per million tokens."""
    return ", ".join(f"{name.replace('_', ' ')} {numbers.money(getattr(offer, name))}" for name in fields)


def _short(value: float) -> str:
    return numbers.plain(float(f"{value:.4g}"))
