"""Small logs for tests of the own folder: tables of ours, real fixtures, and formats made up for a fault."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.records.own_results import OwnItem, OwnRun

FIXTURES = Path(__file__).parents[1] / "logs" / "fixtures"
TOY = Path(__file__).parents[2] / "toy_data"
ITEM_HEAD = "model,task,item,outcome,question,output\n"


def scores(path: Path, *rows: str, head: str = "model,task,score,n") -> Path:
    """A table of which a row is a score."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((head, *rows)) + "\n")
    return path


def answers(path: Path, model: str, outcomes: str, task: str = "odd things") -> Path:
    """A table of items: `1` solved, `0` not, `-` not scored; the same questions for every model."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (
        f"{model},{task},i{place},{'' if sign == '-' else sign},What is number {place}?,It is {sign}.\n"
        for place, sign in enumerate(outcomes)
    )
    path.write_text(ITEM_HEAD + "".join(rows))
    return path


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(**told: Any) -> OwnRun:
    """A run with what a test does not care for filled in."""
    usual: dict[str, Any] = {
        "key": "k", "model": "quill-9", "task": "odd", "metric": "accuracy", "value": "0.5", "scale": "fraction",
        "origin": "log.made", "at": "line 1",
    }  # fmt: skip
    return OwnRun(**{**usual, **told})


def made(
    runs: Iterable[OwnRun], items: Iterable[OwnItem] = (), fault: Exception | None = None, version: int = 1
) -> LogFormat:
    """A format that reads every `.made` file as these runs and items, then fails where a fault is given."""
    kept, met = tuple(runs), tuple(items)

    def find(path: Path) -> Log | None:
        return Log(tool="csv", main=path, parts=(path,)) if path.suffix == ".made" else None

    def read(_log: Log, take: Take) -> tuple[OwnRun, ...]:
        for item in met:
            take(item)
        if fault is not None:
            raise fault
        return kept

    return LogFormat(tool="csv", find=find, read=read, version=version)
