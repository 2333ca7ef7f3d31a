"""What each field of a record holds: read from the docstring of its record, so that it is written down once."""

import inspect
from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from evenhand.records.field_vocabulary import EVERYWHERE, OF_RECORDS, OF_TEXT

ENDS = ".;"


def field_note(record: type, field: str) -> str:
    """What the vocabulary says of this field, else the clauses of its record's docstring that name it; else nothing.

    Last comes what the vocabulary says of every field of the name.
    """
    if own := OF_RECORDS.get(f"{record.__name__}.{field}"):
        return own
    found = [said for said in _clauses(record) if f"`{field}`" in said]
    told = " ".join(f"{said[:1].upper()}{said[1:]}." for said in found)
    if told:
        return told
    return EVERYWHERE.get(field) or (OF_TEXT.get(field, "") if _is_text(record, field) else "")


def _is_text(record: type, field: str) -> bool:
    """Whether a field holds a text, and nothing else but none."""
    kinds = {one.__name__ for one in _plain(get_type_hints(record).get(field)) if isinstance(one, type)}
    return kinds - {"NoneType"} == {"str"}


def _plain(hint: object) -> Iterator[object]:
    """The types that a field may hold."""
    inner = get_args(hint)
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        for one in inner:
            yield from _plain(one)
    else:
        yield get_origin(hint) or hint


@cache
def _clauses(record: type) -> tuple[str, ...]:
    """The clauses of a docstring; one that names nothing goes with the one before it."""
    told: list[str] = []
    for paragraph in inspect.cleandoc(record.__dict__.get("__doc__") or "").split("\n\n"):
        first = True
        for said in _parts(" ".join(paragraph.split())):
            if first or "`" in said or not told:
                told.append(said)
            else:
                told[-1] = f"{told[-1]}; {said}"
            first = False
    return tuple(told)


def _parts(text: str) -> Iterator[str]:
    """A text cut at stops and semicolons that lie outside of parentheses and of what stands between backticks."""
    start, depth, quoted = 0, 0, False
    for place, letter in enumerate(text):
        quoted ^= letter == "`"
        depth += (letter == "(") - (letter == ")")
        after = text[place + 1 : place + 2]
        if letter in ENDS and not depth and not quoted and after in {"", " "}:
            yield text[start:place].strip()
            start = place + 1
    if rest := text[start:].strip():
        yield rest
