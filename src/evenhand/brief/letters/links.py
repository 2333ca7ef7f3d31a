"""The addresses in a letter that are one reader's own."""

import re

from msgspec import Struct
from msgspec.structs import replace

from evenhand.records.subscriptions import LetterKind

# What an address may hold when it also stands between the brackets of a List-Unsubscribe header (RFC 2369, RFC 3986).
WHOLE = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+")
LONGEST = 700
# A reader's own link stands twice on a line of a letter's HTML, which has room for 998 characters.
LONGEST_OWN = 400
# Which links of a reader each kind of letter has. In a letter that asks to confirm, to unsubscribe is to be erased.
LINKS_OF: dict[LetterKind, tuple[str, ...]] = {
    "brief": ("preferences", "unsubscribe"),
    "alert": ("preferences", "unsubscribe"),
    "confirm": ("confirm", "unsubscribe"),
    "greeting": ("preferences", "unsubscribe"),
    "goodbye": (),
}


READERS_OWN = ("preferences", "unsubscribe", "confirm")


class Links(Struct, frozen=True, kw_only=True):
    """Whole addresses: `base` is that of the site, the others carry the reader's signed tokens; empty where none.

    Raises ValueError for what is no http address of at most 400 characters, so that no link can end a header early.
    """

    base: str
    preferences: str = ""
    unsubscribe: str = ""
    confirm: str = ""

    def __post_init__(self) -> None:
        for address in (self.base, self.preferences, self.unsubscribe, self.confirm):
            if address and not (is_whole(address) and len(address) <= LONGEST_OWN):
                raise ValueError("a link in a letter is one whole http or https address")

    def of(self, kind: LetterKind) -> "Links":
        """Those that a letter of this kind has. Raises ValueError where one of them is missing."""
        missing = [name for name in LINKS_OF[kind] if not getattr(self, name)]
        if missing:
            raise ValueError(f"a letter of the kind {kind!r} needs the reader's link {' and '.join(missing)}")
        return replace(self, **{name: "" for name in READERS_OWN if name not in LINKS_OF[kind]})

    def page(self, path: str) -> str:
        """The whole address of a page of the site: `path` begins with a slash."""
        return self.base.rstrip("/") + path


def preview_links(base: str) -> Links:
    """Links for a letter that is only shown: in the place of tokens stands `your-own`."""
    return Links(base=base, **{name: f"{base.rstrip('/')}/brief/{name}/your-own" for name in READERS_OWN})


def is_whole(address: str) -> bool:
    """That this is one http or https address which no mail program has to break or guess."""
    return len(address) <= LONGEST and WHOLE.fullmatch(address) is not None
