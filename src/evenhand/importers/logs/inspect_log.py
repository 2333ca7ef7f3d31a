"""Logs of Inspect AI: `.eval` (a ZIP archive, one member a sample) and `.json`."""

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.json_places import pointer
from evenhand.importers.logs.eval_archive import EvalArchive
from evenhand.importers.logs.inspect_items import Items
from evenhand.importers.logs.inspect_records import Header, Reduction, Results, Whole
from evenhand.importers.logs.inspect_runs import measures, runs, with_items
from evenhand.importers.logs.kept_settings import one_line, without_secrets
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.typed_json import decoded, told_at
from evenhand.records.own_results import OwnRun

HEADER, START, REDUCTIONS, SAMPLES = "header.json", "_journal/start.json", "reductions.json", "samples/"
NAMED = frozenset((HEADER, START, REDUCTIONS))
VERSIONS = (1, 2)
FIRST_BYTES = 512
BEGINNING = re.compile(rb'\s*\{\s*"(version"\s*:\s*\d+\s*,\s*"status|status)"\s*:\s*"\w+"\s*,\s*"eval"\s*:')
# A JSON log is read whole; the archive form has no such limit.
LARGEST_JSON = 2**29
MOST_METRICS = 5_000

_HEADER = Decoder(Header)
_WHOLE = Decoder(Whole)
_REDUCTIONS = Decoder(list[Reduction])


def find(path: Path) -> Log | None:
    """The log that this file is: by the ending `.eval`, or `.json` with the first fields of a log."""
    is_archive = path.suffix == ".eval" and path.is_file()
    is_json = path.suffix == ".json" and BEGINNING.match(head_of(path, FIRST_BYTES)) is not None
    return Log(tool="inspect", main=path, parts=(path,)) if is_archive or is_json else None


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Hand every item to `take`, one sample in memory at a time, and give the runs.

    Raises:
        BadLog: not a whole log, a version that is not read, or a run without results.
        MissingExtra: it is packed by Zstandard and nothing is installed that unpacks it.

    """
    return _read_archive(log.main, take) if log.main.suffix == ".eval" else _read_json(log.main, take)


def _read_archive(path: Path, take: Take) -> tuple[OwnRun, ...]:
    file = str(path)
    with EvalArchive(path, NAMED) as archive:
        body = archive.get(HEADER)
        if body is None:
            raise BadLog(file, *_no_header(started=archive.get(START) is not None))
        header = decoded(file, HEADER, body, _HEADER, not_a_number=True)
        items = _items(file, header, take)
        there = False
        for member in archive.members(SAMPLES):
            name = items.sample(member.name, archive.read(member))
            there = True
            if member.name != f"{SAMPLES}{name}.json":
                raise BadLog(file, "it holds another sample than its name says", place=member.name, value=name)
        reduced = archive.get(REDUCTIONS) if not there else None
    if reduced is not None:
        found = decoded(file, REDUCTIONS, reduced, _REDUCTIONS, not_a_number=True)
        _take_reductions(header, items, REDUCTIONS, found)
    return _runs(file, HEADER, header, items)


def _read_json(path: Path, take: Take) -> tuple[OwnRun, ...]:
    file = str(path)
    with LogFile(path, path.parent).open() as opened:
        body = opened.read(LARGEST_JSON + 1)
    if len(body) > LARGEST_JSON:
        fix = "write it as .eval with: inspect log convert --to eval"
        raise BadLog(file, f"it is larger than {LARGEST_JSON:,} bytes", fix=fix)
    whole = decoded(file, "", body, _WHOLE, not_a_number=True)
    items = _items(file, whole, take)
    seen: set[str] = set()
    for number, sample in enumerate(whole.samples or ()):
        place = pointer("samples", number)
        name = items.sample(place, sample)
        if name in seen:
            raise BadLog(file, "a sample stands there twice", place=place, value=name)
        seen.add(name)
    if not seen:
        reductions = whole.reductions or (whole.results or Results()).sample_reductions or []
        _take_reductions(whole, items, "/reductions", reductions)
    return _runs(file, "", whole, items)


def _runs(file: str, place: str, header: Header, items: Items) -> tuple[OwnRun, ...]:
    with told_at(file, place):
        return runs(file, Path(file).name, header, items.tallies)


def _items(file: str, header: Header, take: Take) -> Items:
    """Where the samples of this log go. What is wrong with its header is told before the first of them is read."""
    if header.version not in VERSIONS:
        read_are = " and ".join(map(str, VERSIONS))
        raise BadLog(file, f"versions {read_are} are read", place="/version", value=str(header.version))
    found = measures(header.results) if header.results else []
    if not found:
        why = one_line(without_secrets(f": {header.error.message}")) if header.error and header.error.message else ""
        raise BadLog(file, f"the run has no results{why}", place="/status", value=header.status)
    if len(found) > MOST_METRICS:
        raise BadLog(file, f"more than {MOST_METRICS:,} metrics", place="/results/scores", value=str(len(found)))
    items = Items(file, header.eval.model, with_items(found), take)
    _runs(file, "/results", header, items)
    return items


def _take_reductions(header: Header, items: Items, place: str, found: Iterable[Reduction]) -> None:
    """With one epoch the value of a sample over its epochs is that of its one attempt."""
    if (header.eval.config.epochs or 1) == 1:
        items.reductions(place, found)


def _no_header(*, started: bool) -> tuple[str]:
    return ("the run did not end, it has no results" if started else f"no Inspect log: it has no {HEADER}",)


FORMAT = LogFormat(tool="inspect", find=find, read=read)
