"""`/compare/any/` of a site made of files: two models that have no page of their own, joined in the browser."""

from evenhand.catalog.catalog import Catalog
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site


def joined_page(catalog: Catalog, site: Site = HERE) -> str:
    """The form, and the place where `side-by-side.js` puts the facts of both."""
    page = Page(
        title="Two models side by side",
        description="The facts of two language models on file, side by side, each with its conditions and source.",
        section="Compare",
        path="/compare/any/",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        scripts=("side-by-side.js",),
    )
    return render("joined.html", page)
