"""Values out of closed lists, and values of the wrong type: refused with what would be right."""

from collections.abc import Iterable
from typing import TypeVar

from evenhand.catalog.nearest import nearest
from evenhand.errors import BadChoice, WrongType

One = TypeVar("One", bound=str)


def bad_choice(name: str, value: object, known: Iterable[str]) -> BadChoice:
    """The refusal of a value that is none of a list, with the nearest of the list, else with all; empty ones unsaid."""
    values = tuple(one for one in known if one)
    return BadChoice(name, value, values, nearest(str(value), values) or values)


def one_of(name: str, value: object, known: Iterable[str]) -> None:
    """Let a value of the list pass; `name` is what the value is given as.

    Raises:
        BadChoice: it is none of them.

    """
    values = tuple(known)
    if value not in values:
        raise bad_choice(name, value, values)


def several_of(name: str, values: Iterable[str], known: Iterable[One]) -> tuple[One, ...]:
    """Values of which each is in the list.

    Raises:
        WrongType: they are one text, or nothing that has members.
        BadChoice: one is none of the list.

    """
    every = {one: one for one in known}
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise WrongType(name, f"a list such as [{next(iter(every))!r}]", values)
    found = tuple(values)
    for value in found:
        one_of(name, value, every)
    return tuple(every[value] for value in found)  # type: ignore[index]  # each is in the list


def text_given(name: str, value: object) -> None:
    """Let a text pass.

    Raises:
        WrongType: it is none.

    """
    if not isinstance(value, str):
        raise WrongType(name, "a text", value)
