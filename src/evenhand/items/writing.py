"""Items into Parquet as they are read: a few tens of thousands in memory, whatever the size of the log."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from evenhand.errors import MissingExtra
from evenhand.items.schema import ITEM, OUTPUT, Column
from evenhand.records.own_results import OwnItem

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet

ROWS = 50_000
# Texts are long: a group of rows also ends at so many characters.
CHARACTERS = 16_000_000
Row = tuple[Any, ...]


class RowWriter:
    """Rows into one Parquet file, a context manager: beside its place first, moved there on a clean end.

    An exception inside, also an interrupt, leaves nothing behind and an older file untouched. A process that is killed
    leaves a file whose name begins with a dot and ends with `.part`.

    Raises:
        MissingExtra: pyarrow is not installed.
        ValueError: a value does not fit its column; it names the column and the row.

    """

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self.path, self.columns = path, columns
        self.rows = 0
        self._beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
        self._held: list[Row] = []
        self._schema = arrow_schema(columns)
        self._file: parquet.ParquetWriter | None = None

    def __enter__(self) -> Self:
        from pyarrow import parquet  # noqa: PLC0415 - an extra

        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = parquet.ParquetWriter(self._beside, self._schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._flush()
        except BaseException:
            self._drop()
            raise
        self._drop() if kind is not None else self._place()

    def put(self, row: Row) -> None:
        """Take one row, in the order of the columns."""
        self._held.append(row)
        if len(self._held) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        """Write what is held as one group of rows."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if self._held and self._file is not None:
            columns = zip(*self._held, strict=True)
            arrays = [
                self._array(values, field, column)
                for values, field, column in zip(columns, self._schema, self.columns, strict=True)
            ]
            self._file.write_batch(pa.record_batch(arrays, schema=self._schema), row_group_size=ROWS)
            self.rows += len(self._held)
            self._held.clear()

    def _array(self, values: tuple[Any, ...], field: "pa.Field", column: Column) -> "pa.Array":
        import pyarrow as pa  # noqa: PLC0415 - an extra

        try:
            return pa.array(values, field.type)
        except UnicodeEncodeError:  # half of a surrogate pair, which JSON can hold and UTF-8 cannot
            return pa.array([text.encode("utf-8", "replace").decode() for text in values], field.type)
        except (OverflowError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
            place = self.rows + _first_wrong(values, field.type)
            message = f"row {place + 1} of {self.path.name}: its {column.name} is no {column.kind} that fits"
            raise ValueError(message) from error

    def _place(self) -> None:
        """Close the file, have it on disk, and put it where it belongs."""
        self._close()
        with self._beside.open("rb+") as file:
            os.fsync(file.fileno())
        self._beside.replace(self.path)

    def _drop(self) -> None:
        self._held.clear()
        with suppress(Exception):  # the first error is the one to be told
            self._close()
        self._beside.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class ItemWriter(RowWriter):
    """Items of one log into `items.parquet`: `with ItemWriter(path) as items: items.take(item)`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, ITEM)

    def take(self, item: OwnItem) -> None:
        """Take one attempt, without its texts."""
        self.put((
            item.run, item.item, item.attempt, item.outcome, item.fault, item.question, item.cluster,
            item.input_tokens, item.output_tokens, item.cost, item.seconds,
        ))  # fmt: skip


class OutputWriter(RowWriter):
    """Prompts and outputs of one log into `outputs.parquet`; no file where no item has any."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, OUTPUT)
        self._characters = 0

    def take(self, item: OwnItem) -> None:
        """Take the texts of one attempt, where it has some."""
        if not (item.prompt or item.output):
            return
        self.put((item.run, item.item, item.attempt, item.question, item.prompt, item.output))
        self._characters += len(item.prompt) + len(item.output)
        if self._characters >= CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        super()._flush()
        self._characters = 0

    def _place(self) -> None:
        if self.rows:
            super()._place()
        else:
            self._drop()


def arrow_schema(columns: Iterable[Column]) -> "pa.Schema":
    """The columns as Arrow's schema, each with its description.

    Raises:
        MissingExtra: pyarrow is not installed.

    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtra("reading and writing item-level results", "own") from missing
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    return pa.schema([pa.field(one.name, kinds[one.kind], metadata={"about": one.about}) for one in columns])


def _first_wrong(values: tuple[Any, ...], kind: "pa.DataType") -> int:
    """The place of the first value that does not fit."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    for place, value in enumerate(values):
        try:
            pa.array([value], kind)
        except (OverflowError, pa.ArrowInvalid, pa.ArrowTypeError):
            return place
    return 0
