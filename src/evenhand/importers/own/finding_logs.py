"""Result files among the files and folders that a person names: each log once, nothing that a link leads to."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from evenhand.importers.logs.log import Log, LogFormat
from evenhand.records.own_imports import RefusedLog

MOST_PATHS = 200_000


class FoundLog(Struct, frozen=True, kw_only=True):
    """A log with its reader; `root` is the folder below which its files are named."""

    log: Log
    format: LogFormat
    root: Path

    @property
    def name(self) -> str:
        """The main file below the path that was given."""
        return name_below(self.log.main, self.root)


class Found(Struct, frozen=True, kw_only=True):
    """The logs in a fixed order, the paths that cannot be read, and how many files are something else."""

    logs: tuple[FoundLog, ...]
    refused: tuple[RefusedLog, ...] = ()
    passed_over: int = 0


def find_logs(paths: Iterable[Path], formats: Sequence[LogFormat]) -> Found:
    """Every log at the paths and in the folders below them; a path that is named and is none is refused."""
    found: dict[Path, FoundLog] = {}
    refused: list[RefusedLog] = []
    others: set[Path] = set()
    told: set[Path] = set()
    for path in paths:
        if not path.exists():
            refused.append(RefusedLog(log=str(path), message="there is no such file", fix="name an existing one"))
            continue
        root, known = path if path.is_dir() else path.parent, False
        for place in _places(path, formats):
            one = _known(place, formats, root)
            if one is not None:
                known = True
                found.setdefault(one.log.main.resolve(), one)
            elif place.is_file():
                others.add(place.resolve())
        if not known:
            told.add(path.resolve())
            refused.append(_nothing(path, formats))
    parts = {part.resolve() for one in found.values() for part in one.log.parts if part != one.log.main}
    logs = tuple(one for main, one in found.items() if main not in parts)
    return Found(logs=logs, refused=tuple(refused), passed_over=len(others - parts - told - found.keys()))


def name_below(path: Path, root: Path) -> str:
    """How a file is called below a folder; its own name where it lies elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and path != root else path.name


def _known(place: Path, formats: Sequence[LogFormat], root: Path) -> FoundLog | None:
    for format_ in formats:
        log = format_.find(place)
        if log is not None:
            return FoundLog(log=log, format=format_, root=root)
    return None


def _places(path: Path, formats: Sequence[LogFormat]) -> Iterator[Path]:
    """The path itself, and of a folder that is no log what lies below it, in a fixed order; no links."""
    waiting, left = [path], MOST_PATHS
    while waiting and left:
        place = waiting.pop()
        left -= 1
        if not place.is_dir() or _known(place, formats, path) is not None:
            yield place
            continue
        with os.scandir(place) as entries:
            inside = [
                Path(entry.path) for entry in entries if not entry.is_symlink() and not entry.name.startswith(".")
            ]
        waiting += sorted(inside, reverse=True)


def _nothing(path: Path, formats: Sequence[LogFormat]) -> RefusedLog:
    what = "no result file of a known tool lies here" if path.is_dir() else "not a result file of a known tool"
    tools = ", ".join(dict.fromkeys(one.tool for one in formats))
    return RefusedLog(log=str(path), message=what, fix=f"read are {tools}; a CSV table needs --map")
