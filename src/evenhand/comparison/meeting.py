"""A counted test that both sides took, on the two scores that stand for it."""

from collections.abc import Callable

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.candidates import best_pair
from evenhand.comparison.pairing import pairing
from evenhand.comparison.sides import Score
from evenhand.records.item_outcomes import Pairing
from evenhand.scoring.head_to_head import Shift
from evenhand.scoring.paired_answers import paired_error

Admits = Callable[[Score], bool]


class Met(Struct, frozen=True):
    """A counted test that both took: the two scores that stand for it, and all that might.

    `shift` is left minus right; `weight` is within the category.
    """

    catalog: Catalog
    benchmark: str
    category: str
    weight: float
    left: Score
    right: Score
    lefts: tuple[Score, ...]
    rights: tuple[Score, ...]
    shift: Shift
    paired: Pairing | None

    def among(self, left: Admits, right: Admits) -> "Met | None":
        """The same test on those scores alone that each side admits; None where they leave no matching pair."""
        lefts = tuple([score for score in self.lefts if left(score)])
        rights = tuple([score for score in self.rights if right(score)])
        if len(lefts) == len(self.lefts) and len(rights) == len(self.rights):
            return self
        return self.on(lefts, rights)

    def on(self, lefts: tuple[Score, ...], rights: tuple[Score, ...]) -> "Met | None":
        """The same test on these of its scores; None where they hold no matching pair."""
        return meet(self.catalog, (self.benchmark, self.category, self.weight), lefts, rights)


def meet(
    catalog: Catalog, counted: tuple[str, str, float], lefts: tuple[Score, ...], rights: tuple[Score, ...]
) -> Met | None:
    """A counted test (benchmark, category, weight) on the pair that stands for it; None where no two scores match."""
    best = best_pair(lefts, rights) if lefts and rights else None
    return Met(catalog, *counted, *best, lefts, rights, *shifted(catalog, *best)) if best else None


def shifted(catalog: Catalog, one: Score, other: Score) -> tuple[Shift, Pairing | None]:
    """Left minus right, and what both runs' answers say of it: their correlation takes part in the errors."""
    paired = pairing(catalog, one.reading, other.reading)
    return shift_between(one, other, paired.correlation if paired else 0.0), paired


def shift_between(one: Score, other: Score, between: float) -> Shift:
    """Left minus right where the answers behind the two scores have this correlation."""
    return Shift(
        one.points - other.points,
        paired_error(one.error, other.error, between),
        one.logit.value - other.logit.value,
        paired_error(one.logit.error, other.logit.error, between),
    )
