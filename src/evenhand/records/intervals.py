"""An interval of a figure."""

from msgspec import Struct


class Interval(Struct, frozen=True, kw_only=True):
    """A central interval at `level` (0.90), in points on the 0-100 scale unless said otherwise."""

    low: float
    high: float
    level: float
