"""What every field of an answer holds, written into its JSON Schema: in the published schemas and in OpenAPI alike."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct

from evenhand.records.field_notes import field_note


def records_of(shapes: Iterable[object]) -> dict[str, type[Struct]]:
    """Every record in some types, by name, with those in its fields."""
    found: dict[str, type[Struct]] = {}
    for shape in shapes:
        for record in _records(shape, found):
            found[record.__name__] = record
    return found


def describe(schemas: dict[str, dict[str, Any]], records: dict[str, type[Struct]]) -> None:
    """Give each property that has no description that of its record; a schema's title is the name of its record."""
    for schema in schemas.values():
        record = records.get(str(schema.get("title", "")).partition("[")[0])
        for name, held in schema.get("properties", {}).items() if record else ():
            note = field_note(record, name) if record and not held.get("description") else ""
            if note:
                held["description"] = note


def _records(shape: object, known: dict[str, type[Struct]]) -> Iterator[type[Struct]]:
    """The records in a type that are not known yet; they are yielded before what is in their fields."""
    home = get_origin(shape) or shape
    if isinstance(home, type) and issubclass(home, Struct) and home.__name__ not in known:
        yield home
        for hint in get_type_hints(home).values():
            yield from _records(hint, known)
    for part in get_args(shape):
        yield from _records(part, known)
