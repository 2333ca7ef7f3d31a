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


class FlagRules(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where each flag begins (statistics 1.11).

    `few_items` questions; values of one cell further apart than `conflict_errors` joint standard errors, or
    `conflict_points` where none are known; a reliability or an information under these shares; the top five within
    `ceiling_errors` of the most that can be reached; taken by under `recent_share` of the newest models; no checked
    score for `verified_days`; `shared_tests` in a category; a `measured` share of the weight; residuals, twins and
    drops of dated items in standard errors; weights in the robust fit; the correlation of two tests over so many
    models; the selection index.
    """

    few_items: Annotated[int, Meta(ge=0)] = 100
    conflict_errors: Positive = 2.8
    conflict_points: Positive = 2.0
    reliability: Share = 0.5
    ceiling_errors: Positive = 2.0
    information: Share = 0.25
    recent_share: Share = 0.3
    verified_days: Annotated[int, Meta(ge=0)] = 180
    shared_tests: Annotated[int, Meta(ge=0)] = 2
    measured: Share = 0.6
    residual_errors: Positive = 3.0
    twin_errors: Positive = 2.0
    drop_errors: Positive = 2.0
    robust_weight: Share = 0.3
    redundant: Share = 0.98
    redundant_models: Annotated[int, Meta(ge=3)] = 15
    selection: Share = 0.3


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where each word begins. Probabilities are of the leader; `equal_points` are points on the 0-100 scale.

    A speed measured more than `speed_days` before the catalog's date is shown with its age and decides nothing.
    Where tests are chosen by strength (`flags.selection`) a score of which under `withheld_measured` is measured is
    not shown.
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
    flags: FlagRules = FlagRules()
    withheld_measured: Share = 0.3


class Provenance(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Standard deviations in logits that a score's source adds to its sampling error (statistics 1.3).

    `own_run` for runs of our own, `checked` for tiers A and B, `claimed` for C and D, `unstated` for tier E and for
    scores that state none of their settings. `cells` is how many twice-held cells they were estimated from; zero
    means that these are the starting values, a judgement.
    """

    own_run: Annotated[float, Meta(ge=0)] = 0.0
    checked: Annotated[float, Meta(ge=0)] = 0.10
    claimed: Annotated[float, Meta(ge=0)] = 0.15
    unstated: Annotated[float, Meta(ge=0)] = 0.30
    cells: Annotated[int, Meta(ge=0)] = 0


class Calibration(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What widens a lane's estimates, found on cells and masks that were hidden (statistics 1.7.5).

    `rows` are (cells a model has at least, factor of its drawn cells about their median in logits), rising;
    `score` widens the estimated part of a score, by scores that were hidden under real masks. A ranking or lane of
    which none was found gets 1.5, which is within what our own lanes need (1.37 to 2.00): at 1 intervals are too
    narrow, for the errors of one model's estimates go together.
    """

    rows: tuple[tuple[int, Positive], ...] = ()
    score: Positive = 1.5


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
    provenance: Provenance = Provenance()
    calibration: dict[str, Calibration] = {}
    chance_corrected: bool = False
    display_only: dict[str, tuple[str, ...]] = {}
    overall_composite: str = ""
    needs_citation: tuple[str, ...] = ()
    decided: str = ""
