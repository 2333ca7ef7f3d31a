"""Links of a page that is a file: where they lead on, and where one would need a server, to that server."""

import re
from html import escape, unescape
from urllib.parse import quote, unquote, urlencode

from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.website.asked.pairs import BETWEEN

PAIRS, ANY_PAIR = "/compare/", "/compare/any/"
MARKDOWN = ".md"
LISTED = re.compile(r"<url><loc>[^<]*/compare/([^</]*-vs-[^<]*)</loc>.*?</url>")
LOCAL = re.compile(r' (?:href|src)="(/[^"]*)"')
IMAGE = re.compile(r'<meta property="og:image" content="([^"]*)"')
HREF = re.compile(r' href="(/[^"]*[?][^"]*|/compare/[^"]*-vs-[^"]*)"')
FORM = re.compile(r'<form(?![^>]* hidden>)[^>]* action="(?!/compare/any/)')


def settled(page: str, pairs: ChosenPairs, server: str) -> str:
    """The page with every link leading to a file or to the server.

    A pair that is not written is joined in the browser. A link that needs computing leads to the server; where none is
    known it leads nowhere.
    """
    return HREF.sub(lambda found: _href(unescape(found[1]), pairs, server), page)


def leads(page: str, base: str, *, images: bool) -> tuple[str, ...]:
    """Where the page leads on this site, in its order: paths without query; pairs are left out, they are chosen."""
    links = [unescape(link).partition("#")[0] for link in LOCAL.findall(page)]
    links = [_page_of(link) for link in links]
    links += image_addresses(page, base) if images else []
    return tuple(dict.fromkeys(link for link in links if link.startswith("/") and not _apart(link)))


def image_addresses(page: str, base: str) -> list[str]:
    """Where the social images of a page stand on this site."""
    return [unescape(link).removeprefix(base) for link in IMAGE.findall(page)]


def only_written(sitemap: str, pairs: ChosenPairs) -> str:
    """A sitemap without the pairs that have no page."""

    def kept(found: re.Match[str]) -> str:
        left, _, right = unquote(unescape(found[1])).partition(BETWEEN)
        return found[0] if (left, right) in pairs else ""

    return LISTED.sub(kept, sitemap)


def joined_address(left: str, right: str) -> str:
    """Where two models that have no page of their own are laid side by side."""
    return f"{ANY_PAIR}?{urlencode({'left': left, 'right': right})}"


def _page_of(link: str) -> str:
    """A page's Markdown is written with the page."""
    path = link.removesuffix(MARKDOWN)
    return "/" if path != link and path == "/index" else path


def _apart(link: str) -> bool:
    pair = BETWEEN in link and PAIRS in link
    return "?" in link or pair or link.startswith(("/static/", ANY_PAIR))


def _href(link: str, pairs: ChosenPairs, server: str) -> str:
    path, _, query = link.partition("?")
    if path.startswith(PAIRS) and BETWEEN in path and not query:
        link = _pair_link(link, pairs)
    elif not path.startswith(ANY_PAIR):
        link = f"{server}{link}" if server else ""
    return f' href="{escape(link)}"' if link else ""


def _pair_link(link: str, pairs: ChosenPairs) -> str:
    path, mark, place = link.partition("#")
    left, _, right = unquote(path.removeprefix(PAIRS).removesuffix("/")).partition(BETWEEN)
    if (left, right) in pairs:
        return f"{PAIRS}{quote(left + BETWEEN + right)}{mark}{place}"
    return joined_address(*(side.partition("@")[0] for side in (left, right)))
