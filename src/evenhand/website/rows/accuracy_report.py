"""How often what is said comes true: the report of `make bench-accuracy`, which is shipped beside the code."""

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

import evenhand

HEADING = re.compile(r"^## (\w+)\. (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| (\w+) \| (.+?) \| (.+?) \| (.+?) \| (holds|\*\*falls\*\*) \|$", re.MULTILINE)


class Gate(Struct, frozen=True, kw_only=True):
    """One measured figure of the report: which experiment, what is measured, its value, what it must reach."""

    experiment: str
    figure: str
    measured: str
    asked: str
    holds: bool


@cache
def gates() -> tuple[Gate, ...]:
    """All required figures; none where the report was not shipped."""
    path = _report()
    return read_gates(path.read_text(encoding="utf-8")) if path.is_file() else ()


def read_gates(text: str) -> tuple[Gate, ...]:
    """The required figures of a report, each with the name of its experiment."""
    named = dict(HEADING.findall(text))
    return tuple(
        Gate(experiment=named.get(number, number), figure=figure, measured=value, asked=asked, holds=state == "holds")
        for number, figure, value, asked, state in ROW.findall(text)
    )


def _report() -> Path:
    """Inside the package, or beside `src` in a checkout."""
    package = Path(evenhand.__file__).parent
    inside = package / "docs" / "accuracy.md"
    return inside if inside.is_file() else package.parents[1] / "docs" / "accuracy.md"
