"""Answers in memory: the latest ones, within a number and a size."""

import sys
from collections import OrderedDict

from msgspec import Struct

from evenhand.application.answers import Headers

NUMBER, SIZE = 5_000, 128 * 1024 * 1024
LARGEST_SHARE = 16
KEPT = (200, 301)
Key = tuple[str, bytes, str]


class Finished(Struct, frozen=True):
    """A finished answer: status, headers, body, tag; the body zipped (None until somebody asks for that).

    `zips` says whether zipping gains anything, `route` is the address with names for its parts.
    """

    status: int
    headers: Headers
    body: bytes
    etag: bytes
    zips: bool
    zipped: bytes | None = None
    route: str = ""

    @property
    def size(self) -> int:
        """Bytes of body, zipped body, headers and tag."""
        heads = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + len(self.zipped or b"") + heads + len(self.etag)

    def serves(self, *, zipping: bool) -> bool:
        """Whether it can be sent as it is to who unzips, or does not."""
        return not (zipping and self.zips) or self.zipped is not None


class KeptAnswers:
    """At most `number` answers of at most `size` bytes together, the one longest not asked for leaving first.

    A key counts too: an address with its query is text that anybody may send, thousands of bytes of it.
    """

    def __init__(self, number: int = NUMBER, size: int = SIZE) -> None:
        self.number = number
        self.most = size
        self.size = 0
        self.answers: OrderedDict[Key, Finished] = OrderedDict()

    def get(self, key: Key) -> Finished | None:
        """The answer kept under this key, from now the latest."""
        found = self.answers.get(key)
        if found is not None:
            self.answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Finished) -> None:
        """Put one in, unless it must not be stored, is none to keep, or is too large."""
        before = self.answers.pop(key, None)
        self.size -= taken(key, before) if before else 0
        lasting = answer.status in KEPT and (b"cache-control", b"no-store") not in answer.headers
        if not lasting or taken(key, answer) > self.most // LARGEST_SHARE:
            return
        self.answers[key] = answer
        self.size += taken(key, answer)
        while len(self.answers) > self.number or self.size > self.most:
            self.size -= taken(*self.answers.popitem(last=False))


def taken(key: Key, answer: Finished) -> int:
    """Bytes that an answer takes in memory together with its key, about."""
    path, query, form = key
    return sys.getsizeof(path) + len(query) + len(form) + answer.size
