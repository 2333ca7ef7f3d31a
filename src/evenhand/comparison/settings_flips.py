"""The same comparison at the other settings that the scores were taken at: a reasoning effort, tools or none."""

from collections.abc import Iterator

from evenhand.comparison.effects import flip
from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.meeting import Admits, Met
from evenhand.comparison.remains import Remains
from evenhand.comparison.sides import Score
from evenhand.records.flips import Flip, Lacking
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side

SIDES: tuple[Side, Side] = ("left", "right")
UNSTATED = "unstated"


def other_settings(found: HeadToHead, fixed: tuple[Side, ...], ranking: Ranking) -> Iterator[Flip]:
    """Each effort of a side, and each use of tools by both, that reverses, weakens or decides the answer.

    A side whose effort the reader has chosen is `fixed`. Nothing is said of a setting that leaves no shared test.
    """
    if found.total is None:
        return
    remains, sides = Remains(found, ranking), SIDES
    for side in sides:
        for effort in _efforts(found, side) if side not in fixed else ():
            at = _at_effort(effort)
            admits = (at, _any) if side == "left" else (_any, at)
            yield from _changed(remains, ("effort", effort, side), admits)
    for tools in _tools(found):
        at = _with_tools(tools)
        yield from _changed(remains, ("tools", tools, "both"), (at, at))


def _changed(remains: Remains, setting: tuple[str, str, Lacking], admits: tuple[Admits, Admits]) -> Iterator[Flip]:
    """The flip, if any, of resting on those scores alone that each side admits."""
    now = {test.benchmark: (test, test.among(*admits)) for test in remains.found.tests}
    changed = {name: after for name, (before, after) in now.items() if after is None or _others(before, after)}
    turned = remains.turned(changed) if changed else None
    if turned and turned[0]:
        kind, what, side = setting
        tests = tuple(sorted(changed))
        yield flip(kind, what, *turned, size=float(len(tests)), unit="tests", side=side, tests=tests)


def _others(before: Met, after: Met) -> bool:
    """Whether the test rests on other scores."""
    return before.left is not after.left or before.right is not after.right


def _efforts(found: HeadToHead, side: Side) -> list[str]:
    every = [test.lefts if side == "left" else test.rights for test in found.tests]
    return sorted({score.row.effort for scores in every for score in scores if score.row.effort})


def _tools(found: HeadToHead) -> list[str]:
    """How the tests that are run with several tools were run by both sides."""
    every = ({_runs_with(one) for one in test.lefts} & {_runs_with(one) for one in test.rights} for test in found.tests)
    return sorted(frozenset().union(*every) - {"", UNSTATED})


def _runs_with(score: Score) -> str:
    """The tools of a score; empty where the test has no other way."""
    return (score.row.tools or score.benchmark.tools) if score.benchmark.tool_variants else ""


def _at_effort(effort: str) -> Admits:
    return lambda score: score.row.effort == effort


def _with_tools(tools: str) -> Admits:
    return lambda score: _runs_with(score) in ("", tools)


def _any(_: Score) -> bool:
    return True
