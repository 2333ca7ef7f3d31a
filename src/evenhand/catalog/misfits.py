"""Why a table is not a record: every key judged on its own, so that one fault does not hide another."""

from collections.abc import Collection, Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from evenhand.catalog.nearest import nearest
from evenhand.catalog.places import Path, shown
from evenhand.records.facts import Id, IsoDate

PLAIN = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
PATTERNS = {
    get_args(Id)[1].pattern: "an id of lower-case letters, digits, dots, dashes and pluses",
    get_args(IsoDate)[1].pattern: "a date as 2026-04-23, 2026-04 or 2026 (in quotes in a TOML file)",
}


class Misfit(msgspec.Struct, frozen=True):
    """One key that keeps a table from being a record: where it is, what is wrong, the value, and what would be right."""

    path: Path
    message: str
    value: str
    fix: str


def misfits(
    table: Mapping[str, Any], kind: type[msgspec.Struct], given: Collection[str] = (), *, at: Path = (), strict: bool
) -> Iterator[Misfit]:
    """Every misfit of a table; `given` are fields that the path of the file says, so that the table need not."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    allowed = [name for name in fields if name not in given]
    for name in table:
        if name not in fields:
            yield Misfit((*at, name), "unknown key", name, near_or(name, allowed, "the keys are"))
    for name, field in fields.items():
        if name in table:
            yield from _value(table[name], field.type, (*at, name), strict=strict)
        elif field.required and name not in given:
            yield Misfit(at, f"the key {shown((*at, name))!r} is missing", "", f"add it: {wanted(field.type)}")


def near_or(name: str, known: Collection[str], otherwise: str) -> str:
    """The nearest of the known names as a question, or all of them."""
    near = nearest(name, known, most=2)
    return f"did you mean {' or '.join(near)}?" if near else f"{otherwise} {', '.join(known)}"


def _value(value: Any, kind: Any, path: Path, *, strict: bool) -> Iterator[Misfit]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, Mapping):
        yield from misfits(value, kind, at=path, strict=strict)
    elif get_origin(kind) is tuple and isinstance(value, list):
        for number, each in enumerate(value):
            yield from _value(each, get_args(kind)[0], (*path, number), strict=strict)
    elif get_origin(kind) is dict and isinstance(value, Mapping):
        for name, each in value.items():
            yield from _value(each, get_args(kind)[1], (*path, name), strict=strict)
    else:
        yield from _plain(value, kind, path, strict=strict)


def _plain(value: Any, kind: Any, path: Path, *, strict: bool) -> Iterator[Misfit]:
    try:
        msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError:
        choices = _choices(kind)
        if choices:
            wrong, fix = f"unknown {shown(path)}", f"one of {', '.join(choices)}"
        else:
            wrong, fix = f"{shown(path)!r} has a value that cannot be used", f"give {wanted(kind)}"
        yield Misfit(path, wrong, str(value), fix)


def _choices(kind: Any) -> tuple[str, ...]:
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def wanted(kind: Any) -> str:
    """What a field takes, in words."""
    if get_origin(kind) is Annotated:
        base, meta = get_args(kind)
        return PATTERNS.get(meta.pattern, "") or f"{wanted(base)}{_bounds(meta)}"
    if get_origin(kind) is Literal:
        return f"one of {', '.join(_choices(kind))}"
    if get_origin(kind) in {Union, UnionType}:
        return " or ".join(wanted(part) for part in get_args(kind) if part is not NoneType)
    if get_origin(kind) is tuple:
        return f'a list, each {wanted(get_args(kind)[0])}, as ["…", "…"]'
    return PLAIN.get(kind, "a table")


def _bounds(meta: msgspec.Meta) -> str:
    low = f" from {meta.ge}" if meta.ge is not None else f" above {meta.gt}" if meta.gt is not None else ""
    return low + (f" to {meta.le}" if meta.le is not None else "")
