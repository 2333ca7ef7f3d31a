"""Values of logs in the unit of a benchmark: the digits shifted, never rounded."""

from decimal import Context, Decimal, InvalidOperation
from typing import Literal

from evenhand.records.facts import Unit
from evenhand.records.own_results import Scale

MOST_DIGITS = 60
LARGEST = 18
EXACT = Context(prec=2 * MOST_DIGITS)
Shift = Literal[-2, 0, 2]
SHARES: dict[tuple[Scale, Unit], Shift] = {
    ("fraction", "percent"): 2,
    ("percent", "percent"): 0,
    ("fraction", "fraction"): 0,
    ("percent", "fraction"): -2,
}


def shift_to(scale: Scale, unit: Unit) -> Shift | None:
    """By how many digits a value of this scale is shifted to be in the unit; None where it cannot be."""
    if scale == "other":
        return None if unit in ("percent", "fraction") else 0
    return SHARES.get((scale, unit))


def shifted(digits: str, shift: Shift) -> Decimal | None:
    """The number with its point moved: 0.65 by 2 is 65; None where the text is no number of sensible size."""
    try:
        number = Decimal(digits.strip()) if len(digits) <= MOST_DIGITS else None
    except InvalidOperation:
        return None
    if number is None or not number.is_finite() or abs(number.adjusted()) > LARGEST:
        return None
    return number.scaleb(shift, EXACT)
