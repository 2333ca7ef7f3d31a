"""Where raw files come from: a file, a folder or an archive on this machine, or an address."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from evenhand.errors import RefusedRefresh
from evenhand.importers.findings import Known
from evenhand.importers.raw_files import RawFiles, read_place
from evenhand.importers.source import Importer

ARCHIVES = (".tar.xz", ".tar.gz", ".tgz", ".zip")


class Fetched(Struct, frozen=True, kw_only=True):
    """Raw files by name, the day on which they were read at the source, and the commit if it is known."""

    files: RawFiles
    retrieved: str
    commit: str = ""


def from_place(place: Path, importer: Importer, known: Known, retrieved: str = "", commit: str = "") -> Fetched:
    """The raw files at a path; without a day they are of the day that the source's description names.

    Raises:
        RefusedRefresh: as `read_place`.

    """
    files = read_place(place, importer.files)
    return Fetched(files=files, retrieved=retrieved or known.source.retrieved, commit=commit or known.source.commit)


def recording_of(source: str, folder: Path) -> Path:
    """Where a folder of recordings holds those of a source: an archive or a folder named after it.

    Raises:
        RefusedRefresh: it holds none.

    """
    for name in (*(f"{source}{ending}" for ending in ARCHIVES), source):
        if (folder / name).exists():
            return folder / name
    raise RefusedRefresh(f"{folder} holds nothing of {source}; it would be {source}.tar.xz or a folder {source}")




def is_address(place: str) -> bool:
    """Whether a place is an address on the web."""
    return place.startswith(("http://", "https://"))


def fetch(addresses: Sequence[str], importer: Importer, known: Known) -> Fetched:
    """The raw files at these addresses, as they stand there today."""
    raise RefusedRefresh(f"{known.source.id}: {addresses} {importer.files}")
