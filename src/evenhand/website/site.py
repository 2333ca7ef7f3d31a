"""Where the pages stand: the site's own address, whether a server that computes is behind it, which pairs it has."""

from collections.abc import Container
from urllib.parse import unquote, urlencode

from msgspec import Struct

COMPARISONS, ANY_PAIR, BETWEEN = "/compare/", "/compare/any/", "-vs-"
Pair = tuple[str, str]


class Site(Struct, frozen=True, kw_only=True):
    """The place of a page.

    `base` is the site's own address (`https://…`, without a slash at the end; empty when unknown). `live` says that a
    server answers, so forms that need computing work; pages that were exported as files are not live, and `server`
    is then the address of a server that computes, where there is one. `images` says whether pages have social images
    of their own, `pairs` which two models have a page together (None: any two, as a server makes them), `subscribing`
    whether the weekly brief can be subscribed to here.
    """

    base: str = ""
    live: bool = True
    server: str = ""
    images: bool = True
    pairs: Container[Pair] | None = None
    subscribing: bool = False

    def whole(self, path: str) -> str:
        """An address as the world sees it; the path alone where the site's own address is unknown."""
        return f"{self.base}{path}"

    def link(self, address: str) -> str:
        """Where a link to an address of the site leads: there, or on a site of files to what can take its place.

        Two models without a page of their own are joined in the browser. What asks for computing leads to the server;
        empty where none is known.
        """
        if self.live:
            return address
        if "?" in address:
            return f"{self.server}{address}" if self.server else ""
        pair = pair_of(address)
        return address if pair is None or self.has(pair) else joined_address(*pair)

    def has(self, pair: Pair) -> bool:
        """Whether these two, as an address has them, have a page together."""
        return self.pairs is None or pair in self.pairs


# The licences of all figures, and how each source asks to be named.
LICENCES = "/downloads/LICENCES.txt"
HERE = Site()


def pair_of(address: str) -> Pair | None:
    """The two of the address of a comparison, as it has them; None where it is another address."""
    path = address.partition("#")[0]
    if not path.startswith(COMPARISONS) or BETWEEN not in path:
        return None
    left, _, right = unquote(path.removeprefix(COMPARISONS).removesuffix("/")).partition(BETWEEN)
    return left, right


def joined_address(left: str, right: str) -> str:
    """Where two models that have no page of their own are laid side by side: the models, whatever their effort."""
    return f"{ANY_PAIR}?{urlencode({'left': left.partition('@')[0], 'right': right.partition('@')[0]})}"
