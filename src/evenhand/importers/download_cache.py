"""What was downloaded lies in the state folder with what its server knows it by, so that it is loaded only when new."""

import re
from hashlib import blake2b
from os import getpid
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.errors import RefusedRefresh
from evenhand.importers.archives import ARCHIVES
from evenhand.importers.limits import LARGEST_FILE, LARGEST_WHOLE, limited
from evenhand.importers.raw_files import hash_of
from evenhand.importers.web import Marks, Web, checked, download
from evenhand.settings import state_folder

PACKED_BY_GITHUB = {"tar.gz": ".tar.gz", "zip": ".zip"}


class About(Struct, frozen=True):
    """Of a kept file: the address that it came from, its SHA-256, and what the server knows it by."""

    address: str
    sha256: str
    marks: Marks


def downloaded(address: str, web: Web) -> Path:
    """The file at an address, loaded again only if its server says that it changed.

    Its last three parts are those of the address, so that it is found under the same name; an archive ends as one.

    Raises:
        RefusedRefresh: as `download`; or the state folder cannot be written.

    """
    folder = state_folder() / "fetched" / blake2b(address.encode(), digest_size=12).hexdigest()
    body, about, incoming = folder / "body" / _local_name(address), folder / "about.json", folder / f"new-{getpid()}"
    limit = LARGEST_WHOLE if body.name.endswith(ARCHIVES) else LARGEST_FILE
    try:
        body.parent.mkdir(parents=True, exist_ok=True)
        try:
            marks = download(address, incoming, limit, _marks(address, about, body), web)
            if marks is not None:
                _keep(incoming, body, about, address, marks)
        finally:
            incoming.unlink(missing_ok=True)
    except OSError as error:
        fix = "name another folder in EVENHAND_STATE"
        raise RefusedRefresh(f"{address}: it cannot be kept in {folder} ({error.strerror}); {fix}") from error
    return body


def _local_name(address: str) -> Path:
    url = checked(address)
    parts = [re.sub(r"[^A-Za-z0-9._+-]", "_", part).lstrip(".") or "_" for part in url.path.split("/") if part]
    ending = PACKED_BY_GITHUB.get(parts[2], "") if url.host == "codeload.github.com" and len(parts) > 3 else ""
    last = [part[-120:] for part in parts[-3:]] or ["_"]
    return Path(*last[:-1], last[-1] if last[-1].endswith(ARCHIVES) else last[-1] + ending)


def _marks(address: str, about: Path, body: Path) -> Marks:
    """What the server knows the kept file by; nothing unless it is still the one that was kept."""
    try:
        kept = msgspec.json.decode(about.read_bytes(), type=About)
        same = kept.address == address and kept.sha256 == hash_of(limited(body.open("rb"), LARGEST_WHOLE))
    except (OSError, msgspec.MsgspecError):
        return Marks()
    return kept.marks if same else Marks()


def _keep(incoming: Path, body: Path, about: Path, address: str, marks: Marks) -> None:
    """The file first: if what is said about it is lost or older, its hash shows that."""
    kept = About(address, hash_of(limited(incoming.open("rb"), LARGEST_WHOLE)), marks)
    incoming.replace(body)
    incoming.write_bytes(msgspec.json.encode(kept))
    incoming.replace(about)
