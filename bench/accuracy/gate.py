"""A gate: its protocol in words, figures that are required, and figures that are reported beside them."""

from dataclasses import dataclass, field

from bench.accuracy.metrics import Calibration


@dataclass(frozen=True)
class Figure:
    """One measured number, with bounds where it has any."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None
    decimals: int = 3

    @property
    def bounded(self) -> bool:
        """Whether the figure has to reach anything."""
        return self.least is not None or self.most is not None

    @property
    def holds(self) -> bool:
        """Whether it keeps its bounds; not a number keeps none."""
        above = self.least is None or self.value >= self.least
        below = self.most is None or self.value <= self.most
        return above and below

    def written(self) -> str:
        """The value."""
        return f"{self.value:,.{self.decimals}f}"

    def bounds(self) -> str:
        """What it must reach: `at most 4.3`, `0.88 to 0.92`, or nothing."""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        if self.least is not None:
            return f"at least {self.least:g}"
        return f"at most {self.most:g}" if self.most is not None else ""


@dataclass(frozen=True)
class Gate:
    """What was measured for one release gate.

    Attributes:
        number: as in the list of gates.
        title: a few words.
        protocol: what was hidden, fitted and compared, in plain words.
        required: figures that must keep their bounds.
        striven: figures with bounds that are striven for and decide nothing.
        reported: further figures, baselines among them.
        diagrams: reliability diagrams by title.
        notes: what could not be measured here, and why.

    """

    number: str
    title: str
    protocol: str
    required: tuple[Figure, ...]
    striven: tuple[Figure, ...] = ()
    reported: tuple[Figure, ...] = ()
    diagrams: dict[str, Calibration] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every required figure keeps its bounds."""
        return all(figure.holds for figure in self.required)
