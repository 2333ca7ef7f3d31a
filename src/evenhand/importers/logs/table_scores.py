"""Tables of which a row is a score."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from evenhand.importers.logs.log_file import LogFile
from evenhand.importers.logs.plain_names import day_of
from evenhand.importers.logs.table_mapping import SCALES, SCORE, SETTING
from evenhand.importers.logs.table_rows import LONGEST_NUMBER, Row
from evenhand.records.own_results import OwnRun, PromptStyle, Scale

MOST_ROWS = 100_000
METRIC = "accuracy"
HARNESS = "harness"
SAY_SCALE = "add --say scale=percent or --say scale=fraction, or a column for the scale of each row"
STYLES: dict[str, PromptStyle] = {"": "", "chat": "chat", "completion": "completion"}


def scores(file: LogFile, rows: Iterable[Row]) -> tuple[OwnRun, ...]:
    """One run a row. Values with a percent sign are percentages; else all rows that do not say are read alike.

    These are fractions where all lie between 0 and 1, percentages where all lie between 0 and 100, else of their own
    unit.

    Raises:
        BadLog: a value is no number, no row, too many of them, or values that are read alike and look like two scales.

    """
    held: list[tuple[Row, str, bool]] = []
    for row in rows:
        text = row.text(SCORE)
        digits = text.removesuffix("%").strip()
        held.append((row, digits_of(row, SCORE, digits) if digits else "", text.endswith("%")))
        if len(held) > MOST_ROWS:
            raise file.bad(f"more than {MOST_ROWS:,} rows of scores", fix="map item=COLUMN where a row is an item")
    if not held:
        raise file.bad("the table has no row", "line 2")
    usual = _scale_of_all([(row, digits) for row, digits, percent in held if digits and not percent])
    return tuple(
        run_of(
            row,
            key=f"line {row.line}",
            value=digits,
            scale="percent" if percent else scale_of(row, usual),
            n=count_of(row, "n"),
            error=_error(row),
        )
        for row, digits, percent in held
    )


def _error(row: Row) -> str:
    """The standard error of a row; empty where it has none.

    Raises:
        BadLog: no number, or below zero.

    """
    text = row.text("error")
    if text and Decimal(digits_of(row, "error", text)) < 0:
        raise row.bad("error", "no standard error is below 0", "write its size, or leave the cell empty")
    return text


def _scale_of_all(values: Sequence[tuple[Row, str]]) -> Scale:
    """The scale of the values of rows that do not say it themselves.

    Raises:
        BadLog: some look like shares of 1 and others like percentages.

    """
    unsaid = [(Decimal(digits), row) for row, digits in values if not row.text("scale")]
    usual = usual_scale(value for value, _ in unsaid)
    share = next((pair for pair in unsaid if 0 < pair[0] < 1), None)
    if usual == "percent" and share is not None:
        other = next(row for value, row in unsaid if value > 1)
        wrong = f"it looks like a share of 1, while line {other.line} has {other.text(SCORE)}"
        raise share[1].bad(SCORE, wrong, SAY_SCALE)
    return usual


def usual_scale(values: Iterable[Decimal]) -> Scale:
    """How values that do not say it are meant, by the range of them all."""
    every = tuple(values)
    if not every or min(every) < 0 or max(every) > 100:
        return "other"
    return "fraction" if max(every) <= 1 else "percent"


def run_of(row: Row, *, key: str, value: str, scale: Scale, n: int | None, error: str = "", place: str = "") -> OwnRun:
    """The run that a row is of, with its conditions.

    Raises:
        BadLog: a name is missing, or a condition is not what it must be.

    """
    for field in ("model", "task"):
        if not row.text(field):
            raise row.bad(field, f"the {field} is missing", "fill the cell")
    style = STYLES.get(row.text("prompt_style").casefold())
    if style is None:
        raise row.bad("prompt_style", "no style of prompt", "chat, completion, or nothing")
    named = {name.removeprefix(SETTING): text for name, text in row.fields.items() if name.startswith(SETTING)}
    told = {HARNESS: row.text("harness"), **named}
    return OwnRun(
        key=key,
        model=row.text("model"),
        task=row.text("task"),
        metric=row.text("metric") or METRIC,
        value=value,
        scale=scale,
        origin=row.file.path.name,
        at=place or row.place(SCORE),
        error=error,
        n=n,
        measured=_day(row),
        version=row.text("version"),
        subset=row.text("subset"),
        prompt_style=style,
        shots=count_of(row, "shots"),
        temperature=row.text("temperature"),
        tools=row.text("tools"),
        effort=row.text("effort"),
        mode=row.text("mode"),
        trials=row.text("trials"),
        judge=row.text("judge"),
        settings={name: text for name, text in told.items() if text},
    )


def scale_of(row: Row, otherwise: Scale) -> Scale:
    """What the row says of its scale.

    Raises:
        BadLog: it is none.

    """
    said = row.text("scale").casefold()
    known: dict[str, Scale] = {"fraction": "fraction", "percent": "percent", "other": "other"}
    if said and said not in known:
        raise row.bad("scale", "no scale", f"one of {', '.join(SCALES)}")
    return known.get(said, otherwise)


def digits_of(row: Row, field: str, text: str) -> str:
    """A number as it stands there.

    Raises:
        BadLog: no finite number of sensible length.

    """
    try:
        number = Decimal(text) if len(text) <= LONGEST_NUMBER and "_" not in text else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
        raise row.bad(field, f"{field!r} is no number", "write it with digits and a point")
    return text


def count_of(row: Row, field: str) -> int | None:
    """A whole number of at least zero; None where the row has none.

    Raises:
        BadLog: it is something else.

    """
    text = row.text(field)
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise row.bad(field, f"{field!r} is no whole number", "write it with digits only")
    return int(text) if text else None


def _day(row: Row) -> str:
    text = row.text("measured")
    if text and not day_of(text):
        raise row.bad("measured", "no day", "write year-month-day")
    return day_of(text)
