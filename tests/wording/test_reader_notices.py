"""The reader itself: it takes true words as they are and notices every kind of falsehood planted in them."""

import re
from collections.abc import Callable

import pytest
from msgspec import structs
from read_pairs import FORMS
from reader import LEFT, RIGHT, Record, complaints, sections

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Comparison
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.wording.compare import comparison_words

PAIRS = (("gemma-4-12b", "gpt-5.5"), ("claude-opus-4.5", "gpt-5.2"), ("gpt-4.1-mini", "gpt-5.2"))
SECTIONS = ("pick", "reasons", "otherwise", "flips", "overall", "operations", "left_out", "classic", "disagreements")


@pytest.fixture(scope="module", params=PAIRS, ids="-v-".join)
def told(request: pytest.FixtureRequest, catalog: Catalog) -> tuple[Comparison, ComparisonWords]:
    """A comparison of the shipped catalog and its words."""
    left, right = (subject(catalog, name) for name in request.param)
    comparison = compare(catalog, left, right, places={})
    return comparison, comparison_words(comparison)


def spoiled(words: ComparisonWords, section: str, place: int, text: str) -> ComparisonWords:
    """The words with one sentence rewritten, its figures following the text where they can."""
    row = list(getattr(words, section))
    old = row[place]
    row[place] = Sentence(rule=old.rule, text=text, figures=old.figures)
    return structs.replace(words, **{section: tuple(row)})


def swapped(record: Record, text: str) -> str:
    """The text with the two models exchanged."""
    marked = record.masked(text).replace(LEFT, "⟪X⟫").replace(RIGHT, LEFT).replace("⟪X⟫", RIGHT)
    return record.plain(marked)


def bent(text: str) -> str:
    """The text with its last number changed."""
    return re.sub(r"(\d)(?=\D*$)", lambda digit: str((int(digit[1]) + 3) % 10), text)


def test_true_words_pass(told: tuple[Comparison, ComparisonWords], catalog: Catalog) -> None:
    """Nothing is wrong with what is really said."""
    assert complaints(*told, catalog.rankings["even"]) == []


@pytest.mark.parametrize(
    "spoil",
    [
        bent,
        lambda text: text.removesuffix("."),
        lambda text: text.replace(" ", "  ", 1),
        lambda text: text + " null.",
        lambda text: text.replace(".", " Infinity.", 1),
        lambda text: "{left} " + text,
        lambda text: "By and large " + text,
    ],
    ids=["number", "period", "spaces", "null", "infinity", "brace", "unknown form"],
)
def test_broken_sentences_are_noticed(
    told: tuple[Comparison, ComparisonWords], catalog: Catalog, spoil: Callable[[str], str]
) -> None:
    """Each sentence of each section, spoiled in one way, draws a complaint."""
    comparison, words = told
    for section in SECTIONS:
        for place, sentence in enumerate(getattr(words, section)):
            text = spoil(sentence.text)
            if text != sentence.text:
                worse = spoiled(words, section, place, text)
                assert complaints(comparison, worse, catalog.rankings["even"]), text


def test_swapped_models_are_noticed(told: tuple[Comparison, ComparisonWords], catalog: Catalog) -> None:
    """A sentence that says of one model what is true of the other draws a complaint."""
    comparison, words = told
    record = Record(comparison, catalog.rankings["even"])
    symmetric = r"are of one family|are both|have no counted|No time to|requests a month"
    for section in SECTIONS:
        for place, sentence in enumerate(getattr(words, section)):
            text = swapped(record, sentence.text)
            if text != sentence.text and not re.search(symmetric, text):
                worse = spoiled(words, section, place, text)
                assert complaints(comparison, worse, catalog.rankings["even"]), text


BOTH = "on the {k} counted tests that both took, weighted by category,"
NEXT = "it would be ahead on one new test of each kind, weighted alike, with probability"
LIES = (
    f"Choose {{left}}: {BOTH} it leads by {{d}} points; {NEXT} 97%.",
    f"No clear pick: {BOTH} the two are practically equal.",
    f"No clear pick: {BOTH} it is too close to call, and one new test of each kind, weighted alike, may go to either.",
    f"{{left}} rather than {{right}}: {BOTH} it is ahead by {{d}} points; {NEXT} 90%.",
    "No pick: {left} has no counted score in this lane.",
    "Choose {left}: {right} breaks the workload's limit on context.",
)


@pytest.mark.parametrize("lie", LIES)
def test_false_picks_are_noticed(catalog: Catalog, lie: str) -> None:
    """Well-formed picks that the figures refute draw complaints: Gemma 4 12B loses to GPT-5.5 by a wide margin."""
    left, right = (subject(catalog, name) for name in PAIRS[0])
    comparison = compare(catalog, left, right, places={})
    words = comparison_words(comparison)
    gap = abs(comparison.overall.difference or 0)
    text = lie.format(left=left.model.name, right=right.model.name, k=len(comparison.overall.shared), d=f"{gap:.1f}")
    worse = structs.replace(words, summary=Sentence(rule="lie", text=text))
    found = complaints(comparison, worse, catalog.rankings["even"])
    assert [one for one in found if "comes from no figure" not in one]


def test_every_template_is_read(catalog: Catalog) -> None:
    """Every section that words have is one that the reader knows, and every module of forms is loaded."""
    left, right = (subject(catalog, name) for name in PAIRS[0])
    words = comparison_words(compare(catalog, left, right, places={}))
    told = {sentence for _, _, sentence in sections(words)}
    held = {
        one
        for field in words.__struct_fields__
        if isinstance(getattr(words, field), tuple)
        for one in getattr(words, field)
        if isinstance(one, Sentence)
    }
    assert held <= told
    assert len(FORMS) == 7
