"""What an engine gives of a table of items: counts and sums, from which every figure about items follows."""

from msgspec import Struct


class System(Struct, frozen=True, order=True):
    """A model under one configuration; `configuration` is empty where it has only one."""

    model: str
    configuration: str = ""

    def __str__(self) -> str:
        return f"{self.model}@{self.configuration}" if self.configuration else self.model


class UnitSums(Struct, frozen=True, kw_only=True):
    """A system on a benchmark, by units: a cluster of items, or an item that belongs to none.

    With s the sum of a unit's outcomes and m its size: `total` is the sum of s, `squares` of s^2, `cross` of s m,
    `sizes` of m^2. An item's outcome is the mean over its scored attempts; items without any are left out.
    `lowest` and `highest` bound the outcomes, and `whole` says how many items have 0 or 1.
    """

    system: System
    benchmark: str
    items: int
    units: int
    total: float
    squares: float
    cross: float
    sizes: int
    lowest: float
    highest: float
    whole: int


class AttemptCount(Struct, frozen=True, kw_only=True):
    """How many items of a system and benchmark had so many scored attempts, so many of them solved (outcome 1)."""

    system: System
    benchmark: str
    attempts: int
    solved: int
    items: int


class Spending(Struct, frozen=True, kw_only=True):
    """What all attempts of a system at a benchmark took, as far as the logs say.

    `solved` of the `scored` of all `attempts`; `faults` attempts that went wrong. `cost` in dollars is that of the
    `priced` attempts, of which `solved_priced` were solved; `seconds` that of the `timed` ones.
    """

    system: System
    benchmark: str
    attempts: int
    scored: int
    solved: int
    faults: int
    priced: int
    solved_priced: int
    cost: float | None
    timed: int
    solved_timed: int
    seconds: float | None
    input_tokens: int | None
    output_tokens: int | None


class DifferenceCell(Struct, frozen=True, order=True):
    """So many `units` of `size` items, over which the outcomes of left less right add up to `billionths` / 10^9."""

    billionths: int
    size: int
    units: int


class PairCounts(Struct, frozen=True, kw_only=True):
    """Two systems on the items of a benchmark that both have a scored attempt at.

    `both`, `left_only`, `right_only` and `neither` count items whose outcomes are 0 or 1 on both sides. On
    `left_better` and `right_better` items one side is ahead. Totals are sums over items; `left_items` and `right_items`
    are what each side has a scored attempt at. Outcomes lie from `lowest` to `highest`. `clusters` says whether any
    item belongs to one.
    """

    left: System
    right: System
    benchmark: str
    items: int
    both: int
    left_only: int
    right_only: int
    neither: int
    left_better: int
    right_better: int
    left_total: float
    right_total: float
    left_items: int
    right_items: int
    lowest: float
    highest: float
    clusters: bool
    cells: tuple[DifferenceCell, ...]

    @property
    def equal(self) -> int:
        """How many items have the same outcome on both sides."""
        return self.items - self.left_better - self.right_better

    @property
    def binary(self) -> bool:
        """Whether every outcome is 0 or 1."""
        return self.items == self.both + self.left_only + self.right_only + self.neither


class PackedItems(Struct, frozen=True):
    """Plain outcomes of systems on the same items as bits: which items each has, and which of these it solved.

    A column a system, all of one length, each item at the same bit of all; bits that are no item are not set.
    """

    systems: tuple[System, ...]
    known: tuple[bytes, ...]
    solved: tuple[bytes, ...]


class DifferingItem(Struct, frozen=True, kw_only=True):
    """An item on which two systems differ, by its name on each side; outcomes are means over scored attempts."""

    item: str
    right_item: str
    question: str
    cluster: str
    left: float
    right: float
