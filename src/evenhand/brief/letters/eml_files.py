"""Letters as files, as a dry run leaves them: what mail programs open, for their owner alone."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenhand.errors import BadSetting

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder for letters, which hold addresses, for its owner alone; one that is there is left as it is.

    Raises:
        BadSetting: it cannot be made.

    """
    with _told(folder):
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_eml(folder: Path, name: str, message: bytes) -> Path:
    """Write `name`.eml into the folder, which is made where it is missing; returns the file, its owner's alone.

    Names are made of kinds and numbers, never of addresses.

    Raises:
        BadSetting: the file cannot be written.
        ValueError: the name is no plain file name.

    """
    if not NAME.fullmatch(name):
        raise ValueError("the name of a letter's file has letters, digits, dots and hyphens")
    make_folder(folder)
    path = folder / f"{name}.eml"
    with _told(path):
        path.unlink(missing_ok=True)  # neither its rights nor a link is kept
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(message)
    return path


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be written: {error.strerror}; name a folder that letters can be written to"
        ) from error
