"""What a fit leaves for one ranking and lane: readable on the standard library alone, a model at a time."""

from functools import cached_property
from typing import Any

from msgspec import Struct

from evenhand.catalog.recent import Recent
from evenhand.catalog.rows import OnDemand
from evenhand.records.estimates import Fitted, Withheld

# Kept cells are whole numbers: a step is 0.0015 points.
STEPS = 65535
# Draws and estimates of one to seven kilobytes each: 50 MB at most.
MOST_RECENT = 8000


class Part(Struct, frozen=True):
    """One category of one model: the share of its weight that is measured, and its soft and hard bounds in points.

    `values` are the measured scores in points, by benchmark.
    """

    measured: float
    values: dict[str, float]
    soft: tuple[float, float]
    hard: tuple[float, float]


class Drawn(Struct, frozen=True):
    """A model's draws: categories in points (32-bit floats), counted tests in steps of 100/65535 points (16 bits)."""

    categories: dict[str, bytes]
    cells: dict[str, bytes]


class ColumnFigures(Struct, frozen=True):
    """One counted column in the first factor: slope, misfit variance, mean and height of its standardised logits."""

    slope: float
    misfit: float
    centre: float
    height: float


class Estimates(Struct, frozen=True, dict=True):
    """All that a fit left for one ranking and lane. Models without draws are in `none`, with the reason.

    `outliers` are the cells (model, benchmark) that the fit believes little, with their robust weight under 0.3;
    `columns` the counted benchmarks' figures.
    """

    fitted: Fitted
    parts: OnDemand[dict[str, Part]]
    none: dict[str, Withheld]
    outliers: dict[str, dict[str, float]]
    columns: dict[str, ColumnFigures]
    drawn: OnDemand[Drawn]

    @cached_property
    def recent(self) -> Recent[Any]:
        """What was worked out of them, so that a model that is compared again and again is read once."""
        return Recent(MOST_RECENT)

    def forget(self) -> None:
        """Let go of what was read and worked out."""
        for held in (self.recent, self.parts, self.drawn):
            held.forget()
