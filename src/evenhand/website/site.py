"""Where the pages stand: the site's own address, and whether a server that can compute is behind them."""

from msgspec import Struct


class Site(Struct, frozen=True, kw_only=True):
    """The place of a page.

    `base` is the site's own address (`https://…`, without a slash at the end; empty when unknown). `live` says that a
    server answers, so forms that need computing work; pages that were exported as files are not live, and `server`
    is then the address of a server that computes, where there is one. `images` says whether social images exist.
    """

    base: str = ""
    live: bool = True
    server: str = ""
    images: bool = True

    def whole(self, path: str) -> str:
        """An address as the world sees it; the path alone where the site's own address is unknown."""
        return f"{self.base}{path}"


HERE = Site()
