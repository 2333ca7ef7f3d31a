"""What a browser lays side by side: names in common use, the form of each score, composites marked."""

from itertools import product

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import named
from evenhand.comparison.matching import mismatch
from evenhand.comparison.profile import profile
from evenhand.records.facts import Observation
from evenhand.website.rows.model_facts import model_facts, model_names

PAIR = ("gpt-5.5", "gemma-4-12b")


def with_forms(catalog: Catalog, name: str) -> list[tuple[Observation, str]]:
    """The scores of a model, each with its form."""
    model = catalog.models[name]
    forms = [score.form for test in model_facts(catalog, model).tests for score in test.scores]
    return list(zip(profile(catalog, model).observations, forms, strict=True))


def test_other_names_mean_what_they_mean_everywhere(catalog: Catalog) -> None:
    """Aliases and short forms are listed without case and punctuation, each with the model that it means elsewhere."""
    names = model_names(catalog)
    assert {one[0] for one in names.models} == catalog.models.keys()
    assert names.others["opus45"] == "claude-opus-4.5"
    meant = {text: found.id if (found := named(catalog, text)) else "" for text in names.others}
    assert meant == names.others


def test_equal_forms_are_like_for_like(catalog: Catalog) -> None:
    """Scores of two models with one form have no mismatch, and there are some."""
    sides = [with_forms(catalog, name) for name in PAIR]
    alike = [
        (one, other)
        for (one, form), (other, same) in product(*sides)
        if form and form == same and one.benchmark == other.benchmark
    ]
    assert alike
    assert [pair for pair in alike if mismatch(catalog.benchmarks[pair[0].benchmark], *pair)] == []


def test_composites_are_marked(catalog: Catalog) -> None:
    """A composite says that it is one, and nothing else does."""
    tests = [test for name in PAIR for test in model_facts(catalog, catalog.models[name]).tests]
    marked = {test.id for test in tests if test.composite}
    assert marked == {test.id for test in tests if catalog.benchmarks[test.id].kind == "composite"}
    assert marked
