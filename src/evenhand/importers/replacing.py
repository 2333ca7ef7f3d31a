"""Replacing the files that one source owns, so that a kill at any moment leaves each of them whole."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct


class Change(Struct, frozen=True, kw_only=True):
    """Which files differ from what is wanted: to be written, and to be removed. Paths are below the root."""

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def change_to(root: Path, wanted: Mapping[str, str], owned: Iterable[Path]) -> Change:
    """Compare texts by path with what lies below the root; `owned` are the files that nobody else writes."""
    changed = tuple(sorted(name for name, text in wanted.items() if _text(root / name) != text))
    present = (path.relative_to(root).as_posix() for path in owned)
    return Change(changed=changed, removed=tuple(sorted(name for name in present if name not in wanted)))


def replace_files(root: Path, wanted: Mapping[str, str], change: Change) -> None:
    """Write all changed files beside the facts first, then move each into place, then remove what is no longer owned.

    After a kill every file is the old or the new one, never a part of one; the next run ends the work.
    """
    staging = root.with_name(f".{root.name}-incoming")
    shutil.rmtree(staging, ignore_errors=True)
    for name in change.changed:
        _write(staging / name, wanted[name])
    for name in change.changed:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(root / name)
    for name in change.removed:
        (root / name).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else None
