import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from msgspec import structs

from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.verdict import Reason, Verdict
from evenhand.records.wording import Answer, Sentence
from evenhand.website.asked.ranking_form import sliders
from evenhand.website.asked.workload_form import workload_parts
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.rows.compare_rows import overall_rows
from evenhand.website.rows.questions import asked_once, together
from evenhand.website.rows.verdict_lines import first_line, verdict_lines
from evenhand.website.site import Site
from invented_catalogs import EVEN
from invented_pair import comparison, comparison_words

STATE = State(ranking="even", lane=None, workload=Workload())
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
    return compare_page(structs.replace(comparison(), **changed), comparison_words(), STATE, LANES, EVEN)


def chosen(ranking: Ranking, category: str, weight: float) -> Ranking:
    """The ranking with one weight changed."""
    rules = {**ranking.categories, category: structs.replace(ranking.categories[category], weight=weight)}
    return structs.replace(ranking, categories=rules)


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


def scripts(html: str) -> dict[str, str]:
    """The scripts of a page: what their tag says, and what is in them."""
    return dict(re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S))


def linked(html: str) -> dict[str, Any]:
    """The JSON-LD of a page."""
    told: dict[str, Any] = json.loads(scripts(html)[' type="application/ld+json"'])
    return told


def test_only_scripts_are_one_file_and_data() -> None:
    """There is one deferred file, nothing inline but the JSON-LD, whose questions are those of the page."""
    html = page()
    kinds = list(scripts(html))
    assert re.fullmatch(r' src="/static/compare-\w+\.js" defer', kinds[0])
    assert kinds[1:] == [' type="application/ld+json"']
    asked = linked(html)["mainEntity"]
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
    assert 'href="/api/v1/compare/alder-1/birch-2.json"' in html
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


def test_first_line_is_short_and_the_rest_stands_small() -> None:
    """The verdict's first line ends at its colon; what it rests on and the strength stand apart from it."""
    pick = Sentence(rule="pick.leads", text="Choose Birch 2: on the 6 counted tests it leads by 4.5 points.")
    html = compare_page(comparison(), structs.replace(comparison_words(), pick=(pick,)), STATE, LANES, EVEN)
    shown = re.findall(r'<p class="pick">(.*?)</p>', html)
    assert shown == [
        'Choose Birch 2<span class="hush">:</span> <small>on the 6 counted tests it leads by 4.5 points.</small>'
    ]
    assert re.findall(r'<p class="strength">.*?</p>', html) == [
        '<p class="strength"><span aria-hidden="true">●●○</span> moderate pick</p>'
    ]
    assert first_line(Sentence(rule="pick.x", text="Either will do.")) == ("Either will do.", "")


@pytest.mark.parametrize(
    ("rest", "begins"),
    [("birch-2 has no counted score.", '<small class="named">'), ("both break a limit.", "<small>")],
)
def test_a_name_is_spelt_as_it_is(rest: str, begins: str) -> None:
    """What follows the first line begins with a capital, but not where that would change a model's name."""
    whole = comparison()
    whole = structs.replace(whole, left=structs.replace(whole.left, name="birch-2"))
    pick = Sentence(rule="pick.no data", text=f"No pick: {rest}")
    html = compare_page(whole, structs.replace(comparison_words(), pick=(pick,)), STATE, LANES, EVEN)
    assert f"{begins}{rest}</small>" in html


def test_without_a_pick_the_reasons_take_turns_and_three_are_in_view() -> None:
    """Without a pick the first three reasons are not all one side's; the others open on demand, none is lost."""
    sides = ("left", "left", "left", "right")
    reasons = tuple(Reason(kind="speed", side=side, weight=1.0) for side in sides)
    said = tuple(Sentence(rule="reason", text=f"Reason {place}.") for place in range(4))
    open_ = structs.replace(comparison(), verdict=Verdict(pick=None, strength="none", why="", reasons=reasons))
    lines = verdict_lines(open_, structs.replace(comparison_words(), reasons=said))
    assert [one.text for one in lines.reasons] == ["Reason 0.", "Reason 3.", "Reason 1."]
    assert [one.text for one in lines.more_reasons] == ["Reason 2."]
    assert (lines.steps, lines.strength) == (0, "")


def test_text_and_table_round_alike() -> None:
    """Both means have the decimals of the sentence about them: two where one would not give their difference."""
    whole = comparison()
    sides = {
        side: structs.replace(getattr(whole.overall, side), on_shared=mean)
        for side, mean in (("left", 55.549), ("right", 66.66))
    }
    row = overall_rows(structs.replace(whole, overall=structs.replace(whole.overall, **sides)))[0]
    assert (row.left, row.right) == ("55.55", "66.66")


def test_flags_stand_once_under_what_they_are_about() -> None:
    """Every flag of the wording is said in one fold, that of its test, its category or the whole."""
    whole = comparison()
    flags = [f"Flag {place}." for place in range(len(whole.shared) + 1)]
    noted = structs.replace(whole, overall=structs.replace(whole.overall, flags=whole.shared[0].flags))
    words = structs.replace(comparison_words(), flags=tuple(Sentence(rule="flag", text=text) for text in flags))
    html = compare_page(noted, words, STATE, LANES, EVEN)
    assert [html.count(text) for text in flags] == [1] * len(flags)
    assert flags[0] in re.findall(r"<summary>Cautions</summary>(.*?)</details>", html)[0]
    recall = re.findall(r'<tr class="with-more"><th scope="row">Invented Recall.*?</details>', html, re.S)[0]
    assert flags[1] in recall


