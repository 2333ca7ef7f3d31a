"""How strong a pick is and how far its evidence reaches, in the few words that there is room for beside a pick."""

from evenhand.records.comparison import Comparison
from evenhand.records.verdict import Strength
from evenhand.wording import numbers

STRENGTHS: dict[Strength, str] = {
    "clear": "clear pick",
    "moderate": "moderate pick",
    "slight": "slight pick",
    "none": "",
}


def strength_text(comparison: Comparison) -> str:
    """The strength of the pick: `moderate pick`; empty without one."""
    return "" if comparison.relation == "same" else STRENGTHS[comparison.verdict.strength]


def partial_text(comparison: Comparison) -> str:
    """That the answer is partial, with the share of the weight; empty where it is whole or there is none."""
    overall = comparison.overall
    if comparison.relation == "same" or not overall.partial or not overall.shared:
        return ""
    return f"partial, {numbers.share(overall.evidence_weight)} of the weight"


def standing_text(comparison: Comparison) -> str:
    """Both: `moderate pick; partial, 38% of the weight`."""
    return "; ".join(filter(None, (strength_text(comparison), partial_text(comparison))))
