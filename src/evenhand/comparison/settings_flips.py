"""The same comparison at the other settings that the scores were taken at: a reasoning effort, tools or none."""

from collections.abc import Iterator

from evenhand.comparison.effects import effect_of, flip
from evenhand.comparison.head_to_head import Admits, HeadToHead, Met, Score, decided
from evenhand.records.flips import Flip, Lacking
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side

UNSTATED = "unstated"


def other_settings(found: HeadToHead, fixed: tuple[Side, ...], ranking: Ranking) -> Iterator[Flip]:
    """Each effort of a side, and each use of tools by both, that reverses, weakens or decides the answer.

    A side whose effort the reader has chosen is `fixed`. Nothing is said of a setting that leaves no shared test.
    """
    if found.total is None:
        return
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        for effort in _efforts(found, side) if side not in fixed else ():
            at = _at_effort(effort)
            admits = (at, _any) if side == "left" else (_any, at)
            yield from _changed(found, ("effort", effort, side), admits, ranking)
    for tools in _tools(found):
        at = _with_tools(tools)
        yield from _changed(found, ("tools", tools, "both"), (at, at), ranking)


def _changed(
    found: HeadToHead, setting: tuple[str, str, Lacking], admits: tuple[Admits, Admits], ranking: Ranking
) -> Iterator[Flip]:
    tests = tuple(now for test in found.tests if (now := test.among(*admits)))
    then = decided(tests, ranking).total
    effect = effect_of(found.total, then) if found.total and then else None
    if effect:
        kind, what, side = setting
        changed = tuple(sorted({name for name, *_ in set(map(_mark, found.tests)) - set(map(_mark, tests))}))
        yield flip(kind, what, then, effect, size=float(len(changed)), unit="tests", side=side, tests=changed)


def _mark(test: Met) -> tuple[str, int, int]:
    return test.benchmark, id(test.left), id(test.right)


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
