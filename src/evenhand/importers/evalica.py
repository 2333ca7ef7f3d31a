"""The LLMFAO crowd votes as Evalica keeps them: which of two answers a worker preferred, or neither."""

import csv
from collections import Counter
from collections.abc import Iterable
from io import StringIO

from msgspec import Struct

from evenhand.importers.findings import Findings, Known
from evenhand.importers.plain_cells import exact
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer
from evenhand.records.facts import Unresolved, VoteCount

FILE = "llmfao.csv"
BOARD = "llmfao"
WINNERS = ("left", "right", "tie")


class Cast(Struct, frozen=True):
    """One vote: the record that it is, the models' names as shown left and right, the worker, who won."""

    record: int
    left: str
    right: str
    worker: str
    winner: str


def parse(files: RawFiles) -> list[Cast]:
    """Every vote of the file.

    Raises:
        KeyError, ValueError: the text is not such a table.

    """
    rows = csv.DictReader(StringIO(text_of(FILE, files[FILE])), strict=True)
    return [_cast(number, row) for number, row in enumerate(rows, 1)]


def translate(votes: list[Cast], known: Known) -> Findings:
    """One row for each worker and pair as it was shown; a name that leads to no model of ours keeps its votes."""
    met: dict[tuple[str, str, str], list[Cast]] = {}
    for vote in votes:
        met.setdefault((vote.left, vote.right, vote.worker), []).append(vote)
    return Findings(votes=tuple(_row(same, known) for same in met.values()), unresolved=tuple(_unknown(votes, known)))


def _cast(number: int, row: dict[str, str]) -> Cast:
    if row["winner"] not in WINNERS:
        message = f"record {number} has the winner {row['winner']!r}, none of {', '.join(WINNERS)}"
        raise ValueError(message)
    return Cast(number, row["left"], row["right"], row["worker"], row["winner"])


def _row(same: list[Cast], known: Known) -> VoteCount:
    one, often = same[0], Counter(vote.winner for vote in same)
    return VoteCount(
        source=known.source.id,
        board=BOARD,
        left=exact(one.left),
        right=exact(one.right),
        left_wins=often["left"],
        right_wins=often["right"],
        ties=often["tie"],
        group=exact(one.worker),
        left_model=known.names.model(one.left),
        right_model=known.names.model(one.right),
        origin=FILE,
        at=f"record {' '.join(str(vote.record) for vote in same)}",
    )


def _unknown(votes: list[Cast], known: Known) -> Iterable[Unresolved]:
    """Names that no table holds; their votes count under the name."""
    often = Counter(name for vote in votes for name in (vote.left, vote.right))
    return (
        Unresolved("model", name, rows) for name, rows in sorted(often.items()) if known.names.of_model(name) is None
    )


IMPORTER = Importer((FILE,), parse, translate)
