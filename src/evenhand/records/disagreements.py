"""Where sources disagree: about a score, a price or a fact of a model; no source is called right."""

from typing import Literal

from msgspec import Struct

from evenhand.records.facts import Id, Observation, Offer, StatedFact

Kind = Literal["scores", "prices", "facts"]


class PriceDisagreement(Struct, frozen=True, kw_only=True):
    """Offers in force on one day for the same thing, one a source, that differ in `fields`; no source is called right.

    The same thing: provider, model, mode, prompt length and hours. `fields` are of `input`, `cached_input`, `output`.
    """

    provider: Id
    model: Id
    mode: str
    above_tokens: int
    hours: str
    fields: tuple[str, ...]
    offers: tuple[Offer, ...]


class ScoreDisagreement(Struct, frozen=True, kw_only=True):
    """Scores of one model on one benchmark that state the same of every condition and setting, and differ.

    `apart` is the largest difference, `allowed` what chance or rounding explain of it, both in the benchmark's unit;
    `by_errors` says that this follows from two reported standard errors. `rows` are all that state the same, the
    preferred one first.
    """

    model: Id
    benchmark: Id
    apart: float
    allowed: float
    by_errors: bool
    rows: tuple[Observation, ...]


class FactDisagreement(Struct, frozen=True, kw_only=True):
    """Statements about one field of one model that exclude each other, newest first; `used` is what stands here."""

    model: Id
    field: str
    used: str
    facts: tuple[StatedFact, ...]


class Disagreements(Struct, frozen=True, kw_only=True):
    """All of them, by model; `date` and `version` are the catalog's. `names` tells how the ids read."""

    date: str
    version: str
    scores: tuple[ScoreDisagreement, ...] = ()
    prices: tuple[PriceDisagreement, ...] = ()
    facts: tuple[FactDisagreement, ...] = ()
    names: dict[str, str] = {}
    units: dict[str, str] = {}
