"""The pages for what went wrong: an unknown name with the nearest ones as links, and everything else."""

from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site


class FailurePage(Page, kw_only=True):
    """The variables of `not_found.html` and `error.html`; `links` are (address, text)."""

    heading: str
    said: str
    links: tuple[tuple[str, str], ...] = ()


def not_found_page(said: str, links: tuple[tuple[str, str], ...] = (), site: Site = HERE) -> str:
    """What was not found, and where the reader may have wanted to go."""
    page = FailurePage(title="Not found", description=said, heading="Not found", said=said, links=links, site=site)
    return render("not_found.html", page)


def error_page(heading: str, said: str) -> str:
    """A request that cannot be answered, with the reason."""
    return render("error.html", FailurePage(title=heading, description=said, heading=heading, said=said))
