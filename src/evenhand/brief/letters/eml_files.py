"""Letters as files, as a dry run leaves them: what mail programs open."""

import re
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def write_eml(folder: Path, name: str, message: bytes) -> Path:
    """Write `name`.eml into the folder, which is made where it is missing; returns the file.

    Raises ValueError for a name that is no plain file name: names are made of kinds and numbers, never of addresses.
    """
    if not NAME.fullmatch(name):
        raise ValueError("the name of a letter's file has letters, digits, dots and hyphens")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.eml"
    file.write_bytes(message)
    return file
