"""Where two models differ, question by question: `/compare/{a}-vs-{b}/items/{benchmark}`, from one's own logs."""

from urllib.parse import quote

from evenhand.records.facts import Benchmark, Model
from evenhand.records.separating_items import SeparatingItems
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site


class OwnItemsPage(Page, kw_only=True):
    """The variables of `own_items.html`."""

    answer: SeparatingItems
    left: Model
    right: Model
    benchmark: Benchmark
    pair: str


def own_items_page(
    answer: SeparatingItems, left: Model, right: Model, benchmark: Benchmark, pair: str, site: Site = HERE
) -> str:
    """The whole page; `pair` is the pair's part of its address."""
    page = OwnItemsPage(
        title=f"{left.name} and {right.name} on {benchmark.name}, question by question",
        description=f"Which questions of {benchmark.name} one of the two solves and the other does not.",
        section="Compare",
        path=f"/compare/{quote(pair)}/items/{benchmark.id}",
        site=site,
        answer=answer,
        left=left,
        right=right,
        benchmark=benchmark,
        pair=quote(pair),
    )
    return render("own_items.html", page)
