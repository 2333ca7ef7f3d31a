"""When two observations may be compared (product 1): version, subset, metric, tools and stated context length match."""

import re

from evenhand.records.comparison import LeftOutReason
from evenhand.records.facts import CONDITIONS, SETTINGS, Benchmark, Observation

UNSTATED = "unstated"
GATHERED = "E"
# The best of several tries, or their majority, measures something else than one try; one try is the plain case.
SEVERAL = re.compile(
    r"(?P<kind>pass|maj|majority|cons|consensus|best)(?: of\s+|[\s@^_-]+)(?P<tries>[2-9]\b|[1-9]\d+)", re.IGNORECASE
)
KINDS = {"maj": "majority", "cons": "majority", "consensus": "majority", "best": "pass"}


def mismatch(benchmark: Benchmark, one: Observation, other: Observation) -> LeftOutReason | None:
    """Why the two cannot be compared, or None when they can.

    What both leave unstated is the same only when the benchmark has a single form, or when both figures
    stand on the same page; a page that gathers other people's figures is no such page.
    """
    same_page = bool(one.link) and one.link == other.link and GATHERED not in (one.tier, other.tier)
    several = len(benchmark.versions) > 1
    if not _same(one.version, other.version, several=several, same_page=same_page):
        return "other version" if one.version and other.version else "version unstated"
    if one.subset != other.subset or (one.subset == UNSTATED and not same_page):
        return "other subset"
    if not _same(one.context, other.context, several=bool(benchmark.contexts), same_page=same_page):
        return "other context length" if one.context and other.context else "context length unstated"
    if _tries(benchmark, one) != _tries(benchmark, other):
        return "other metric"
    return _tools(benchmark, one, other, same_page=same_page)


def form(benchmark: Benchmark, seen: Observation) -> tuple[object, ...] | None:
    """What has to match, where nothing of it is left open: equal forms have no mismatch; None where something is."""
    tools = seen.tools or benchmark.tools
    untold = not seen.version and len(benchmark.versions) > 1
    untold = untold or (not seen.context and bool(benchmark.contexts))
    if untold or UNSTATED in (seen.subset, tools):
        return None
    return seen.version, seen.subset, seen.context, _tries(benchmark, seen), tools


def differing_settings(one: Observation, other: Observation) -> tuple[str, ...]:
    """Settings that both state and that differ: the test is shared, the difference is shown."""
    both = ((name, getattr(one, name), getattr(other, name)) for name in SETTINGS)
    return tuple(name for name, left, right in both if left and right and left != right)


def stated_alike(one: Observation, other: Observation) -> bool:
    """Whether two observations of one model and benchmark state the same of every condition and every setting."""
    return all(getattr(one, name) == getattr(other, name) for name in CONDITIONS)


def _same(one: str, other: str, *, several: bool, same_page: bool) -> bool:
    if one and other:
        return one == other
    if one or other:
        return not several
    return same_page or not several


def _tries(benchmark: Benchmark, seen: Observation) -> tuple[str, int]:
    """Which use of several tries a score is of; what the benchmark's own metric says where the score says nothing."""
    if not seen.trials:
        return "", 1
    found = SEVERAL.search(seen.trials)
    if not found or "tries" in benchmark.metric:
        return "", 1
    kind = found["kind"].lower()
    return KINDS.get(kind, kind), int(found["tries"])


def _tools(benchmark: Benchmark, one: Observation, other: Observation, *, same_page: bool) -> LeftOutReason | None:
    left, right = (seen.tools or benchmark.tools for seen in (one, other))
    if UNSTATED in (left, right):
        alike = not benchmark.tool_variants or (left == right and same_page)
        return None if alike else "tools unstated"
    return None if left == right else "other tools"
