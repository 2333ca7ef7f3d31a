"""Rows in groups, by what they are about; a group that is kept packed is read when it is first asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeVar, overload

from msgspec import Struct

Value = TypeVar("Value")
Row = TypeVar("Row", bound=Struct)
Grouped = TypeVar("Grouped")


class OnDemand(Mapping[str, Value]):
    """A mapping that makes a value when it is first asked for, and keeps it. The names are known from the start.

    With `most`, so many values are kept, and a full store begins anew.
    """

    def __init__(self, names: Iterable[str], make: Callable[[str], Value], most: int | None = None) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._most = most
        self._made: dict[str, Value] = {}

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> "OnDemand[Value]":
        """These values, which are there already."""
        return cls(values, values.__getitem__)

    def __getitem__(self, name: str) -> Value:
        """The value of this name.

        Raises:
            KeyError: there is no such name.

        """
        held = self._made  # another thread may begin anew meanwhile
        if name in held:
            return held[name]
        if name not in self._names:
            raise KeyError(name)
        made = self._make(name)
        if len(held) == self._most:
            self._made = {}
        self._made[name] = made
        return made

    def forget(self) -> None:
        """Let go of the values; what is asked for is made again."""
        self._made = {}

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name; nothing is made for the answer."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """The names, in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._names)


class Rows(Sequence[Row]):
    """Rows one group after the other; `of` gives one group alone, by the id that its rows are about."""

    def __init__(self, of: Mapping[str, tuple[Row, ...]]) -> None:
        self.of = of

    def __iter__(self) -> Iterator[Row]:
        """Every row."""
        return chain.from_iterable(self.of.values())

    def __len__(self) -> int:
        """How many rows all groups have."""
        return sum(map(len, self.of.values()))

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        """The row at a place, or the rows of a slice.

        Raises:
            IndexError: no row stands there.

        """
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        """Whether the rows are the same in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """How many rows of how many groups, without reading any."""
        return f"<rows of {len(self.of)}>"


def grouped(rows: Iterable[Grouped], field: str) -> dict[str, tuple[Grouped, ...]]:
    """Rows by the text of one of their fields, in the order in which it is first met."""
    found: dict[str, list[Grouped]] = defaultdict(list)
    name = attrgetter(field)
    for row in rows:
        found[name(row)].append(row)
    return {name: tuple(group) for name, group in found.items()}
