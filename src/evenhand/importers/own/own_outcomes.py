"""Own runs question by question, as the tables by which a comparison pairs two scores."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from evenhand.importers.item_outcomes import RUNS, OutcomeRun, matrices
from evenhand.importers.own.conditions_of_runs import harness, measured
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.importers.plain_cells import exact
from evenhand.items.outcomes_of_runs import Outcome

# Tables of outcomes are text, read with every catalog; a larger run is paired from its Parquet file alone.
MOST_ITEMS = 20_000

Outcomes = Callable[[RunOfLog], Iterable[Outcome]]


def tables(runs: Sequence[RunOfLog], told: Mapping[Key, Told], outcomes: Outcomes) -> dict[str, str]:
    """The tables of the runs of one tool, by name below its folder: one a test, and the table of the runs.

    A run is in them where every item has one answer, right or wrong, and it has a score. One test is in memory at a
    time.
    """
    of_test: dict[str, list[RunOfLog]] = defaultdict(list)
    for one in runs:
        items = one.log.items.get(one.run.key)
        if items and items.plain and items.attempts <= MOST_ITEMS and told[one.key].score is not None:
            of_test[told[one.key].benchmark].append(one)
    found: dict[str, str] = {}
    for _, some in sorted(of_test.items()):
        held = [with_them for one in some if (with_them := _with_outcomes(one, told[one.key], outcomes)).outcomes]
        if not held:
            continue
        made = matrices(held)
        head, lines = made.pop(RUNS).split("\n", 1)
        found |= made
        found[RUNS] = found.get(RUNS, f"{head}\n") + lines
    return found


def _with_outcomes(one: RunOfLog, told: Told, outcomes: Outcomes) -> OutcomeRun:
    return OutcomeRun(
        run=one.file.rpartition("/")[0],
        model=told.model,
        benchmark=told.benchmark,
        harness=harness(one.log.tool, one.run),
        measured=measured(one.run, one.log.day) or "",
        origin=one.file,
        outcomes=dict(_named(outcomes(one))),
    )


def _named(items: Iterable[Outcome]) -> Iterator[tuple[str, bool | None]]:
    """Each item under a name that other runs give it too: the hash of its question, else its id.

    The second item of one name is `name 2`.
    """
    seen: Counter[str] = Counter()
    for item in items:
        name = item.question or exact(item.item)
        seen[name] += 1
        solved = None if item.outcome is None else item.outcome > 0
        yield (name if seen[name] == 1 else f"{name} {seen[name]}"), solved
