"""Which values a parameter's type allows where these are a closed list, and what is said of any other."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from evenhand.catalog.closed_lists import bad_choice
from evenhand.errors import BadChoice

OTHER_VALUE = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)


def choices_of(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - any type that may be written down
    """The values of the literals in a type, the empty one too; none where it has none.

    >>> choices_of(Annotated[Literal["A", "B"] | None, "a tier"])
    ('A', 'B')
    """
    inner = get_args(annotation)
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in inner)
    parts = inner[:1] if get_origin(annotation) is Annotated else inner
    return tuple(value for part in parts for value in choices_of(part))


def other_value(found: Iterable[object], choices: Mapping[str, tuple[str, ...]]) -> BadChoice | None:
    """What is said of the first value that is none of its parameter's list; None where no refusal is of that kind.

    `found` are refusals, each with a parameter's `key` and a `message` of the library that read it.
    """
    for one in found:
        if isinstance(one, dict) and (value := OTHER_VALUE.search(str(one.get("message", "")))):
            known = choices.get(name := str(one.get("key", "")))
            if known:
                return bad_choice(name, value[1], known)
    return None
