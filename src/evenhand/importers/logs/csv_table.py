"""Tables in CSV by a mapping of their columns: a row is a score, or an item of which the score is then the mean.

A table is known by a mapping beside it (`scores.csv.toml`), by a header in our own words, or by `--map`.
"""

import csv
from pathlib import Path

from evenhand.errors import BadLog, BadSetting
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.table_items import ItemsOfRuns
from evenhand.importers.logs.table_mapping import TableMapping, checked, mapping_of, own_mapping, read_mapping
from evenhand.importers.logs.table_rows import delimiter_of, table_rows
from evenhand.importers.logs.table_scores import scores
from evenhand.records.own_results import OwnRun

__all__ = ["FORMAT", "mapped", "mapping_of"]

ENDINGS = (".csv", ".tsv")
BESIDE = ".toml"
HEAD = 65_536
# 2: the text of a question is kept.
VERSION = 2


def find(path: Path) -> Log | None:
    """A table with a mapping beside it, or with a header in our own words."""
    if path.suffix.lower() not in ENDINGS:
        return None
    beside = path.with_name(path.name + BESIDE)
    if beside.is_file():
        return Log(tool="csv", main=path, parts=(path, beside))
    return Log(tool="csv", main=path, parts=(path,)) if own_mapping(_header(path)) else None


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """The runs of a table that says itself what its columns are.

    Raises:
        BadLog: the mapping beside it is none, or the table does not fit to it.

    """
    if len(log.parts) == 1:
        mapping = own_mapping(_header(log.main))
        if mapping is None:
            raise BadLog(str(log.main), "no header in our own words", place="line 1", fix="give --map FIELD=COLUMN")
        return _read(log, take, mapping)
    try:
        return _read(log, take, checked(read_mapping(log.parts[1])))
    except BadSetting as error:
        raise BadLog(str(log.main), str(error), fix=f"mend {log.parts[1].name}") from error


def mapped(mapping: TableMapping) -> LogFormat:
    """The format that reads every table by this mapping."""

    def find_any(path: Path) -> Log | None:
        is_table = path.suffix.lower() in ENDINGS and path.is_file()
        return Log(tool="csv", main=path, parts=(path,)) if is_table else None

    def read_by_it(log: Log, take: Take) -> tuple[OwnRun, ...]:
        return _read(log, take, mapping)

    return LogFormat(tool="csv", find=find_any, read=read_by_it, told=mapping.told, version=VERSION)


def _read(log: Log, take: Take, mapping: TableMapping) -> tuple[OwnRun, ...]:
    file = LogFile(log.main, log.main.parent)
    rows = table_rows(file, mapping)
    if not mapping.by_item:
        return scores(file, rows)
    items = ItemsOfRuns(file, mapping, take)
    for row in rows:
        items.take(row)
    return items.runs()


def _header(path: Path) -> tuple[str, ...]:
    """The names of the columns; none where the file is no table."""
    head = head_of(path, HEAD).decode("utf-8-sig", "replace").splitlines()
    try:
        names = next(csv.reader(head[:1], delimiter=delimiter_of(head[0])), []) if head else []
        return tuple(name.strip() for name in names)
    except csv.Error:
        return ()


FORMAT = LogFormat(tool="csv", find=find, read=read, version=VERSION)
