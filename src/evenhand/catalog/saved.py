"""Catalogs kept in the state folder before a collection changes them, so that there is history without git."""

import re
import zlib
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from evenhand.catalog.catalog import ABOUT, Catalog
from evenhand.catalog.kept import Parts, lean
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadCatalog, BadSetting
from evenhand.settings import state_folder

FOLDER = "snapshots"
FORM = "evenhand/snapshot/1"
NAME = re.compile(r"(\d{4}(?:-\d{2}){0,2})-([0-9a-f]{8,})(?:-of-([0-9a-f]{12}))?\.msgpack")
TABLES = ("labs", "models", "providers", "benchmarks", "sources", "rankings")


class Saved(Struct, frozen=True, kw_only=True):
    """A saved catalog: its date, its content hash and its file of so many bytes.

    `facts` marks the folders of facts that it was read from (`facts_mark`); empty where that is not known.
    """

    date: str
    version: str
    path: Path
    size: int
    facts: str = ""


class _Snapshot(Struct, frozen=True):
    form: str
    date: str
    version: str
    tables: dict[str, list[dict[str, Any]]]
    rows: dict[str, list[dict[str, Any]]]


def save(catalog: Catalog, state: Path | None = None, folders: tuple[Path, ...] = ()) -> Path:
    """Keep a catalog, compressed, under its date, version and folders; one that is there already is left alone.

    Raises:
        OSError: the state folder cannot be written.

    """
    of = f"-of-{facts_mark(folders)}" if folders else ""
    path = (state or state_folder()) / FOLDER / f"{catalog.date}-{catalog.version}{of}.msgpack"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part")
        beside.write_bytes(zlib.compress(msgspec.msgpack.encode(_snapshot(catalog))))
        beside.replace(path)
    return path


def save_before_change(folders: tuple[Path, ...], state: Path | None = None) -> None:
    """Keep the catalog of these folders as it is; nothing where they have a fault or the state folder is closed."""
    with suppress(BadCatalog, OSError):
        save(open_catalog(folders, state), state, folders)


def facts_mark(folders: tuple[Path, ...]) -> str:
    """A short mark of where facts lie, so that snapshots of one place are not taken for those of another."""
    return blake2b("\n".join(str(folder.resolve()) for folder in folders).encode(), digest_size=6).hexdigest()


def saved(state: Path | None = None) -> tuple[Saved, ...]:
    """All saved catalogs, the newest date first, and of one date the one saved last."""
    folder = (state or state_folder()) / FOLDER
    named = [(path, NAME.fullmatch(path.name)) for path in folder.glob("*.msgpack")]
    found = [(path, name, path.stat()) for path, name in named if name]
    found.sort(key=lambda one: (one[1][1], one[2].st_mtime_ns), reverse=True)
    return tuple(
        Saved(date=name[1], version=name[2], path=path, size=stat.st_size, facts=name[3] or "")
        for path, name, stat in found
    )


def read_saved(one: Saved) -> tuple[Catalog, tuple[str, ...]]:
    """The saved catalog, and what of it could not be read: another version may have saved it.

    Raises:
        BadSetting: the file is damaged, or of a form that this version does not know.

    """
    from evenhand.catalog.forgiving import connected, only_known  # noqa: PLC0415 - only history needs the parsers
    from evenhand.catalog.loading import DESCRIBED, LISTED  # noqa: PLC0415 - as above

    kept = _decoded(one.path)
    kinds = {"observations": "scores", "offers": "prices", "rejections": "ledger"}
    lost: list[str] = []

    def records(name: str, kind: type[Struct], rows: list[dict[str, Any]]) -> list[Any]:
        made = [only_known(row, kind) for row in rows]
        missing = made.count(None)
        lost.extend([f"{missing} of {len(rows)} {name} do not fit today's records"] if missing else [])
        return [row for row in made if row is not None]

    tables: dict[str, Any] = {
        name: {row.id: row for row in records(name, DESCRIBED[name], kept.tables.get(name, []))} for name in TABLES
    }
    rows: dict[str, Any] = {
        name: records(name, LISTED[kinds.get(name, name)], kept.rows.get(name, [])) for name in ABOUT
    }
    found, problems = connected(Catalog(date=kept.date, version=kept.version, **tables, **rows))
    left_out = (*lost, *map(str, problems))
    return structs.replace(found, version=f"{kept.version}-in-part") if left_out else found, left_out


def _snapshot(catalog: Catalog) -> _Snapshot:
    parts = Parts()  # a record holds nothing that is read on demand: this stays empty
    return _Snapshot(
        form=FORM,
        date=catalog.date,
        version=catalog.version,
        tables={name: [lean(each, parts) for each in getattr(catalog, name).values()] for name in TABLES},
        rows={name: [lean(row, parts) for row in getattr(catalog, name)] for name in ABOUT},
    )


def _decoded(path: Path) -> _Snapshot:
    try:
        kept = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=_Snapshot)
    except (OSError, zlib.error, msgspec.DecodeError) as error:
        raise BadSetting(f"the snapshot {path.name} cannot be read: {error}") from error
    if kept.form != FORM:
        raise BadSetting(f"the snapshot {path.name} has the form {kept.form}, this version reads {FORM}")
    return kept
