import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec import structs

from evenhand.records.operations import Workload
from evenhand.records.wording import Answer, Sentence
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.questions import asked_once, together
from evenhand.website.site import Site
from invented_catalogs import EVEN
from invented_pair import comparison, comparison_words

LANES = {"even": ("verified", "provisional"), "classic": ("verified", "provisional")}
VOID = {"meta", "link", "input", "br", "img"}


class Outline(HTMLParser):
    """The open elements, headings and text of a page; fails on an element that closes another."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember headings and ids."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """Every end belongs to the innermost open element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is read."""
        self.text.append(data)


def page(**changed: object) -> str:
    """The page of the invented comparison."""
    state = State(ranking="even", lane=None, workload=Workload())
    return compare_page(structs.replace(comparison(), **changed), comparison_words(), state, LANES, EVEN)


def outline(html: str) -> Outline:
    """The page read as a browser reads it."""
    read = Outline()
    read.feed(html)
    assert read.open == []
    return read


def test_elements_nest_and_ids_are_unique() -> None:
    """The page is well formed and no id stands twice."""
    read = outline(page())
    assert len(read.ids) == len(set(read.ids))


def test_headings_go_down_one_level_at_a_time() -> None:
    """There is one h1, and no heading skips a level."""
    levels = outline(page()).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_sentence_is_on_the_page() -> None:
    """Nothing that the wording says is lost."""
    text = re.sub(r"\s+", " ", " ".join(outline(page()).text))
    words = comparison_words()
    said = [*words.pick, words.summary, *words.reasons, *words.otherwise, *words.flips, *words.overall]
    said += [*words.operations, *words.left_out, *words.classic, *words.disagreements, *words.notes]
    said += [sentence for answer in words.questions for sentence in answer.sentences]
    said += [sentence for category in words.categories for sentence in category.details]
    assert [one.text for one in said if one.text not in text] == []


def test_every_test_is_on_the_page_with_both_scores_and_its_source() -> None:
    """Every shared test and every test left out has its row, shared ones with quote, conditions and source."""
    whole = comparison()
    html = page()
    for benchmark in whole.benchmarks.values():
        assert benchmark.name in html
    assert html.count("/sources/invented-card") >= 2 * len(whole.shared)
    assert html.count("<blockquote>") == 2 * len(whole.shared)
    assert "not stated: tools" in html


def test_markup_in_a_quote_stays_text() -> None:
    """A quote that looks like markup is shown as it was written."""
    html = page()
    assert "&lt;invented-recall&gt; &amp; others" in html
    assert "<invented-recall>" not in html


def test_script_address_is_not_linked() -> None:
    """A link that is not http or https is never a link on the page."""
    whole = comparison()
    first = whole.shared[0]
    evil = structs.replace(first.left.observation, link="javascript:alert(1)")
    shared = (structs.replace(first, left=structs.replace(first.left, observation=evil)), *whole.shared[1:])
    assert 'href="javascript' not in page(shared=shared)


def test_only_script_is_data() -> None:
    """There is no script but the JSON-LD, whose questions are those of the page."""
    html = page()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
    assert [kind for kind, _ in scripts] == [' type="application/ld+json"']
    asked = json.loads(scripts[0][1])["mainEntity"]
    assert [one["name"] for one in asked] == [answer.question for answer in comparison_words().questions]
    assert not re.search(r"\son\w+=|style=", html)


def test_free_and_unknown_are_told_apart() -> None:
    """A price of zero reads free, an unknown one N/A."""
    text = " ".join(outline(page()).text)
    assert "free / free" in text
    assert "N/A" in text


def test_page_says_its_snapshot_and_leads_to_its_json() -> None:
    """Snapshot, canonical address, JSON and other views are on the page."""
    html = page()
    assert "Snapshot of 2026-11-21, catalog 0123456789ab, ranking even, provisional lane" in html
    assert '<link rel="canonical" href="/compare/alder-1-vs-birch-2">' in html
    assert 'href="/api/v1/compare/alder-1/birch-2"' in html
    assert 'href="/compare/alder-1-vs-birch-2?ranking=classic&amp;lane=verified"' in html


def test_page_without_any_shared_test_says_so() -> None:
    """With nothing shared there is a sentence in place of the table."""
    html = page(shared=(), categories=tuple(structs.replace(one, shared=()) for one in comparison().categories))
    assert "There is no test that both took under matching conditions." in html
    outline(html)


@pytest.mark.parametrize(("workload", "query"), [(Workload(), ""), (Workload(input=5, stated=True), "input=5")])
def test_state_is_kept_in_the_address(workload: Workload, query: str) -> None:
    """The address holds what the reader asked for, and nothing that is the default."""
    written = State(ranking="even", lane=None, workload=workload).query()
    assert query in written
    assert bool(written) == bool(query)


def test_same_answers_are_given_once() -> None:
    """Questions with one and the same answer become one question, and no sentence is lost."""
    none, some = (Sentence(rule="example", text=text) for text in ("It cannot be said.", "Birch 2."))
    asked = [("Better for coding?", none), ("Better for maths?", some), ("Better for hard sums?", none)]
    answers = tuple(Answer(key=text, question=text, sentences=(said,)) for text, said in asked)
    assert [one.question for one in asked_once(answers)] == ["Better for coding or hard sums?", "Better for maths?"]
    assert together(("Is it?", "What for?")) == "Is it? What for?"


def test_widest_gap_and_turned_scale_are_marked_in_their_rows() -> None:
    """The swing's row is marked, and a test where lower is better says so beside its name and its difference."""
    whole = comparison()
    turned = structs.replace(whole.benchmarks["invented-repair"], direction="lower")
    html = page(benchmarks={**whole.benchmarks, turned.id: turned})
    rows = re.findall(r'<tr class="with-more">.*?</tr>', html, re.S)
    assert [row for row in rows if "widest gap" in row] == [row for row in rows if "Invented Exam" in row]
    assert [row for row in rows if "turned: lower is better" in row] == [
        row for row in rows if "Invented Repair" in row
    ]
    assert html.count("<small>lower is better</small>") == 1


def test_retired_model_is_marked_in_the_head() -> None:
    """A model that is no longer served is marked under the heading, one that will not be with its day to come."""
    whole = comparison()
    for day, said in (("2026-10-16", "Alder 1 retired 2026-10-16"), ("2027-01-01", "Alder 1 retires 2027-01-01")):
        assert said in page(left=structs.replace(whole.left, retired=day))
    assert "retired" not in page().split('class="answer"')[0]


def test_linked_data_has_whole_addresses_or_none() -> None:
    """The JSON-LD names the page's address only where the site's own is known."""
    state = State(ranking="even", lane=None, workload=Workload())
    bases = ("", "https://example.invalid")
    pages = [compare_page(comparison(), comparison_words(), state, LANES, EVEN, Site(base=base)) for base in bases]
    told = [json.loads(re.findall(r"<script[^>]*>(.*?)</script>", html, re.S)[0]) for html in pages]
    assert "url" not in told[0]
    assert told[1]["url"] == "https://example.invalid/compare/alder-1-vs-birch-2"
