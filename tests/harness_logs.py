"""Logs of lm-evaluation-harness, HELM, lighteval and simple-evals for tests: copies of real ones, whole or damaged."""

import json
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from evenhand.errors import BadLog
from evenhand.importers.logs.log import LogFormat
from evenhand.records.own_results import OwnItem, OwnRun

FIXTURES = Path(__file__).parent / "importers" / "logs" / "fixtures"

Change = Callable[[Path], None]
"""What is done to the folder of a copied log before it is read."""


def read(tool: LogFormat, main: Path) -> tuple[dict[str, OwnRun], list[OwnItem]]:
    """The runs by key, and the items, of a log that the format finds there."""
    log = tool.find(main)
    assert log is not None, f"{main} is not found"
    items: list[OwnItem] = []
    return {run.key: run for run in tool.read(log, items.append)}, items


def only(tool: LogFormat, main: Path) -> tuple[OwnRun, list[OwnItem]]:
    """The one run that the tool puts first, and its items."""
    runs, items = read(tool, main)
    (run,) = (run for run in runs.values() if run.primary)
    return run, [item for item in items if item.run == run.key]


def copied(source: Path, into: Path) -> Path:
    """A copy of a fixture's folder."""
    return shutil.copytree(source, into / "log")


def digits(path: Path) -> Any:
    """What a JSON file says, numbers as the text that stands there: read without any code of the project."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=str, parse_int=str)


def means(items: list[OwnItem]) -> dict[str, float]:
    """The mean outcome of each run's items."""
    outcomes: dict[str, list[float]] = {}
    for item in items:
        assert item.outcome is not None
        outcomes.setdefault(item.run, []).append(item.outcome)
    return {run: sum(values) / len(values) for run, values in outcomes.items()}


def json_changed(name: str, change: Callable[[Any], object]) -> Change:
    """Change the value of a JSON file in place; `name` may be a pattern."""

    def apply(folder: Path) -> None:
        (path,) = folder.rglob(name)
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        path.write_text(json.dumps(value, indent=2, ensure_ascii=False), encoding="utf-8")

    return apply


def text_changed(name: str, old: str, new: str) -> Change:
    """Put another text where this one stands first."""

    def apply(folder: Path) -> None:
        (path,) = folder.rglob(name)
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


def bytes_changed(name: str, change: Callable[[bytes], bytes]) -> Change:
    """Change the bytes of a file."""

    def apply(folder: Path) -> None:
        (path,) = folder.rglob(name)
        path.write_bytes(change(path.read_bytes()))

    return apply


def cut(name: str, share: float) -> Change:
    """Cut a file off after this share of its bytes."""
    return bytes_changed(name, lambda body: body[: int(len(body) * share)])


def emptied(name: str) -> Change:
    """Leave nothing in a file."""
    return bytes_changed(name, lambda _: b"")


def led_out(name: str) -> Change:
    """Put a link to a file outside of the folder in the place of a file, which has the same content."""

    def apply(folder: Path) -> None:
        (path,) = folder.rglob(name)
        elsewhere = folder.parent / "elsewhere"
        path.rename(elsewhere)
        path.symlink_to(elsewhere)

    return apply


def set_at(*path: str | int, value: object) -> Callable[[Any], object]:
    """Put a value at a place of a JSON value."""

    def apply(whole: Any) -> None:
        for part in path[:-1]:
            whole = whole[part]
        whole[path[-1]] = value

    return apply


def nested(depth: int) -> str:
    """JSON of lists in lists."""
    return "[" * depth + "]" * depth


VALUES: tuple[object, ...] = (
    None, True, -1, 0, 2.5, 1e308, 10**30, "", "x", "1e5", "<b>", "=1", "a,b|c:d", "\ud800",
    [], [None], ["a"], [1, [2]], {}, {"a": 1}, {"": None},
)  # fmt: skip
NAMES = ("x", "", "a,b", "m|1", "<i>")


def with_other_values(whole: Any, seed: int) -> Any:
    """The JSON value with a few of its values replaced, left out, or under another name."""
    dice = random.Random(seed)  # noqa: S311 - damage, not a secret
    for _ in range(dice.choice((1, 1, 2, 4))):
        whole = _with_another(whole, dice)
    return whole


def _with_another(whole: Any, dice: random.Random) -> Any:
    path: list[tuple[Any, Any]] = []
    place = whole
    while place and isinstance(place, dict | list) and dice.random() < 0.9:
        key = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
        path.append((place, key))
        place = place[key]
    if not path:
        return deepcopy(dice.choice(VALUES))
    holder, key = path[-1]
    way = dice.random()
    if way < 0.2:
        del holder[key]
    elif way < 0.35 and isinstance(holder, dict):
        holder[dice.choice(NAMES)] = holder.pop(key)
    else:
        holder[key] = deepcopy(dice.choice(VALUES))
    return whole


def refusal(tool: LogFormat, main: Path) -> str:
    """What is said of a damaged log; some fault is."""
    log = tool.find(main)
    assert log is not None, f"{main} is not found"
    try:
        tool.read(log, lambda _: None)
    except BadLog as error:
        return str(error)
    raise AssertionError("it was read")


def flipped(body: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, sometimes cut."""
    dice = random.Random(seed)  # noqa: S311 - damage, not a secret
    changed = bytearray(body)
    for _ in range(dice.choice((1, 1, 3, 10))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed[: dice.randrange(len(changed))] if dice.random() < 0.2 else changed)


def read_or_refused(tool: LogFormat, main: Path) -> bool:
    """Whether a log was read; whatever its bytes are, it is read or refused."""
    log = tool.find(main)
    if log is None:
        return False
    with suppress(BadLog):
        return bool(tool.read(log, lambda _: None))
    return False
