"""Why a table is not a record: every key judged on its own, so that one fault does not hide another."""

from collections.abc import Collection, Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from evenhand.catalog.nearest import near_or
from evenhand.catalog.places import Path, shown
from evenhand.records.facts import Id, IsoDate

Kind = Any  # whatever stands as the type of a field
PLAIN = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
PATTERNS = {
    get_args(Id)[1].pattern: "lower-case letters, digits, dots, dashes and pluses",
    get_args(IsoDate)[1].pattern: "a date as 2026-04-23, 2026-04 or 2026 (in a TOML file in quotes)",
}


class Misfit(msgspec.Struct, frozen=True):
    """One key that keeps a table from being a record: its path, what is wrong, the value, what would be right."""

    path: Path
    message: str
    value: str
    fix: str


def misfits(
    table: Mapping[str, Any], kind: type[msgspec.Struct], given: Collection[str] = (), *, at: Path = (), strict: bool
) -> Iterator[Misfit]:
    """Every misfit of a table; `given` are the fields that the path of the file says, in place of the file."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    allowed = [name for name in fields if name not in given]
    for name in table:
        if name not in fields:
            yield Misfit((*at, name), "unknown key", name, near_or(name, allowed, "the keys are"))
    for name, field in fields.items():
        if name in table:
            yield from _value(table[name], field.type, (*at, name), strict=strict)
        elif field.required:
            path = (*at, name)
            yield Misfit(path, f"{shown(path)!r} is missing", "", f"add it, {wanted(field.type)}")


def wanted(kind: Kind) -> str:
    """What a field takes, in words."""
    origin: object = get_origin(kind)
    if origin is Annotated:
        base, meta = get_args(kind)
        return PATTERNS.get(meta.pattern, "") or f"{wanted(base)}{_bounds(meta)}"
    if origin is Literal:
        return f"one of {', '.join(_choices(kind))}"
    if origin in {Union, UnionType}:
        return " or ".join(wanted(part) for part in get_args(kind) if part is not NoneType)
    if origin is tuple:
        return f'a list such as ["…", "…"], each {wanted(get_args(kind)[0])}'
    return PLAIN.get(kind, "a table of keys and values")


def _value(value: object, kind: Kind, path: Path, *, strict: bool) -> Iterator[Misfit]:
    origin: object = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, Mapping):
        yield from misfits(value, kind, at=path, strict=strict)
    elif origin is tuple and isinstance(value, list):
        for number, each in enumerate(value):
            yield from _value(each, get_args(kind)[0], (*path, number), strict=strict)
    elif origin is dict and isinstance(value, Mapping):
        for name, each in value.items():
            yield from _value(each, get_args(kind)[1], (*path, name), strict=strict)
    else:
        yield from _plain(value, kind, path, strict=strict)


def _plain(value: object, kind: Kind, path: Path, *, strict: bool) -> Iterator[Misfit]:
    try:
        msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError:
        origin: object = get_origin(kind)
        if origin is Literal and len(path) == 1:
            yield Misfit(path, f"unknown {shown(path)}", str(value), wanted(kind))
        else:
            wrong = f"{shown(path)!r} cannot have this value"
            yield Misfit(path, wrong, str(value), f"give {wanted(kind)}")


def _choices(kind: Kind) -> tuple[str, ...]:
    return tuple(map(str, get_args(kind)))


def _bounds(meta: msgspec.Meta) -> str:
    low = f" from {meta.ge}" if meta.ge is not None else f" above {meta.gt}" if meta.gt is not None else ""
    return low + (f" to {meta.le}" if meta.le is not None else "")
