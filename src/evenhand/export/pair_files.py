"""The files of one head-to-head, made without going through the application: page, Markdown, frame, badge, JSON.

They are byte for byte what the application answers at the same addresses.
"""

from collections.abc import Iterator

import msgspec

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import subject
from evenhand.charts.badge import badge
from evenhand.comparison.compare import EVEN, compare
from evenhand.export.chosen_pairs import Pair
from evenhand.export.files import File, markdown_path, page_path, plain_path
from evenhand.records.operations import Workload
from evenhand.records.report import ComparisonReport
from evenhand.website.asked.lanes import lanes
from evenhand.website.asked.pairs import BETWEEN
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.pages.embed import embed_page
from evenhand.website.reach.comparison_markdown import comparison_markdown
from evenhand.website.site import Site
from evenhand.wording.badge import comparison_badge, comparison_source
from evenhand.wording.compare import comparison_words

AS_FIRST_SEEN = State(ranking=EVEN, lane=None, workload=Workload())
ENCODER = msgspec.json.Encoder()


class PairFiles:
    """Makes the files of one pair after the other; what they have in common is worked out once."""

    def __init__(self, catalog: Catalog, site: Site) -> None:
        self.catalog = catalog
        self.site = site
        self.rules = catalog.rankings[EVEN]
        self.lanes = lanes(catalog)

    def of(self, pair: Pair) -> Iterator[File]:
        """Page, Markdown, frame, badge and JSON."""
        left, right = (subject(self.catalog, name) for name in pair)
        found = compare(self.catalog, left, right, self.rules)
        words = comparison_words(found)
        page = compare_page(found, words, AS_FIRST_SEEN, self.lanes, self.rules, self.site, self.rules)
        name = BETWEEN.join(pair)
        yield File(page_path(f"/compare/{name}"), page.encode())
        text = comparison_markdown(found, words, AS_FIRST_SEEN, self.site)
        yield File(markdown_path(f"/compare/{name}"), text.encode())
        embed = embed_page(found, words, AS_FIRST_SEEN, self.site)
        yield File(page_path(f"/embed/compare/{name}"), embed.encode())
        picture = badge(*comparison_badge(found), source=comparison_source(found))
        yield File(f"badge/compare/{name}.svg", picture.encode())
        answer = ENCODER.encode(ComparisonReport(comparison=found, words=words))
        yield File(plain_path(f"/api/v1/compare/{'/'.join(pair)}", ".json"), answer)
