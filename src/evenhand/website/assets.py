"""The files that pages load, each under an address that changes with its content, so a browser may keep it for ever."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import PurePath
from typing import Annotated

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter
from msgspec import Struct

FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class Asset(Struct, frozen=True):
    """A file of `static/`: its name under `/static/`, its kind, its content."""

    name: str
    kind: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """All files of `static/`, by the name that a template calls them."""
    every = (
        one for one in files("evenhand.website").joinpath("static").iterdir() if PurePath(one.name).suffix in KINDS
    )
    return {one.name: _asset(one.name, one.read_bytes()) for one in sorted(every, key=lambda one: one.name)}


def asset_address(name: str) -> str:
    """The address of a file by its name in `static/`: `style.css`."""
    return f"/static/{assets()[name].name}"


def all_assets_mark() -> str:
    """A mark of all of them together, which changes when one does."""
    return blake2b(" ".join(one.name for one in assets().values()).encode(), digest_size=6).hexdigest()


@get("/static/{name:str}", sync_to_thread=False)
def static(name: Annotated[str, PathParameter(max_length=250)]) -> Response[bytes]:
    """A file under its current address."""
    found = next((one for one in assets().values() if one.name == name), None)
    if found is None:
        raise NotFoundException("There is no such file.")
    return Response(found.content, media_type=found.kind, headers={"cache-control": FOR_EVER})


def _asset(name: str, content: bytes) -> Asset:
    path = PurePath(name)
    mark = blake2b(content, digest_size=6).hexdigest()
    return Asset(f"{path.stem}-{mark}{path.suffix}", KINDS[path.suffix], content)


HANDLERS = (static,)
