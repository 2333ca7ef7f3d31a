"""Explanations in sentences: each figure stands in its sentence, and each form of explanation says its own."""

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.wording.explained import explained_words
from evenhand.wording.names import category_label
from evenhand.wording.sentence import faults

MODELS = ("gpt-5.5", "gemma-4-12b", "claude-opus-4.5", "gpt-4.1", "codegemma-1.1-2b-base")


@pytest.fixture(scope="module")
def library(catalog: Catalog) -> Library:
    """The library over the shipped facts."""
    return Library(catalog)


@pytest.mark.parametrize("model", MODELS)
def test_sentences_state_their_figures(library: Library, model: str) -> None:
    """A score on a test, the whole score and the classic values of a model read back without a fault."""
    tests = list(library.catalog.observations_of[model])[:12]
    found = [library.explain(model), library.explain(model, ranking="classic")]
    found += [library.explain(model, test) for test in (*tests, "gpqa-diamond")]
    for one in found:
        for sentence in explained_words(one):
            assert faults(sentence) == (), sentence.text


def test_pairs_state_their_figures(library: Library) -> None:
    """The overall and every category of a pair read back; who leads is the record's leader."""
    for what in ("overall", *library.rankings["even"].categories):
        one = library.explain("gpt-5.5", what, against="gemma-4-12b")
        first, *rest = explained_words(one)
        for sentence in (first, *rest):
            assert faults(sentence) == (), sentence.text
        result = one.overall if what == "overall" else one.result
        if result.leader:
            assert f"{getattr(one, result.leader).name} {result.state}" in first.text
        else:
            assert result.state in first.text


def test_a_missing_score_is_said(library: Library) -> None:
    """A test that a model did not take has no figure, and the sentence says so."""
    taken = library.catalog.observations_of["gemma-4-12b"]
    missing = next(name for name in library.benchmarks if name not in taken)
    first = explained_words(library.explain("gemma-4-12b", missing))[0]
    assert first.text == f"Gemma 4 12B has no score on {library.benchmarks[missing].name} in this catalog."


def test_scores_that_boards_withhold_are_said_to_be_estimates(library: Library) -> None:
    """A category's score is said as the board has it: where it has none, the sentence says so of the estimate."""
    row = next(row for row in library.rank().rows if row.place and row.estimate and row.estimate.score is not None)
    found = library.explain(row.model)
    kinds = set()
    texts = [sentence.text for sentence in explained_words(found)]
    for one in found.categories:
        board = row.categories[one.category]
        assert one.rank == board.place
        text = next(text for text in texts if text.startswith(f"{category_label(one.category)}:"))
        assert ("boards show no score" in text) is (board.shown is None and one.estimate.score is not None)
        kinds.add(board.shown is None)
    assert kinds == {True, False}
