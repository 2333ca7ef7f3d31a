"""A ranking: which benchmarks count, with what weights, what is admitted, and the thresholds of the words."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from evenhand.records.facts import Id, Tier

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0)]


class Counted(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A benchmark that counts, at one version or context length where it has several; weight within its category."""

    benchmark: Id
    weight: Positive = 1.0
    version: str = ""
    context: str = ""
    note: str = ""


class CategoryRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A category's weight in the overall, its counted benchmarks, and its pooled spreads on the logit scale.

    `between_tests` is tau, the standard deviation of two models' difference from test to test;
    `between_pairs` is pi, the standard deviation of differences over pairs of models (statistics: random effects).
    """

    weight: Annotated[float, Meta(ge=0)]
    counted: tuple[Counted, ...] = ()
    composite: str = ""
    between_tests: Positive = 0.6
    between_pairs: Positive = 1.4
    pairs: int = 0


class Eligibility(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a model needs to be ranked: counted benchmarks, categories, and the share of a category for its board."""

    benchmarks: int = 8
    categories: int = 2
    category_share: Share = 0.5


class ConfidenceStep(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """So many dots need so many categories and benchmarks."""

    dots: int
    categories: int
    benchmarks: int


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where each word begins. Probabilities are of the leader; `equal_points` are points on the 0-100 scale.

    A speed measured more than `speed_days` before the catalog's date is shown with its age and decides nothing.
    """

    leads: Share = 0.95
    leans: Share = 0.80
    leads_tests: int = 2
    equal_points: Positive = 1.0
    equal_probability: Share = 0.90
    partial_weight: Share = 0.5
    interval: Share = 0.90
    prior_tests: int = 4
    assumed_items: int = 200
    price_ratio: Positive = 1.25
    speed_ratio: Positive = 1.25
    first_token_seconds: Positive = 2.0
    speed_days: Annotated[int, Meta(ge=0)] = 365
    context_ratio: Positive = 1.25


class Ranking(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ranking as its file says it. `lanes` maps a lane to the trust tiers that it admits.

    `display_only` are benchmarks that a classic page shows and does not count; `overall_composite` is the
    benchmark that records a site's own overall value (classic only).
    """

    id: Id
    name: str
    method: Literal["even", "classic"]
    about: str
    lanes: dict[str, tuple[Tier, ...]]
    default_lane: str
    categories: dict[str, CategoryRule]
    eligibility: Eligibility = Eligibility()
    confidence: tuple[ConfidenceStep, ...] = ()
    thresholds: Thresholds = Thresholds()
    display_only: dict[str, tuple[str, ...]] = {}
    overall_composite: str = ""
    needs_citation: tuple[str, ...] = ()
    decided: str = ""
