"""What was worked out lately and will soon be asked for again: so much and no more."""

from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar, runtime_checkable

Value = TypeVar("Value")


@runtime_checkable
class Forgetting(Protocol):
    """What can let go of what it holds, and works it out again when it is asked."""

    def forget(self) -> None:
        """Let go."""


class Recent(Generic[Value]):
    """Values by what they were worked out from, at most so many: a full store begins anew.

    Threads may share one: a value may then be worked out twice, never be missed or another's.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Hashable, tuple[Value]] = {}

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key, made where it is not there."""
        found = self._held.get(key)
        if found is None:
            if len(self._held) >= self._most:
                self._held.clear()
            found = self._held[key] = (make(),)
        return found[0]

    def forget(self) -> None:
        """Let go of all of them."""
        self._held.clear()

    def __len__(self) -> int:
        """How many values are held."""
        return len(self._held)
