"""Links of a page that is a file: where they lead on, and that none of them needs what files have not."""

from typing import Any

from lxml import html

from evenhand.errors import EvenhandError
from evenhand.website.site import ANY_PAIR, Site, pair_of

MARKDOWN = ".md"
IMAGE = './/meta[@property="og:image"]'


class LeadsNowhere(EvenhandError):
    """A page of files links to a pair without a page, or to what a server would have to compute.

    Pages ask their `Site` where a link leads (`Site.link`); this one did not.
    """

    def __init__(self, link: str) -> None:
        super().__init__(f"a link to {link[:200]}, which no file answers")


def leads(page: str, site: Site) -> tuple[str, ...]:
    """Where a page leads on this site, in its order: paths without query; pairs are left out, they are chosen.

    Raises:
        LeadsNowhere: a link would need a server, or a pair that is not written.

    """
    whole = html.document_fromstring(page)
    links = [str(link).partition("#")[0] for link in whole.xpath("//@href | //@src")]
    _check(links, site)
    links = [_page_of(link) for link in links if not _apart(link)]
    links += _images(whole, site.base)
    return tuple(dict.fromkeys(link for link in links if link.startswith("/")))


def image_addresses(page: str, base: str) -> list[str]:
    """Where the social images of a page stand on this site."""
    return _images(html.document_fromstring(page), base)


def _images(page: Any, base: str) -> list[str]:  # noqa: ANN401 - lxml states no types
    return [one.get("content").removeprefix(base) for one in page.iterfind(IMAGE)]


def _check(links: list[str], site: Site) -> None:
    for link in links:
        asks = "?" in link and not link.startswith((ANY_PAIR, "https://", "http://"))
        pair = pair_of(link.removesuffix(MARKDOWN))
        if asks or (pair and not link.startswith(ANY_PAIR) and not site.has(pair)):
            raise LeadsNowhere(link)


def _page_of(link: str) -> str:
    """A page's Markdown is written with the page."""
    path = link.removesuffix(MARKDOWN)
    return "/" if path != link and path == "/index" else path


def _apart(link: str) -> bool:
    return "?" in link or link.startswith(("/static/", ANY_PAIR)) or pair_of(link) is not None