def test_reader_finds_own_weights_and_limits_in_the_form() -> None:
    """Sliders and fields hold what the address said, beside what the ranking and an empty workload say."""
    work = Workload(requests=77, max_price=3.5, open_weights=True, max_input_price=2, stated=True)
    rules = chosen(EVEN, "math", 50)
    html = compare_page(
        comparison(),
        comparison_words(),
        structs.replace(STATE, workload=work, weights="math:50", lane="verified"),
        LANES,
        rules,
        shipped=EVEN,
    )
    form = re.findall(r'<form id="own".*?</form>', html, re.S)[0]
    usual = f"{EVEN.categories['math'].weight:g}"
    assert f'name="weight-math" min="0" max="100" step="1" value="50" data-usual="{usual}"' in form
    assert '<output for="weight-math">50</output>' in form
    assert 'name="requests" type="number" inputmode="numeric" min="0" max="1000000000" value="77"' in form
    assert 'name="open_weights" value="true" checked' in form
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form)
    assert hidden == [("lane", "verified"), ("max_input_price", "2")]
    assert 'href="/compare/alder-1-vs-birch-2?lane=verified">Back to the usual' in form
    assert "requests=77" in html.split('id="as-markdown"')[1].split(">")[0]


def test_slider_reaches_what_the_address_says() -> None:
    """A weight beyond the usual end of a slider, or between its steps, is kept as it is."""
    far, between = (sliders(chosen(EVEN, "math", weight), EVEN)[-1] for weight in (640, 7.5))
    assert (far.most, far.value, far.step) == (640, "640", "1")
    assert (between.most, between.value, between.step) == (100, "7.5", "any")


def test_files_send_the_reader_to_a_server() -> None:
    """Without a server a line says where an answer is worked out, and no link of the page needs a query."""
    site = Site(live=False, server="https://server.example")
    html = compare_page(comparison(), comparison_words(), STATE, LANES, EVEN, site)
    assert "<form" not in html
    assert 'href="https://server.example/compare/alder-1-vs-birch-2"' in html
    assert "Other views" not in html
    assert not re.search(r'href="/[^"]*\?', html)


def test_address_leaves_out_what_is_usual() -> None:
    """An address states the sizes that differ from the usual ones alone, and they read back as they were."""
    work = Workload(requests=77, min_context=1000, stated=True)
    assert workload_parts(work) == {"requests": "77", "min_context": "1000"}


def test_same_answers_are_given_once() -> None:
    """Questions with one and the same answer become one question, and no sentence is lost."""
    none, some = (Sentence(rule="example", text=text) for text in ("It cannot be said.", "Birch 2."))
    asked = [("Better for coding?", none), ("Better for maths?", some), ("Better for hard sums?", none)]
    answers = tuple(Answer(key=text, question=text, sentences=(said,)) for text, said in asked)
    assert [one.question for one in asked_once(answers)] == ["Better for coding or hard sums?", "Better for maths?"]
    assert together(("Is it?", "What for?")) == "Is it? What for?"


def test_a_count_of_tests_is_of_each_category_asked() -> None:
    """Where several categories have one answer that counts tests, the question says that it is of each."""
    word = Sentence(rule="question.open", text="Neither, on 5 shared tests: too close to call.")
    answers = tuple(Answer(key=text, question=f"Better for {text}?", sentences=(word,)) for text in ("coding", "maths"))
    assert [one.question for one in asked_once(answers)] == ["Better for coding or maths, each by itself?"]
    assert asked_once(answers[:1]) == answers[:1]


def test_widest_gap_and_turned_scale_are_marked_in_their_rows() -> None:
    """The swing's row is marked, and a test where lower is better says so beside its name and its difference."""
    whole = comparison()
    turned = structs.replace(whole.benchmarks["invented-repair"], direction="lower")
    html = page(benchmarks={**whole.benchmarks, turned.id: turned})
    rows = re.findall(r'<tr class="with-more">.*?</tr>', html, re.S)
    assert [row for row in rows if "widest gap" in row] == [row for row in rows if "Invented Exam" in row]
    turned = "<small>lower is better; the difference is turned</small>"
    assert [row for row in rows if turned in row] == [row for row in rows if "Invented Repair" in row]


def test_retired_model_is_marked_in_the_head() -> None:
    """A model that is no longer served is marked under the heading, one that will not be with its day to come."""
    whole = comparison()
    for day, said in (("2026-10-16", "Alder 1 retired 2026-10-16"), ("2027-01-01", "Alder 1 retires 2027-01-01")):
        assert said in page(left=structs.replace(whole.left, retired=day))
    assert "retired" not in page().split('class="answer"')[0]


def test_linked_data_has_whole_addresses_or_none() -> None:
    """The JSON-LD names the page's address only where the site's own is known."""
    bases = ("", "https://example.invalid")
    pages = [compare_page(comparison(), comparison_words(), STATE, LANES, EVEN, Site(base=base)) for base in bases]
    told = [linked(html) for html in pages]
    assert "url" not in told[0]
    assert told[1]["url"] == "https://example.invalid/compare/alder-1-vs-birch-2"


def test_category_says_the_next_test_beside_its_word() -> None:
    """Beside each word stands the probability that it rests on, as the sentence inside has it."""
    html = page()
    for said in comparison_words().categories:
        chance = next((one for one in said.details if one.rule == "category.chance"), None)
        if chance is None:
            continue
        figures = {one.name: one.text for one in chance.figures}
        body = html.partition(f'<tbody id="category-{said.category}">')[2].partition("</tbody>")[0]
        summary = body.partition("<summary>")[2].partition("</summary>")[0]
        assert f"<b>{said.word.text}</b>" in summary
        assert (
            f"{figures['tests']}; next test: {figures['ahead']} ahead with probability {figures['chance']}" in summary
        )
    assert html.count("about the next test of the kind") == 2  # with the bars and over the table
