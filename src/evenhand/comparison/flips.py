"""What would flip the answer: weights moved, evidence taken away, other settings, limits of the reader."""

from collections.abc import Iterable, Iterator

from evenhand.comparison.head_to_head import HeadToHead
from evenhand.comparison.limit_flips import LIMITS, admitting, limits, relaxed
from evenhand.comparison.removal_flips import removals
from evenhand.comparison.settings_flips import other_settings
from evenhand.comparison.weight_flips import category_weights, weight_moved
from evenhand.records.facts import Model
from evenhand.records.flips import Flip, LeastWeight
from evenhand.records.operations import Operations
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.records.verdict import Verdict

ONE_KIND = ("one test taken away", "one source or kind of source taken away", "another effort or other tools")
SEVERAL_KINDS = ("one category taken away", "one category weight from 0 to 100")
TURNING = ("reverses", "levels")


def flips(
    found: HeadToHead,
    least: Iterable[LeastWeight],
    run: Operations,
    models: tuple[Model, Model],
    verdict: Verdict,
    ranking: Ranking,
    fixed: tuple[Side, ...] = (),
) -> tuple[Flip, ...]:
    """Every change tried that turns, weakens or decides the answer; those that turn it first, cheapest first.

    What changes the evidence, other settings and limits of the reader have no common price, so they take turns. Where
    a limit or weights of the reader decide, only limits are tried. `fixed` are sides whose effort was chosen.
    """
    if verdict.why == "limit":
        return tuple(relaxed(run, models, verdict, found.total, ranking.thresholds))
    if verdict.why == "both break a limit":
        return admitting(run, models, verdict, found.total, ranking.thresholds)
    if verdict.why == "weighed":
        return tuple(limits(run, models, verdict))
    groups = (
        evidence_flips(found, least, ranking),
        sorted(limits(run, models, verdict), key=_turning),
        sorted(other_settings(found, fixed, ranking), key=_cheapest),
    )
    placed = [
        (_turning(flip), place, kind, flip) for kind, group in enumerate(groups) for place, flip in _placed(group)
    ]
    return tuple(flip for *_, flip in sorted(placed, key=lambda each: each[:3]))


def evidence_flips(found: HeadToHead, least: Iterable[LeastWeight], ranking: Ranking) -> list[Flip]:
    """The changes of weights and of the evidence, by how much of the evidence's weight they move."""
    moved = (flip for one in least if one.scope == "overall" for flip in weight_moved(found, one, ranking))
    return sorted([*moved, *category_weights(found, ranking), *removals(found, ranking)], key=_cheapest)


def tried(found: HeadToHead, verdict: Verdict) -> tuple[str, ...]:
    """What `flips` looked at: changes of the evidence where there is some, limits where a pick could break them.

    Where a limit of the reader decides, moving it may leave no pick at all, so nothing is said to hold.
    """
    if verdict.why in ("limit", "both break a limit"):
        return ()
    if verdict.why == "weighed":
        return LIMITS if verdict.pick else ()
    evidence = (*ONE_KIND, *(SEVERAL_KINDS if len(found.judged) > 1 else ())) if found.total else ()
    return (*evidence, *(LIMITS if verdict.pick else ()))


def _placed(flips: Iterable[Flip]) -> Iterator[tuple[int, Flip]]:
    """Flips with their places, those that turn the answer and the others counted apart."""
    places = {True: 0, False: 0}
    for flip in flips:
        yield places[_turning(flip)], flip
        places[_turning(flip)] += 1


def _turning(flip: Flip) -> bool:
    """Sorts those that turn the answer first."""
    return flip.effect not in TURNING


def _cheapest(flip: Flip) -> tuple[bool, float, str, str, str]:
    return _turning(flip), flip.size or 0.0, flip.kind, flip.what, flip.side or ""
