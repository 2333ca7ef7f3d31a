"""Replacing a folder as a whole: whoever looks sees all of the old one or all of the new one."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

AT_CURRENT_FOLDER = -100
LINUX_EXCHANGE = 2
MACOS_SWAP = 2


def put_in_place(new: Path, place: Path) -> None:
    """Make `new` stand where `place` stands, in one step where the system has one; the old folder is removed.

    Elsewhere the old one is moved aside first; `mended` puts it back when that was interrupted.

    Raises:
        OSError: the file system cannot move folders here; the old one then still stands.

    """
    if place.is_dir() and _exchanged(new, place):
        shutil.rmtree(new)
        return
    aside = _aside(place)
    if place.is_dir():
        shutil.rmtree(aside, ignore_errors=True)  # left by a kill after the second move
        place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        mended(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def mended(place: Path) -> None:
    """Put the old folder back if a replacement was cut off between its two moves."""
    aside = _aside(place)
    if aside.is_dir() and not place.exists():
        aside.rename(place)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}-before")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, which Linux and macOS can do on most file systems."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(AT_CURRENT_FOLDER, names[0], AT_CURRENT_FOLDER, names[1], LINUX_EXCHANGE) == 0)
    return hasattr(library, "renamex_np") and bool(library.renamex_np(*names, MACOS_SWAP) == 0)
