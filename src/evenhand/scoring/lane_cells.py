"""The admitted scores of a lane as plain cells: what a fit is given, without any numeric library."""

from msgspec import Struct

Form = tuple[str, ...]


class LaneCell(Struct, frozen=True):
    """One cell: places of its model and column, value and standard error there, provenance variance in logits."""

    model: int
    column: int
    value: float
    error: float
    provenance: float


class LaneCells(Struct, frozen=True):
    """Models and columns by place, which columns are shares on 0-100 (the others keep their own unit), and the cells.

    A column is the benchmark with the form in which it was taken; the form of what the ranking counts is empty.
    """

    models: tuple[str, ...]
    columns: tuple[tuple[str, Form], ...]
    percent: tuple[bool, ...]
    cells: tuple[LaneCell, ...]
