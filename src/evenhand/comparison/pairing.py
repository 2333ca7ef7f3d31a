"""Whether both sides' scores of a test come from outcomes question by question of one source, and what these say."""

from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.records.comparison import Reading
from evenhand.records.facts import OWN, Observation
from evenhand.records.item_outcomes import ItemOutcomes, Pairing
from evenhand.scoring.paired_answers import Answers, answers, correlation, paired_error
from evenhand.scoring.small_samples import mcnemar

# A score that is written with one decimal may be half of the last digit away from its outcomes, in points.
ROUNDED = 0.0501
# The share of the questions behind a score whose outcome must be on file.
ENOUGH = 0.95


class Column(Struct, frozen=True):
    """The outcomes behind one score, as bits."""

    outcomes: ItemOutcomes
    solved: int
    known: int


def pairing(catalog: Catalog, left: Reading, right: Reading) -> Pairing | None:
    """What the two runs' outcomes say of each other; None unless both scores are what their outcomes give.

    Both runs must be in one table of one source, and nearly all questions behind either score known for both.
    """
    found = common_answers(catalog, left, right)
    if found is None or found.items < ENOUGH * max(left.items or 0, right.items or 0):
        return None
    return pairing_of(found, left, right)


def common_answers(catalog: Catalog, left: Reading, right: Reading) -> Answers | None:
    """What the two runs solved of the questions that both answered, however few of either run these are.

    None unless both runs are in one table of one source and both scores are what their outcomes give.
    """
    if left.observation.source != right.observation.source or left.error is None or right.error is None:
        return None
    one, other = _column(catalog, left), _column(catalog, right)
    if one is None or other is None or one.outcomes.items != other.outcomes.items:
        return None
    return answers(one.solved, other.solved, one.known & other.known)


def pairing_of(found: Answers, left: Reading, right: Reading) -> Pairing:
    """What answers to some questions, at least one, say of the scores that they give; both have an error."""
    return Pairing(
        items=found.items,
        both=found.both,
        left_only=found.left_only,
        right_only=found.right_only,
        correlation=correlation(found),
        p_value=mcnemar(found.left_only, found.right_only),
        unpaired_error=paired_error(left.error or 0.0, right.error or 0.0, 0.0),
    )


def outcomes_of(catalog: Catalog, seen: Observation) -> ItemOutcomes | None:
    """The outcomes of the run that a score is of: its files lie in the folder of the score's file."""
    folder = seen.origin.rpartition("/")[0]
    rows = catalog.outcomes.of.get(seen.model, ()) if folder else ()
    return next(
        (row for row in rows if (row.source, row.benchmark, row.run) == (seen.source, seen.benchmark, folder)), None
    )


def as_counted(catalog: Catalog, found: Reading) -> Reading:
    """The reading; of a run of one's own whose answers are on file the items are counted, whatever its log states."""
    if found.observation.tier != OWN or found.items_from != "stated" or outcomes_of(catalog, found.observation) is None:
        return found
    return structs.replace(found, items_from="counted")


def _column(catalog: Catalog, side: Reading) -> Column | None:
    """The outcomes of a reading where they give its score; what is not known may have been solved or not."""
    found = outcomes_of(catalog, side.observation)
    if found is None or side.scaled is None or not side.items:
        return None
    column = Column(found, int(found.solved, 16), int(found.known, 16))
    solved, missing = column.solved.bit_count(), side.items - column.known.bit_count()
    least, most = (100.0 * count / side.items for count in (solved, solved + missing))
    fits = missing >= 0 and least - ROUNDED <= side.scaled <= most + ROUNDED
    return column if fits else None
