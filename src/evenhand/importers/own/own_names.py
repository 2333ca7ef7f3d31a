"""Ids and names for models and tests that the public catalog does not have: first come, first named."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

from evenhand.catalog.folding import folded
from evenhand.importers.own.meanings import OWN
from evenhand.importers.plain_cells import plain

LONGEST_ID = 70
LONGEST_NAME = 120
MARK = "(own)"


class OwnNaming:
    """Gives ids and names; names that differ in case and signs only are one, as everywhere in the catalog.

    `taken` are the names of the public catalog: an own name that is one of them gets a mark behind it.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._owner = {folded(name): "" for name in taken}
        self._ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.aliases: dict[str, list[str]] = {}

    def id_of(self, name: str, *, as_id: str = "", marked: bool = False) -> str:
        """The id of what is called so; `as_id` is the id that the user gave it, `marked` marks its name in any case."""
        key = folded(as_id.removeprefix(OWN) or name) or name
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = self._free_id(as_id or OWN + slug(name))
            self.names[found] = self._free_name(as_id.removeprefix(OWN) or name, found, marked=marked)
            self.aliases[found] = []
        return found

    def also(self, id_: str, name: str) -> None:
        """Another name of something, unless it is one of something else."""
        text = plain(name, LONGEST_NAME)
        known = (self.names[id_], id_, *self.aliases[id_])
        if text and text not in known and self._owner.setdefault(folded(text), id_) == id_:
            self.aliases[id_].append(text)

    def _free_id(self, wanted: str) -> str:
        free = wanted if folded(wanted) not in self._owner else f"{wanted}-{_mark(wanted)}"
        self._owner[folded(free)] = free
        return free

    def _free_name(self, wanted: str, id_: str, *, marked: bool) -> str:
        text = plain(wanted, LONGEST_NAME) or id_
        for form in (text, f"{text} {MARK}", f"{text} {MARK} {_mark(wanted)}", id_)[marked:]:
            if self._owner.setdefault(folded(form), id_) == id_:
                return form
        return id_


def slug(name: str) -> str:
    """A name as part of an id; what cannot be written so leaves a mark of four signs in its place."""
    text = unicodedata.normalize("NFKD", name).casefold()
    kept = re.sub(r"[^a-z0-9.+]+", "-", text).strip("-.+")
    lost = any(letter.isalnum() and not letter.isascii() for letter in text)
    if len(kept) > LONGEST_ID:
        return f"{kept[: LONGEST_ID - 5].strip('-.+')}-{_mark(name)}"
    return f"{kept}-{_mark(name)}".strip("-") if lost or not kept else kept


def _mark(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()
