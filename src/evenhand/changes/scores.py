"""Scores that came, went or have another value."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.changes.evidence import of_score, stated_day, told_on
from evenhand.records.changes import Evidence, ScoreChange, ScoreKind
from evenhand.records.facts import CONDITIONS, Observation

WHO_AND_WHAT = ("model", "benchmark", "source", *CONDITIONS, "measured_by")
identity = attrgetter(*WHO_AND_WHAT)
particulars = attrgetter("tier", "error", "n", "measured", "published", "link")

Pair = tuple[Observation, Observation]


class ScoreChanges(Struct, frozen=True):
    """Changes of scores, and how many only have another day of reading, or the same value with other particulars."""

    changes: tuple[ScoreChange, ...]
    checked_again: int
    restated: int


def score_changes(older: Catalog, newer: Catalog) -> ScoreChanges:
    """What became of every score.

    Scores of the same model, benchmark, source and conditions are matched in full, then by value, day and link, then
    by value, then by day and link, and a single one left on either side with the other. What is left then is matched
    by value alone, whatever the conditions. File and line play no part.
    """
    before, after = _groups(older.observations), _groups(newer.observations)
    changes: list[ScoreChange] = []
    left: list[Observation] = []
    new: list[Observation] = []
    again = restated = 0
    for group in {**before, **after}:
        same, other, gone, come = _matched(before.get(group, []), after.get(group, []))
        again += sum(_alike(pair) and pair[0].retrieved != pair[1].retrieved for pair in same)
        restated += sum(not _alike(pair) for pair in same)
        changes += [_revalued(*pair, older, newer) for pair in other]
        left += gone
        new += come
    elsewhere, left, new = _paired(left, new, lambda row: (row.model, row.benchmark, row.source, row.value))
    changes += [_changed("other conditions", told_on(now.retrieved, older, newer), was, now) for was, now in elsewhere]
    changes += [_changed("removed score", newer.date, was=row) for row in left]
    changes += [_changed("new score", of_score(row).day, now=row) for row in new]
    return ScoreChanges(tuple(changes), again, restated)


def _groups(rows: Iterable[Observation]) -> dict[Hashable, list[Observation]]:
    found: dict[Hashable, list[Observation]] = defaultdict(list)
    for row in rows:
        found[identity(row)].append(row)
    return found


def _matched(
    before: list[Observation], after: list[Observation]
) -> tuple[list[Pair], list[Pair], list[Observation], list[Observation]]:
    """Pairs of one value, pairs of two values, and what is left of either side."""
    twins, before, after = _paired(before, after, lambda row: (row.value, particulars(row)))
    exact, before, after = _paired(before, after, lambda row: (row.value, row.measured, row.published, row.link))
    equal, before, after = _paired(before, after, lambda row: row.value)
    other, before, after = _paired(before, after, lambda row: (row.measured, row.published, row.link))
    if len(before) == len(after) == 1:
        return twins + exact + equal, [*other, (before[0], after[0])], [], []
    return twins + exact + equal, other, before, after


def _paired(
    before: list[Observation], after: list[Observation], key: Callable[[Observation], Hashable]
) -> tuple[list[Pair], list[Observation], list[Observation]]:
    """Rows of one key, one with one, and the rows that are left."""
    waiting: dict[Hashable, list[Observation]] = defaultdict(list)
    for row in before:
        waiting[key(row)].append(row)
    pairs: list[Pair] = []
    come = []
    for row in after:
        held = waiting.get(key(row))
        if held:
            pairs.append((held.pop(0), row))
        else:
            come.append(row)
    return pairs, [row for rows in waiting.values() for row in rows], come


def _alike(pair: Pair) -> bool:
    before, after = pair
    return bool(particulars(before) == particulars(after))


def _revalued(was: Observation, now: Observation, older: Catalog, newer: Catalog) -> ScoreChange:
    """A correction, unless the source states a later day of measurement or publication."""
    if stated_day(was) and stated_day(now) > stated_day(was):
        return _changed("newer score", stated_day(now), was, now)
    return _changed("corrected score", told_on(now.retrieved, older, newer), was, now)


def _changed(kind: ScoreKind, day: str, was: Observation | None = None, now: Observation | None = None) -> ScoreChange:
    row = now or was
    assert row  # noqa: S101 - one of the two is given
    return ScoreChange(
        kind=kind,
        day=day,
        model=row.model,
        benchmark=row.benchmark,
        source=row.source,
        conditions=_conditions(row),
        earlier_conditions=_conditions(was) if was else (),
        before=was.value if was else None,
        after=now.value if now else None,
        was=_evidence(was),
        now=_evidence(now),
    )


def _conditions(row: Observation) -> tuple[str, ...]:
    """What is stated of how it was measured; tools are named, as `none` alone says nothing."""
    stated = ((name, getattr(row, name)) for name in CONDITIONS)
    return tuple(f"tools {text}" if name == "tools" else text for name, text in stated if text)


def _evidence(row: Observation | None) -> Evidence | None:
    return of_score(row) if row else None
