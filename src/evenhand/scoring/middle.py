"""The median, without the module `statistics`: loading that costs a command a tenth of its start."""

from collections.abc import Iterable


def median(values: Iterable[float]) -> float:
    """The middle of the values, the mean of the two middle ones of an even number; there is at least one."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2.0
