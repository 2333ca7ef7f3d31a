"""The checked catalog kept under the hash of its files, so that a command starts fast and never sees stale facts."""

import gc
import os
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import get_ident
from typing import TypeVar

import msgspec

import evenhand
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.files import content_hash
from evenhand.settings import data_folders, state_folder

COMPUTING = ("records", "catalog", "scoring", "comparison")


def open_catalog(folders: tuple[Path, ...] | None = None, state: Path | None = None) -> Catalog:
    """The catalog of these folders, from the cache when their content is unchanged.

    Raises:
        BadCatalog: as `load_catalog`.

    """
    roots = folders or data_folders()
    kept = cached(f"catalog-{content_hash(roots)}", state)
    found = kept.read(Catalog)
    if found is None:
        from evenhand.catalog.loading import load_catalog  # noqa: PLC0415 - the parsers are not needed when the cache holds

        found = load_catalog(roots)
        kept.write(found)
    return found


def cached(name: str, state: Path | None = None) -> "Cached":
    """A place in the state folder for something computed, named after what it was computed from."""
    return Cached((state or state_folder()) / f"{name}-{code_hash()}.msgpack")


@cache
def code_hash() -> str:
    """A hash of the code that computes: what an older version kept is not read."""
    package = Path(evenhand.__file__).parent
    digest = blake2b(digest_size=6)
    for folder in COMPUTING:
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


Kept = TypeVar("Kept")


class Cached(msgspec.Struct, frozen=True):
    """One computed thing on disk. A folder that cannot be written only costs time."""

    path: Path

    def read(self, kind: type[Kept]) -> Kept | None:
        """What is kept, or None."""
        collecting = gc.isenabled()
        gc.disable()  # nothing that is decoded is garbage; looking for some costs a third of the time
        try:
            return msgspec.msgpack.decode(self.path.read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        finally:
            if collecting:
                gc.enable()

    def write(self, value: object) -> None:
        """Keep it: written beside and moved into place, so that a reader sees the old or the new."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(f".{os.getpid()}.{get_ident()}.part")
            beside.write_bytes(msgspec.msgpack.encode(lean(value)))
            beside.replace(self.path)


def lean(value: object) -> object:
    """The value without fields that repeat their default: most cells of most rows are empty, and reading them costs."""
    if isinstance(value, msgspec.Struct):
        defaults = _defaults(type(value))
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return {name: lean(each) for name, each in fields if name not in defaults or each != defaults[name]}
    if isinstance(value, dict):
        return {key: lean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [lean(each) for each in value]
    return value


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, object]:
    """Plain defaults by field; a field that must be given has none."""
    return {
        field.name: field.default for field in msgspec.structs.fields(kind) if field.default is not msgspec.NODEFAULT
    }
