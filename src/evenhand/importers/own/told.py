"""What is worked out of one own run before any file is written: its model, its test, its value."""

from decimal import Decimal

from msgspec import Struct

from evenhand.importers.own.runs_on_file import KeptLog
from evenhand.importers.plain_cells import exact
from evenhand.records.facts import Unit
from evenhand.records.own_results import OwnRun

Key = tuple[str, str]
# The setting in which a log says how many questions its data set has.
WHOLE = "dataset_samples"
# The setting in which a reader says that a result adds up others of its log.
AGGREGATE = "aggregate"
LONGEST_SIZE = 10


class RunOfLog(Struct, frozen=True, kw_only=True):
    """A run with its log; `number` counts the runs of the log from 1."""

    log: KeptLog
    run: OwnRun
    number: int

    @property
    def key(self) -> Key:
        """What the run is known by among all that are kept."""
        return self.log.digest, self.run.key

    @property
    def source(self) -> str:
        """The id of the source that its rows are of: one a tool."""
        return f"own-{self.log.tool}"

    @property
    def counted(self) -> int | None:
        """The number of questions: as the log states it, else as many as it has items."""
        items = self.log.items.get(self.run.key)
        return self.run.n or (items.attempts if items and items.plain else None)

    @property
    def whole(self) -> int:
        """How many questions the test has as far as this run knows: those of its data set, or those that it took."""
        size = self.run.settings.get(WHOLE, "")
        return max(self.counted or 0, int(size) if size.isdecimal() and len(size) < LONGEST_SIZE else 0)

    @property
    def file(self) -> str:
        """The file of the run in a folder that no other run has, by which its outcomes are found."""
        name = exact(self.run.origin.strip("/") or self.log.name)
        return f"{self.log.digest}/{name}" if len(self.log.runs) == 1 else f"{self.log.digest}/{self.number}/{name}"


class Told(Struct, frozen=True, kw_only=True):
    """What a run is here: `benchmark` is empty where it is of no test, a speed or what adds up other results.

    `score` is None where none follows from the run, and `why` then says the reason; `error_why` says why the standard
    error that its log states is not taken. Score and error are in the test's unit. `part` is which part of the test the
    run took, where not all; `n` the number of questions that its error rests on; `trials` how many answers a question
    has, where the run says or implies it.
    """

    model: str
    benchmark: str = ""
    score: Decimal | None = None
    error: Decimal | None = None
    unit: Unit = "percent"
    why: str = ""
    error_why: str = ""
    part: str = ""
    n: int | None = None
    trials: str = ""
