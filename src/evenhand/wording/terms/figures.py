"""The figures of a ranking's file as the terms state them: each `{name}` in a term is one of these."""

from collections.abc import Mapping
from string import Formatter

from evenhand.records.ranking import ConfidenceStep, Ranking
from evenhand.records.terms import Term
from evenhand.wording import numbers
from evenhand.wording.names import category_label


def term_figures(ranking: Ranking, tiers: Mapping[str, str]) -> dict[str, str]:
    """All figures that terms may state, written; `tiers` says who stands behind each trust tier."""
    limits = ranking.thresholds
    shares = ("interval", "leads", "leans", "equal_probability", "partial_weight", "withheld_measured")
    counts = ("assumed_items", "leads_tests", "prior_tests", "speed_days")
    return {
        **{name: numbers.share(getattr(limits, name)) for name in shares},
        **{name: f"{getattr(limits, name):,}" for name in counts},
        **_flag_figures(ranking),
        "equal_points": numbers.average(limits.equal_points),
        "category_weights": numbers.listed(
            tuple(f"{category_label(name)} {one.weight:g}" for name, one in ranking.categories.items() if one.weight)
        ),
        "lanes": " ".join(_lane(ranking, name) for name in ranking.lanes),
        **{f"{name}_tiers": numbers.listed(tiers_of) for name, tiers_of in ranking.lanes.items()},
        "tiers": f"{'; '.join(f'{letter}: {text}' for letter, text in tiers.items())}.",
        "counted": numbers.count(sum(len(one.counted) for one in ranking.categories.values()), "benchmark"),
        "eligible_benchmarks": f"{ranking.eligibility.benchmarks}",
        "eligible_categories": f"{ranking.eligibility.categories}",
        "eligible_share": numbers.share(ranking.eligibility.category_share),
        "confidence": confidence_text(ranking),
    }


def filled(term: Term, figures: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs of a term with their figures.

    Raises:
        KeyError: a paragraph names a figure that is not there.

    """
    return tuple(paragraph.format_map(dict(figures)) for paragraph in term.paragraphs)


def stated(term: Term) -> frozenset[str]:
    """The names of the figures that a term states."""
    return frozenset(name for _, name, _, _ in Formatter().parse(term.text) if name)


def confidence_text(ranking: Ranking) -> str:
    """What each number of dots asks for: `4 dots: 7 categories and 20 benchmarks; …; 1 dot: less.`."""
    steps = "; ".join(_step(one) for one in ranking.confidence)
    return f"{steps}; 1 dot: less than that."


def _step(one: ConfidenceStep) -> str:
    asked = (
        f"{numbers.count(one.categories, 'category', 'categories')} and {numbers.count(one.benchmarks, 'benchmark')}"
    )
    return f"{numbers.count(one.dots, 'dot')}: {asked}"


def _lane(ranking: Ranking, name: str) -> str:
    default = " and is the default" if name == ranking.default_lane else ""
    return f"The lane {name} admits tiers {numbers.listed(ranking.lanes[name])}{default}."


def _flag_figures(ranking: Ranking) -> dict[str, str]:
    rules = ranking.thresholds.flags
    shares = ("reliability", "recent_share", "measured")
    plain = (
        "few_items",
        "conflict_errors",
        "conflict_points",
        "ceiling_errors",
        "verified_days",
        "shared_tests",
        "residual_errors",
        "robust_weight",
        "redundant",
        "redundant_models",
        "selection",
    )
    return {name: numbers.share(getattr(rules, name)) for name in shares} | {
        name: f"{getattr(rules, name):g}" for name in plain
    }
