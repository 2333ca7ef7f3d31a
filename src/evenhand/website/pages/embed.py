"""A comparison for a frame on another site: the answer, the categories as bars, the way to the whole page."""

from urllib.parse import quote

from markupsafe import Markup

from evenhand.charts.category_bars import category_bars
from evenhand.records.comparison import Comparison
from evenhand.records.wording import ComparisonWords
from evenhand.website.page import Page, snapshot_line
from evenhand.website.pages.compare import State, pair_address
from evenhand.website.rendering import render
from evenhand.website.rows.name_marks import column_names, side_mark
from evenhand.website.rows.verdict_lines import VerdictLines, verdict_lines
from evenhand.website.site import HERE, Site
from evenhand.wording.pick_strength import partial_text


class EmbedPage(Page, kw_only=True):
    """The variables of `embed.html`; `whole` is the address of the page that it is a part of."""

    left_side: Markup
    right_side: Markup
    answer: VerdictLines
    partial: str
    bars: Markup
    tests: int
    whole: str


def embed_page(comparison: Comparison, words: ComparisonWords, state: State, site: Site = HERE) -> str:
    """The page for a frame, for what the address says of weights, workload and limits."""
    pair, query = quote(pair_address(comparison)), state.query()
    left, right = column_names(comparison)
    page = EmbedPage(
        title=words.title,
        description=words.summary.text,
        path=f"/compare/{pair}",
        site=site,
        snapshot=snapshot_line(comparison.compared_by),
        left_side=side_mark("left", left),
        right_side=side_mark("right", right),
        answer=verdict_lines(comparison, words),
        partial=partial_text(comparison),
        bars=Markup(category_bars(comparison)),  # noqa: S704 - our own drawing escapes its words
        tests=len(comparison.overall.shared),
        whole=f"/compare/{pair}{query}",
    )
    return render("embed.html", page)
