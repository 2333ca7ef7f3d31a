"""What is flagged on a category and on a side of a comparison: thin evidence, and what rests on vendors' reports."""

from collections.abc import Iterable

from msgspec import structs

from evenhand.records.comparison import CategoryResult, SharedTest, SideOverall
from evenhand.records.flags import Flag
from evenhand.records.ranking import FlagRules
from evenhand.records.states import Side
from evenhand.scoring.flag_rules import measured_flag, selective_flag, shared_flag, vendor_share_flag


def category_flags(category: str, tests: Iterable[SharedTest], rules: FlagRules) -> tuple[Flag, ...]:
    """The flags of a category, from its counted shared tests among these."""
    counted = [test for test in tests if test.counted and test.category == category]
    found = (shared_flag(len(counted), rules), vendor_share_flag(counted) if counted else None)
    return tuple(flag for flag in found if flag)


def with_flags(
    results: Iterable[CategoryResult], tests: tuple[SharedTest, ...], rules: FlagRules
) -> tuple[CategoryResult, ...]:
    """The same results, each with the flags of its category."""
    return tuple(structs.replace(one, flags=category_flags(one.id, tests, rules)) for one in results)


def overall_flags(
    left: SideOverall, right: SideOverall, rules: FlagRules, selection: float | None = None
) -> tuple[Flag, ...]:
    """The flags of the whole: each side's measured share, and the selection index where a fit gives one."""
    sides: tuple[tuple[Side, SideOverall], ...] = (("left", left), ("right", right))
    thin = [measured_flag(one.measured, side, rules) for side, one in sides]
    chosen = None if selection is None else selective_flag(selection, None, rules)
    return tuple(flag for flag in (*thin, chosen) if flag)
