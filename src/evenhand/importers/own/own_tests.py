"""Which test an own run is of, and how its values are read there: a public benchmark, or one of the user's own."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from evenhand.importers.own.conditions_of_runs import TOOLS
from evenhand.importers.own.meanings import Meanings, bare_task, benchmark_meant, is_given, metric_word
from evenhand.importers.own.own_names import OwnNaming
from evenhand.importers.own.told import AGGREGATE, RunOfLog
from evenhand.importers.own.values import shift_to
from evenhand.importers.plain_cells import plain
from evenhand.records.facts import Benchmark, Unit
from evenhand.records.own_results import Scale

# The share of right answers, by whatever word: a task scored so is the task itself, other metrics stand in its id.
ACCURACY = frozenset({"accuracy", "acc", "exact_match", "exact match", "em", "pass@1"})
FARTHEST = 1e15
LOWER = re.compile(
    r"perplexity|bits_per_byte|error|loss|brier|toxicity|hallucinat|latency|edit.?distance"
    r"|(^|[^a-z])(wer|cer|ter|mae|mse|rmse|ece|ppl)([^a-z]|$)",
    re.IGNORECASE,
)


class OwnTest(Struct, frozen=True, kw_only=True):
    """The test of a run: its id, and the public benchmark where it is one.

    `given` says that the user's own table leads to it, so that nothing of the task's size is doubted.
    """

    id: str
    public: Benchmark | None = None
    given: bool = False


def which_test(one: RunOfLog, words: Meanings, naming: OwnNaming) -> OwnTest:
    """The test of a run; a public one only where the words lead there and the value can be read in its unit.

    What the user's own table says holds in any case.
    """
    meant, given = benchmark_meant(one.log.tool, one.run, words), is_given(one.run, words)
    known = words.benchmarks.get(meant)
    if known and (given or shift_to(one.run.scale, known.unit) is not None):
        return OwnTest(id=known.id, public=known, given=given)
    return OwnTest(id=naming.id_of(called(one, words), as_id="" if known else meant, marked=True), given=given)


def only_adds_up(one: RunOfLog, words: Meanings) -> bool:
    """Whether a run adds up others of its log and no table of names makes a test of it."""
    return AGGREGATE in one.run.settings and not benchmark_meant(one.log.tool, one.run, words)


def called(one: RunOfLog, words: Meanings) -> str:
    """The name of an own test: the task, and the metric where that is not the share of right answers."""
    metric, task = metric_word(one.run), bare_task(one.run.task, words)
    if metric.casefold() not in ACCURACY:
        return f"{task} {metric}"
    return task if one.run.scale != "other" else f"{task} {metric} points"


def described(id_: str, runs: Sequence[RunOfLog], naming: OwnNaming) -> dict[str, object]:
    """The description of an own test out of all runs of it, at least one; the first says the unit."""
    metrics = sorted({plain(metric_word(one.run)) for one in runs} - {""})
    tools = sorted({TOOLS[one.log.tool].files for one in runs})
    whole = most_questions(runs, "")
    unit = own_unit(runs[0].run.scale)
    return {
        "name": naming.names[id_],
        "category": "own",
        "measures": f"A test of your own runs, read from {', '.join(tools)}.",
        "metric": ", ".join(metrics),
        "unit": unit,
        **dict(zip(("low", "high"), bounds(unit), strict=True)),
        "direction": direction(metrics),
        **({"items": whole} if whole else {}),
        "aliases": naming.aliases[id_],
    }


def own_unit(scale: Scale) -> Unit:
    """The unit of an own test: percent for shares, else the file's own."""
    return "points" if scale == "other" else "percent"


def bounds(unit: Unit) -> tuple[float, float]:
    """The ends of the values of an own test; those of a unit of the file's own are only where numbers stop."""
    return (0.0, 100.0) if unit == "percent" else (-FARTHEST, FARTHEST)


def direction(metrics: Iterable[str]) -> Literal["higher", "lower"]:
    """Whether more is better; by the metrics' names, since no log says it."""
    names = tuple(metrics)
    return "lower" if names and all(LOWER.search(name) for name in names) else "higher"


def most_questions(runs: Iterable[RunOfLog], subset: str) -> int:
    """The most questions that any of the runs knows a subset to have: who took fewer took a part."""
    return max((one.whole for one in runs if one.run.subset == subset), default=0)


def part_of_own(one: RunOfLog, runs: Iterable[RunOfLog]) -> str:
    """Which part of an own test a run took; empty where no other run of it took more."""
    most, n = most_questions(runs, one.run.subset), one.counted
    some = f"{n:,} of {most:,} questions" if n and n < most else ""
    return "; ".join(part for part in (one.run.subset, some) if part)


def part_of_public(known: Benchmark, one: RunOfLog, *, given: bool) -> tuple[str, int | None, str]:
    """Which part of a public test a run took, the number of questions, and answers a question.

    A run of some times as many answers as there are questions took all of them that often. A run that does not say how
    many it took may have taken a part, unless the user's own table says that it is the test.
    """
    n, whole = one.counted, known.items
    if one.run.subset or whole is None:
        return one.run.subset, n, ""
    if n is None:
        return ("" if given else "unstated"), None, ""
    if n % whole == 0:
        return "", whole, "" if n == whole else f"mean of {n // whole} answers a question"
    return (f"{n:,} of {whole:,} questions" if n < whole else f"{n:,} questions"), n, ""
