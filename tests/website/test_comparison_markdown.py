"""A comparison as Markdown: every sentence, whole tables, sources beside scores, and no text turns into markup."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from msgspec import structs
from tests.website.toy_site import toy_catalog

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.operations import Workload
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.website.pages.compare import State, compare_page
from evenhand.website.reach.comparison_markdown import comparison_markdown
from evenhand.website.reach.markdown_text import escaped
from evenhand.website.site import Site
from evenhand.wording.compare import comparison_words
from invented_pair import comparison as invented
from invented_pair import comparison_words as invented_words

SITE = Site(base="https://example.invalid")
STATE = State(ranking="even", lane=None, workload=Workload())
ROW = re.compile(r"(?<!\\)\|")
Found = tuple[Comparison, ComparisonWords]


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The invented catalog."""
    return toy_catalog()


@pytest.fixture(scope="module")
def pairs(toy: Catalog) -> tuple[Found, ...]:
    """Every two of its models."""
    every = (compare(toy, *(subject(toy, name) for name in pair)) for pair in combinations(sorted(toy.models), 2))
    return tuple((found, comparison_words(found)) for found in every)


def sentences(words: ComparisonWords) -> Iterator[Sentence]:
    """Every sentence that a page has too; the classic page's own answers are for the command alone."""
    for name in words.__struct_fields__:
        for one in value if isinstance(value := getattr(words, name), tuple) else ():
            if isinstance(one, Sentence):
                yield one
    for category in words.categories:
        yield from category.details
    for answer in words.questions:
        yield from answer.sentences


def test_every_sentence_is_there(pairs: tuple[Found, ...]) -> None:
    """Whatever a comparison says stands in its Markdown, word for word."""
    for found, words in pairs:
        text = comparison_markdown(found, words, STATE, SITE)
        missing = [one for one in sentences(words) if escaped(one.text) not in text]
        assert missing == []
        assert sum(1 for _ in sentences(words)) > 20


def test_tables_are_whole(pairs: tuple[Found, ...]) -> None:
    """Every row of a table has as many cells as its head."""
    for found, words in pairs:
        text = comparison_markdown(found, words, STATE, SITE)
        tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
        assert len(tables) >= 4
        for rows in tables:
            assert re.fullmatch(r"\|( --- \|)+", rows[1])
            assert len({len(ROW.findall(row)) for row in rows}) == 1, rows


def test_scores_have_their_sources(pairs: tuple[Found, ...]) -> None:
    """Each shared score stands with its conditions and a whole link to its source."""
    for found, words in pairs:
        text = comparison_markdown(found, words, STATE, SITE)
        for test in found.shared:
            for reading in (test.left, test.right):
                assert f"({SITE.base}/sources/{reading.observation.source})" in text
                assert f"tier {reading.observation.tier}, " in text
        links = re.findall(r"\]\((\S+?)\)", text)
        assert all(link.startswith("https://") for link in links)


def test_foot_leads_to_the_page_as_it_was_asked_for(pairs: tuple[Found, ...]) -> None:
    """Page and JSON are named with what the reader asked beyond the names, as the page itself names its JSON."""
    found, words = pairs[0]
    asked = structs.replace(STATE, lane="verified")
    lines = comparison_markdown(found, words, asked, SITE).splitlines()[-3:]
    assert lines[0].startswith(f"- Snapshot of {found.snapshot.date}, ")
    assert lines[1] == f"- Page: {SITE.base}/compare/{found.left.id}-vs-{found.right.id}?lane=verified"
    assert lines[2] == f"- JSON: {SITE.base}/api/v1/compare/{found.left.id}/{found.right.id}.json?lane=verified"


def test_no_text_of_a_source_turns_into_markup() -> None:
    """Names and quotes with signs of Markdown stay in their cell and their line, and mean nothing."""
    base = invented()
    test = base.shared[0]
    row = structs.replace(test.left.observation, quote="a | b\n# *loud* <b>", link="https://x.invalid/a(b)")
    shared = (structs.replace(test, left=structs.replace(test.left, observation=row)), *base.shared[1:])
    found = structs.replace(base, shared=shared, left=structs.replace(base.left, name="A|B *C*"))
    text = comparison_markdown(found, invented_words(), STATE)
    assert text.startswith("# A\\|B \\*C\\* or ")
    assert "“a \\| b # \\*loud\\* \\<b>”" in text
    assert "(https://x.invalid/a%28b%29)" in text
    assert not re.search(r"^# \*loud", text, re.MULTILINE)


def test_page_leads_to_it(toy: Catalog, pairs: tuple[Found, ...]) -> None:
    """A page of files leads to its Markdown as one of the server does."""
    found, words = pairs[0]
    for site in (SITE, Site(live=False)):
        page = compare_page(found, words, STATE, {}, toy.rankings["even"], site)
        assert f'href="/compare/{found.left.id}-vs-{found.right.id}.md"' in page
