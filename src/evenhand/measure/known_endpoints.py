"""The hosts whose address need not be typed, by their provider's id."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from evenhand.records.speed_receipt import Kind

FILE = Path(__file__).with_suffix(".toml")


class KnownEndpoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A host's address, how it is asked, the variables of its key, and the field that limits an answer."""

    address: str
    kind: Kind
    variables: tuple[str, ...]
    limit: str = "max_tokens"


@cache
def known_endpoints() -> Mapping[str, KnownEndpoint]:
    """All of them by provider."""
    return msgspec.toml.decode(FILE.read_bytes(), type=dict[str, KnownEndpoint])


def at_host(host: str) -> tuple[str, KnownEndpoint] | None:
    """The provider whose API stands at this host, if it is known."""
    found = ((name, one) for name, one in known_endpoints().items() if urlsplit(one.address).hostname == host)
    return next(found, None)
