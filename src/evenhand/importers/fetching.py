"""Where raw files come from: a file, a folder or an archive on this machine, or an address."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from evenhand.errors import RefusedRefresh
from evenhand.importers.archives import ARCHIVES, TAR, commit_of
from evenhand.importers.download_cache import downloaded
from evenhand.importers.findings import Known
from evenhand.importers.limits import LARGEST_WHOLE, refuse_large
from evenhand.importers.raw_files import RawFiles, read_place
from evenhand.importers.source import Importer
from evenhand.importers.web import Web


class Fetched(Struct, frozen=True, kw_only=True):
    """Raw files by name, the day on which they were read at the source, and the commit if it is known.

    `links` are the addresses that they were fetched from, by name.
    """

    files: RawFiles
    retrieved: str
    commit: str = ""
    links: Mapping[str, str] = {}


def from_place(place: Path, importer: Importer, known: Known, retrieved: str = "", commit: str = "") -> Fetched:
    """The raw files at a path; without a day they are of the day and commit that the source's description names.

    Raises:
        RefusedRefresh: as `read_place`.

    """
    files = read_place(place, importer.files)
    described = known.source.retrieved
    then = known.source.commit if retrieved in {"", described} else ""
    return Fetched(files=files, retrieved=retrieved or described, commit=commit or then)


def recording_of(source: str, folder: Path) -> Path:
    """Where a folder of recordings holds those of a source: an archive or a folder named after it.

    Raises:
        RefusedRefresh: it holds none.

    """
    for place in _recordings(source, folder):
        if place.exists():
            return place
    raise RefusedRefresh(f"{folder} holds nothing of {source}; it would be {source}.tar.xz or a folder {source}")


def recorded(sources: Iterable[str], folder: Path) -> list[str]:
    """Those of the sources that a folder of recordings holds something of."""
    return [source for source in sources if any(place.exists() for place in _recordings(source, folder))]


def _recordings(source: str, folder: Path) -> list[Path]:
    return [folder / f"{source}{ending}" for ending in (*ARCHIVES, "")]


def is_address(place: str) -> bool:
    """Whether a place is an address on the web."""
    return place.casefold().startswith(("http://", "https://"))


def fetch(addresses: Sequence[str], importer: Importer, known: Known, web: Web | None = None) -> Fetched:
    """The raw files at these addresses as they stand there today; an archive gives all files in it that are wanted.

    What has not changed since the last time is not loaded again.

    Raises:
        RefusedRefresh: an address cannot be read, two give a file of the same name, or there is none.

    """
    if not addresses:
        raise RefusedRefresh(f"{known.source.id} names no address; name a file, folder or archive of it, or --from")
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    commit = ""
    for address in addresses:
        place = downloaded(address, web or Web())
        found = _read(address, place, importer)
        _refuse_repeated(address, found, links)
        files |= found
        refuse_large(known.source.id, "all files together", sum(map(len, files.values())), LARGEST_WHOLE)
        links |= dict.fromkeys(found, address)
        commit = commit or (commit_of(place) if place.name.endswith(TAR) else "")
    today = datetime.now(UTC).date().isoformat()
    return Fetched(files=files, retrieved=today, commit=commit, links=links)


def _read(address: str, place: Path, importer: Importer) -> RawFiles:
    try:
        return read_place(place, importer.files)
    except RefusedRefresh as error:
        raise RefusedRefresh(f"{address}: {error}") from error


def _refuse_repeated(address: str, found: RawFiles, links: Mapping[str, str]) -> None:
    for name in found:
        if name in links:
            raise RefusedRefresh(f"{address} gives {name}, and so does {links[name]}; name one of them")
