"""Flags from figures (statistics 1.11): each rule gives a flag with its figures, or None where there is none."""

from math import fsum

from evenhand.records.comparison import Reading, SharedTest
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.flags import Flag
from evenhand.records.ranking import FlagRules
from evenhand.records.states import Side
from evenhand.scoring.contamination import Drop
from evenhand.scoring.information import Curve, information, peak, spent
from evenhand.scoring.scale import scaled
from evenhand.scoring.standard_errors import binomial_error, effect_of, reported_error, suspect

VENDORS = ("C", "D")
SECOND_HAND = "E"


def tier_flag(reading: Reading, side: Side) -> Flag | None:
    """Whether a lab reported the score, about itself or a rival, or an aggregator did."""
    row = reading.observation
    facts = {"tier": row.tier, "source": row.source}
    if row.tier == SECOND_HAND:
        return Flag(kind="second-hand", side=side, facts=facts)
    return Flag(kind="vendor-reported", side=side, facts=facts) if row.tier in VENDORS else None


def items_flags(reading: Reading, side: Side, rules: FlagRules) -> tuple[Flag, ...]:
    """Whether the number of questions is assumed, and whether it is small."""
    items = reading.items
    assumed, few = reading.items_from == "assumed", items is not None and items < rules.few_items
    if items is None or not (assumed or few):
        return ()
    figures = {"items": float(items)}
    own = (Flag(kind="items assumed", side=side, figures=figures),) if assumed else ()
    limit = {"limit": float(rules.few_items)}
    return (*own, Flag(kind="few items", side=side, figures=figures | limit)) if few else own


def suspect_flag(benchmark: Benchmark, reading: Reading, side: Side) -> Flag | None:
    """Whether the source reports a standard error that so many questions, known or assumed, hardly give."""
    if reading.observation.error is None or reading.items is None:
        return None
    plain = scaled(benchmark, reading.observation.value)
    reported = reported_error(benchmark, reading.observation)
    if plain is None or reported is None:
        return None
    binomial = binomial_error(plain, reading.items, effect_of(benchmark))
    if not suspect(reported, binomial):
        return None
    figures = {"reported": reported, "binomial": binomial, "items": float(reading.items)}
    return Flag(kind="suspect error", side=side, figures=figures)


def setting_flags(left: Observation, right: Observation, differs: tuple[str, ...]) -> tuple[Flag, ...]:
    """One flag for each setting that both sides state and that differs."""
    stated = ((name, *(str(getattr(row, name)) for row in (left, right))) for name in differs)
    return tuple(
        Flag(kind="settings differ", facts={"setting": name, "left": one, "right": other})
        for name, one, other in stated
    )


def outlier_flag(weight: float, side: Side, rules: FlagRules) -> Flag | None:
    """Whether the robust fit all but leaves the score out; `weight` is its mean u, about 1 for an ordinary score."""
    if weight >= rules.robust_weight:
        return None
    return Flag(kind="outlier", side=side, figures={"weight": weight, "limit": rules.robust_weight})


def residual_flag(residual: float, side: Side, rules: FlagRules) -> Flag | None:
    """Whether one score stands far above what the model's others say; `residual` is in its standard deviations."""
    if residual <= rules.residual_errors:
        return None
    figures = {"residual": residual, "limit": rules.residual_errors}
    return Flag(kind="contamination risk", by="residual", side=side, figures=figures)


def dated_flag(found: Drop | None, side: Side | None, rules: FlagRules) -> Flag | None:
    """Whether a model drops across its cutoff by more than the others do."""
    if found is None or found.errors <= rules.drop_errors:
        return None
    figures = {"drop": found.drop, "error": found.error, "errors": found.errors, "limit": rules.drop_errors}
    return Flag(kind="contamination risk", by="dated items", side=side, figures=figures)


def twin_flag(found: Drop | None, twin: str, side: Side | None, rules: FlagRules) -> Flag | None:
    """Whether a model loses more on a test's stricter form than the others do."""
    if found is None or found.errors <= rules.twin_errors:
        return None
    figures = {
        "drop": found.drop,
        "typical": found.typical,
        "models": float(found.others),
        "errors": found.errors,
        "limit": rules.twin_errors,
    }
    return Flag(kind="contamination risk", by="twin", side=side, figures=figures, facts={"twin": twin})


def information_flag(curve: Curve, items: int, ability: float, rules: FlagRules) -> Flag | None:
    """Whether a test tells too little of the ablest; `ability` is the 95th percentile of the latent abilities."""
    share = spent(curve, items, ability)
    if share is None or share >= rules.information:
        return None
    figures = {
        "information": information(curve, items, ability),
        "peak": peak(curve, items),
        "share": share,
        "limit": rules.information,
    }
    return Flag(kind="saturated", by="information", figures=figures)


def selective_flag(index: float, side: Side | None, rules: FlagRules) -> Flag | None:
    """Whether who reports what follows ability: the correlation of ability and difficulty over measured cells."""
    if index <= rules.selection:
        return None
    return Flag(kind="selective", side=side, figures={"index": index, "limit": rules.selection})


def measured_flag(measured: float, side: Side, rules: FlagRules) -> Flag | None:
    """Whether a model is measured on too little of a ranking's weight."""
    if measured >= rules.measured:
        return None
    return Flag(kind="thin", by="measured", side=side, figures={"measured": measured, "limit": rules.measured})


def shared_flag(tests: int, rules: FlagRules) -> Flag | None:
    """Whether a category rests on too few shared tests; none at all is no thin evidence but none."""
    if not 0 < tests < rules.shared_tests:
        return None
    figures = {"tests": float(tests), "limit": float(rules.shared_tests)}
    return Flag(kind="thin", by="shared tests", figures=figures)


def vendor_share_flag(tests: list[SharedTest]) -> Flag | None:
    """The share of a category's weight in which a lab reported a side, and the mean difference with and without it.

    `tests` are its counted shared tests. There is no `without` where labs reported them all.
    """
    held = [test for test in tests if any(row.observation.tier in VENDORS for row in (test.left, test.right))]
    if not held:
        return None
    free = [test for test in tests if test not in held]
    figures = {
        "tests": float(len(held)),
        "of": float(len(tests)),
        "share": fsum(test.weight for test in held) / fsum(test.weight for test in tests),
        "difference": mean_difference(tests),
    }
    return Flag(
        kind="vendor-reported",
        by="category",
        figures=figures | ({"without": mean_difference(free)} if free else {}),
    )


def mean_difference(tests: list[SharedTest]) -> float:
    """The weighted mean difference in points, left minus right, of tests on the common scale; at least one."""
    total = fsum(test.weight for test in tests)
    return fsum(test.weight * (test.difference or 0.0) for test in tests) / total
