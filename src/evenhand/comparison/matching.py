"""When two observations may be compared (product 1): version, subset, tool access and stated context length match."""

from evenhand.records.comparison import LeftOutReason
from evenhand.records.facts import Benchmark, Observation

UNSTATED = "unstated"
SETTINGS = ("effort", "mode", "harness", "prompting", "trials", "judge")


def mismatch(benchmark: Benchmark, one: Observation, other: Observation) -> LeftOutReason | None:
    """Why the two cannot be compared, or None when they can.

    What both leave unstated is the same only when the benchmark has a single form, or when both figures
    stand on the same page.
    """
    same_page = bool(one.link) and one.link == other.link
    several = len(benchmark.versions) > 1
    if not _same(one.version, other.version, several=several, same_page=same_page):
        return "other version" if one.version and other.version else "version unstated"
    if one.subset != other.subset:
        return "other subset"
    if not _same(one.context, other.context, several=bool(benchmark.contexts), same_page=same_page):
        return "other context length" if one.context and other.context else "context length unstated"
    return _tools(benchmark, one, other, same_page=same_page)


def differing_settings(one: Observation, other: Observation) -> tuple[str, ...]:
    """Settings that both state and that differ: the test is shared, the difference is shown."""
    both = ((name, getattr(one, name), getattr(other, name)) for name in SETTINGS)
    return tuple(name for name, left, right in both if left and right and left != right)


def _same(one: str, other: str, *, several: bool, same_page: bool) -> bool:
    if one and other:
        return one == other
    if one or other:
        return not several
    return same_page or not several


def _tools(benchmark: Benchmark, one: Observation, other: Observation, *, same_page: bool) -> LeftOutReason | None:
    left, right = (seen.tools or benchmark.tools for seen in (one, other))
    if UNSTATED in (left, right):
        alike = not benchmark.tool_variants or (left == right and same_page)
        return None if alike else "tools unstated"
    return None if left == right else "other tools"
