"""The details of lighteval: a Parquet file a task, an item a row, read a few rows at a time.

Two forms are read: that of version 0.10 and later (`doc`, `metric`, `model_response`) and the flat one before it
(`example`, `full_prompt`, `predictions`, `metrics`).
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from evenhand.errors import MissingExtra
from evenhand.importers.logs.log_file import LogFile
from evenhand.records.own_results import PromptStyle

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

ROWS_AT_ONCE = 256
MOST_UNPACKED = 8 * 2**30
MOST_RATIO = 1_000
SMALL = 16 * 2**20
WITHIN = {"thrift_string_size_limit": 2**24, "thrift_container_size_limit": 2**20}
# What pyarrow raises beside its own errors.
DAMAGE = (OSError, ValueError, MemoryError, OverflowError, NotImplementedError, LookupError, TypeError, RuntimeError)
NEW = ("doc.query", "doc.id", "doc.task_name", "metric", "model_response.input", "model_response.text",
       "model_response.input_tokens", "model_response.output_tokens")  # fmt: skip
FLAT = ("example", "full_prompt", "predictions", "metrics", "input_tokens", "cont_tokens")


class Detail(Struct):
    """A row: an item, what was asked and answered, and its value by metric (None where a metric has none)."""

    place: str
    values: dict[str, float | None]
    id: str = ""
    task: str = ""
    question: str = ""
    prompt: str = ""
    prompt_style: PromptStyle = ""
    output: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None


def details(file: LogFile) -> Iterator[Detail]:
    """The rows of a file, one after another.

    Raises:
        BadLog: damaged, of another form, or it unpacks to far more than it is.
        MissingExtra: what reads Parquet is not installed.

    """
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtra("reading the details of lighteval (Parquet)", "own") from missing
    with file.open() as body:
        with _damage_told(file):
            opened = parquet.ParquetFile(body, **WITHIN)
            size = body.seek(0, os.SEEK_END)
        is_new = _is_new(file, opened, size)
        form, of_form = (NEW, _new) if is_new else (FLAT, _flat)
        batches = opened.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(form), use_threads=False)
        number = 0
        while rows := _next_rows(file, batches, number):
            for row in rows:
                number += 1
                yield of_form(file, row, f"row {number}")
        if number != opened.metadata.num_rows:
            raise file.bad(f"it says that it has {opened.metadata.num_rows:,} rows, but {number:,} are there")


def _next_rows(file: LogFile, batches: Iterator[Any], number: int) -> list[dict[str, Any]]:
    """The next rows that there are; none at the end."""
    with _damage_told(file, f"after row {number}"):
        for batch in batches:
            rows: list[dict[str, Any]] = batch.to_pylist()
            if rows:
                return rows
    return []


@contextmanager
def _damage_told(file: LogFile, place: str = "") -> Iterator[None]:
    """Whatever the library says of a damaged file, as a fault of the file."""
    from pyarrow import ArrowException  # noqa: PLC0415 - an extra

    try:
        yield
    except (ArrowException, *DAMAGE) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise file.bad(f"it is not a whole Parquet file: {said}", place) from error


def _is_new(file: LogFile, opened: "ParquetFile", size: int) -> bool:
    """Whether the file has the newer form; it has one of the two, and says that it unpacks to a sensible size."""
    meta = opened.metadata
    whole = sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
    if not 0 <= whole <= MOST_UNPACKED or (whole > SMALL and whole > size * MOST_RATIO):
        raise file.bad(f"it would unpack to {whole:,} bytes from {size:,}; nothing is read")
    names = set(opened.schema_arrow.names)
    for form in (NEW, FLAT):
        if {name.partition(".")[0] for name in form[:4]} <= names:
            return form is NEW
    fix = "read are columns doc, metric, model_response, or example, full_prompt, predictions, metrics"
    raise file.bad("its columns are not those of lighteval's details", "schema", ", ".join(sorted(names)), fix)


def _new(file: LogFile, row: dict[str, Any], place: str) -> Detail:
    doc, answer = (_table(file, row.get(name), f"{place}, {name}") for name in ("doc", "model_response"))
    prompt, style = _prompt(answer.get("input"))
    return Detail(
        place=place,
        values=_values(file, row.get("metric"), f"{place}, metric"),
        id=_text(file, doc.get("id"), f"{place}, doc.id"),
        task=_text(file, doc.get("task_name"), f"{place}, doc.task_name"),
        question=_text(file, doc.get("query"), f"{place}, doc.query"),
        prompt=prompt,
        prompt_style=style,
        output=_output(answer.get("text")),
        input_tokens=_length(answer.get("input_tokens")),
        output_tokens=_length(answer.get("output_tokens")),
    )


def _flat(file: LogFile, row: dict[str, Any], place: str) -> Detail:
    return Detail(
        place=place,
        values=_values(file, row.get("metrics"), f"{place}, metrics"),
        question=_text(file, row.get("example"), f"{place}, example"),
        prompt=_text(file, row.get("full_prompt"), f"{place}, full_prompt"),
        output=_output(row.get("predictions")),
        input_tokens=_length(row.get("input_tokens")),
        output_tokens=_length(row.get("cont_tokens")),
    )


def _values(file: LogFile, found: object, place: str) -> dict[str, float | None]:
    """The value of each metric; None for one that has a list, which only the whole set adds up."""
    values: dict[str, float | None] = {}
    for name, value in _table(file, found, place).items():
        if isinstance(value, str | bytes) or (isinstance(value, float) and not isfinite(value)):
            raise file.bad("a number is expected here", f"{place}.{name}", value)
        values[name] = float(value) if isinstance(value, bool | int | float) else None
    return values


def _table(file: LogFile, value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise file.bad("a table is expected here", place, type(value).__name__)
    return value


def _text(file: LogFile, value: object, place: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise file.bad("a text is expected here", place, type(value).__name__)


def _prompt(sent: object) -> tuple[str, PromptStyle]:
    """What was sent, and as what; the only message as it is, several as JSON."""
    if isinstance(sent, str):
        return sent, "completion"
    if not isinstance(sent, list) or not all(isinstance(one, dict) for one in sent) or not sent:
        return "", ""
    only = sent[0].get("content") if len(sent) == 1 else None
    return only if isinstance(only, str) else json.dumps(sent, ensure_ascii=False, default=str), "chat"


def _output(answers: object) -> str:
    """The answer; several as JSON."""
    if isinstance(answers, list) and len(answers) == 1 and isinstance(answers[0], str):
        return answers[0]
    if isinstance(answers, str):
        return answers
    return json.dumps(answers, ensure_ascii=False, default=str) if answers else ""


def _length(tokens: object) -> int | None:
    """How many tokens a list has, lists within it added up; None where the tool kept none."""
    if not isinstance(tokens, list) or not tokens:
        return None
    return sum(len(one) if isinstance(one, list) else 1 for one in tokens)
