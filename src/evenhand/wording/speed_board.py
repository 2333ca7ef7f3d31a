"""The speeds on file in words: how many there are, how few are of today, how old the others are."""

from collections.abc import Iterator

from evenhand.records.speed_board import SpeedBoard, SpeedRow, Spread
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say

NO_PROVIDER = "provider not stated"


def speed_words(board: SpeedBoard) -> tuple[Sentence, ...]:
    """What counts first, then what is old; one sentence that there is none where nothing is on file."""
    if not board.rows:
        return (say("speeds.none", "No speed is on file."),)
    young = [row for row in board.rows if row.counts]
    old = [row for row in board.rows if not row.counts]
    return (*_young(board, young), *_printed(board, young), *_old(board, old))


def joined_text(board: SpeedBoard) -> str:
    """What a row counts, and how many figures, measured or printed, the rows join."""
    rows = numbers.count(len(board.rows), "row")
    figures = numbers.count(sum(len(row.measurements) for row in board.rows), "figure")
    return f"A row is what one source says of a model at a provider: {rows} from {figures}, one a region or a day."


def provider_text(row: SpeedRow) -> str:
    """The provider's name, or that none is stated."""
    return row.provider_name or NO_PROVIDER


def spread_text(spread: Spread | None, *, seconds: bool) -> str:
    """The median with the lowest and highest where several were measured: `55 (48–61)`, `0.42 s (0.40–0.67)`."""
    if spread is None:
        return numbers.UNKNOWN
    write = _two if seconds else numbers.average
    unit = " s" if seconds else ""
    reach = f" ({write(spread.low)}–{write(spread.high)})" if spread.low != spread.high else ""
    return f"{write(spread.middle)}{unit}{reach}"


def _two(value: float) -> str:
    return str(numbers.rounded(value, 2))


def _young(board: SpeedBoard, young: list[SpeedRow]) -> Iterator[Sentence]:
    yield say(
        "speeds.young",
        "{count} of {all} on file {are} of the last {days} days; only these take part in any comparison here.",
        count=(len(young), f"{len(young):,}" if young else "None"),
        all=(len(board.rows), numbers.count(len(board.rows), "speed")),
        are="is" if len(young) == 1 else "are",
        days=(board.speed_days, f"{board.speed_days:,}"),
    )


def _printed(board: SpeedBoard, young: list[SpeedRow]) -> Iterator[Sentence]:
    """That figures of today are what one site prints, where they are."""
    printed = [row for row in young if row.printed]
    if printed:
        names = tuple(dict.fromkeys(board.names.get(row.source, row.source) for row in printed))
        yield say(
            "speeds.printed",
            ("All {count} are" if len(printed) == len(young) > 1 else "{count} of them {are}")
            + " from {names}, where neither method nor provider is stated.",
            count=(len(printed), f"{len(printed):,}"),
            are="is" if len(printed) == 1 else "are",
            names=numbers.listed(names),
        )


def _old(board: SpeedBoard, old: list[SpeedRow]) -> Iterator[Sentence]:
    if old:
        newest, oldest = min(row.days for row in old), max(row.days for row in old)
        yield say(
            "speeds.old",
            "The other {count} {are} old, measured {newest} to {oldest} days before {day}: they say how these providers"
            " answered then, and little about today.",
            count=(len(old), f"{len(old):,}"),
            are="is" if len(old) == 1 else "are",
            newest=(newest, f"{newest:,}"),
            oldest=(oldest, f"{oldest:,}"),
            day=board.date,
        )
