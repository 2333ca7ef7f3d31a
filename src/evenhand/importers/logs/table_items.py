"""Tables of which a row is one answer to one item: each is handed on as it is met, the score is their mean."""

from decimal import Decimal
from fractions import Fraction

from evenhand.importers.logs.log import Take, question_hash
from evenhand.importers.logs.log_file import LogFile
from evenhand.importers.logs.table_mapping import ITEM, ITEM_FIELDS, OUTCOME, TableMapping
from evenhand.importers.logs.table_rows import Row
from evenhand.importers.logs.table_scores import count_of, digits_of, run_of, scale_of
from evenhand.records.own_results import OwnItem, OwnRun

MOST_RUNS = 10_000
WORDS = {
    "true": 1, "yes": 1, "correct": 1, "right": 1, "pass": 1, "passed": 1,
    "false": 0, "no": 0, "incorrect": 0, "wrong": 0, "fail": 0, "failed": 0,
}  # fmt: skip


class _Run:
    """What a run has so far: its first row, and the sum and number of outcomes of each item."""

    def __init__(self, row: Row, key: str) -> None:
        self.row, self.key = row, key
        self.items: dict[str, tuple[Fraction, int, int]] = {}
        self.shares = True

    def attempt(self, item: str) -> int:
        return self.items.get(item, (0, 0, 0))[2] + 1

    def count(self, item: str, outcome: Fraction | None) -> None:
        total, scored, met = self.items.get(item, (Fraction(0), 0, 0))
        known = outcome is not None
        self.items[item] = (total + (outcome or 0), scored + known, met + 1)
        self.shares = self.shares and (outcome is None or 0 <= outcome <= 1)

    def mean(self) -> str:
        """The mean over the scored items of the mean over their answers, in the shortest digits; empty without any."""
        means = [total / scored for total, scored, _ in self.items.values() if scored]
        return repr(float(sum(means, Fraction(0)) / len(means))).removesuffix(".0") if means else ""

    def scored(self) -> int:
        return sum(scored > 0 for _, scored, _ in self.items.values())


class ItemsOfRuns:
    """Takes rows, hands items on, and gives the runs at the end."""

    def __init__(self, file: LogFile, mapping: TableMapping, take: Take) -> None:
        self._file, self._take = file, take
        self._of_run = sorted(field for field in (*mapping.columns, *mapping.say) if field not in ITEM_FIELDS)
        self._runs: dict[tuple[str, ...], _Run] = {}

    def take(self, row: Row) -> None:
        """Take one row.

        Raises:
            BadLog: a cell is not what it must be, or there are too many runs.

        """
        run = self._run(row)
        item = row.text(ITEM)
        if not item:
            raise row.bad(ITEM, "the item has no name", "fill the cell")
        outcome = _outcome(row)
        attempt = count_of(row, "attempt") or run.attempt(item)
        run.count(item, outcome)
        question = row.text("question") or row.text("prompt")
        self._take(
            OwnItem(
                run=run.key,
                item=item,
                attempt=attempt,
                outcome=None if outcome is None else float(outcome),
                fault=row.text("fault"),
                question=question_hash(question) if question else "",
                cluster=row.text("cluster"),
                input_tokens=count_of(row, "input_tokens"),
                output_tokens=count_of(row, "output_tokens"),
                cost=_number(row, "cost"),
                seconds=_number(row, "seconds"),
                prompt=row.text("prompt") or row.text("question"),
                output=row.text("output"),
            )
        )

    def runs(self) -> tuple[OwnRun, ...]:
        """The runs with their scores.

        Raises:
            BadLog: there is none.

        """
        if not self._runs:
            raise self._file.bad("the table has no row", "line 2")
        return tuple(
            run_of(
                run.row,
                key=run.key,
                value=run.mean(),
                scale=scale_of(run.row, "fraction" if run.shares else "other"),
                n=run.scored(),
                place=f"line {run.row.line}",
            )
            for run in self._runs.values()
        )

    def _run(self, row: Row) -> _Run:
        told = tuple(row.text(field) for field in self._of_run)
        run = self._runs.get(told)
        if run is None:
            if len(self._runs) >= MOST_RUNS:
                raise row.bad("model", f"more than {MOST_RUNS:,} runs", "map item to the column of the items")
            run = self._runs[told] = _Run(row, f"run {len(self._runs) + 1}")
        return run


def _outcome(row: Row) -> Fraction | None:
    text = row.text(OUTCOME)
    if not text:
        return None
    word = WORDS.get(text.casefold())
    return Fraction(word) if word is not None else Fraction(Decimal(digits_of(row, OUTCOME, text)))


def _number(row: Row, field: str) -> float | None:
    text = row.text(field)
    return float(digits_of(row, field, text)) if text else None
