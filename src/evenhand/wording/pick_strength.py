"""How strong a pick is and how far its evidence reaches, in the few words that there is room for beside a pick."""

from evenhand.records.comparison import CategoryResult, Comparison
from evenhand.records.verdict import Strength
from evenhand.wording import numbers
from evenhand.wording.names import category_name

STRENGTHS: dict[Strength, str] = {
    "clear": "clear pick",
    "moderate": "moderate pick",
    "slight": "slight pick",
    "none": "",
}


def strength_text(comparison: Comparison) -> str:
    """The strength of the pick: `moderate pick`; empty without one."""
    return "" if comparison.relation == "same" else STRENGTHS[comparison.verdict.strength]


def narrow_category(comparison: Comparison) -> CategoryResult | None:
    """The category that says most of the answer from few of its tests; None where none does or nothing is compared."""
    if comparison.relation == "same" or not comparison.overall.shared:
        return None
    return next((one for one in comparison.categories if one.id == comparison.verdict.narrow), None)


def partial_text(comparison: Comparison) -> str:
    """That the answer is partial, with the share of the weight, or narrow, with its tests; empty where neither."""
    overall, narrow = comparison.overall, narrow_category(comparison)
    if narrow:
        return f"narrow, {len(narrow.shared)} of {narrow.left_average.counted} tests in {category_name(narrow.id)}"
    if comparison.relation == "same" or not overall.partial or not overall.shared:
        return ""
    return f"partial, {numbers.share(overall.evidence_weight)} of the weight"


def standing_text(comparison: Comparison) -> str:
    """Both: `moderate pick; partial, 38% of the weight`."""
    return "; ".join(filter(None, (strength_text(comparison), partial_text(comparison))))
