"""Where sources disagree about scores and facts: what counts as different, and what is only rounding."""

from typing import Any, get_args

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.price_disagreements import price_disagreements
from evenhand.errors import BadSetting
from evenhand.records.disagreements import Kind
from evenhand.records.facts import StatedFact
from evenhand.wording.disagreements import fact_words, price_words, score_words
from evenhand.wording.sentence import faults
from invented_catalogs import DAY, catalog_of, offer, score


@pytest.mark.parametrize(
    ("test", "one", "other", "differ"),
    [
        ("fix", {"value": 60.0}, {"value": 62.0}, False),
        ("fix", {"value": 60.0}, {"value": 62.1}, True),
        ("fix", {"value": 60.1}, {"value": 62.1}, False),
        ("share", {"value": 0.6}, {"value": 0.62}, False),
        ("share", {"value": 0.6}, {"value": 0.63}, True),
        ("fix", {"value": 60.0, "error": 3.0}, {"value": 71.0, "error": 3.0}, False),
        ("fix", {"value": 60.0, "error": 3.0}, {"value": 72.0, "error": 3.0}, True),
        ("fix", {"value": 60.0, "error": 0.1}, {"value": 61.0, "error": 0.1}, True),
        ("fix", {"value": 60.0, "error": 3.0}, {"value": 63.0}, True),
        ("arena", {"value": 1200.0}, {"value": 1220.0}, False),
        ("arena", {"value": 1200.0}, {"value": 1230.0}, True),
        *(
            ("fix", {"value": 60.0}, {"value": 80.0, name: "x"}, False)
            for name in ("version", "subset", "context", "tools", "effort", "mode", "harness", "trials", "judge")
        ),
    ],
)
def test_scores(test: str, one: dict[str, Any], other: dict[str, Any], *, differ: bool) -> None:
    """Beyond 2.8 joint errors where both have one, else beyond two points; only where all settings are stated alike."""
    rows = (score("ada", test, **one), score("ada", test, **other, source="page"))
    for order in (rows, rows[::-1]):
        found = disagreements(catalog_of(*order)).scores
        assert bool(found) is differ
        if differ:
            assert {row.source for row in found[0].rows} == {"card", "page"}
            assert found[0].apart == pytest.approx(abs(one["value"] - other["value"]))


def test_one_entry_a_cell() -> None:
    """Three values of one cell are one disagreement, the widest pair its size, the preferred row first."""
    rows = [score("ada", "fix", value, tier=tier) for value, tier in ((60, "C"), (70, "B"), (61, "D"))]
    (one,) = disagreements(catalog_of(*rows)).scores
    assert [row.value for row in one.rows] == [70, 60, 61]
    assert (one.apart, one.allowed, one.by_errors) == (10, 2, False)


@pytest.mark.parametrize(
    ("field", "one", "other", "differ"),
    [
        ("released", "2026-04", "2026-04-23", False),
        ("released", "2026-04-22", "2026-04-23", True),
        ("context_window", "128000", "131072", True),
        ("context_window", "128000", "128000", False),
        ("input_modalities", "text image", "image text", False),
        ("input_modalities", "text image", "text", True),
        ("licence", "Apache-2.0", "apache 2.0", False),
        ("licence", "Apache-2.0", "MIT", True),
        ("open_weights", "true", "false", True),
    ],
)
def test_facts(field: str, one: str, other: str, *, differ: bool) -> None:
    """A month and a day in it, another order of a list and another spelling are no disagreement."""
    facts = [
        StatedFact(source=source, model="ada", field=field, value=value, checked=DAY)
        for source, value in (("card", one), ("page", other))
    ]
    assert bool(disagreements(catalog_of(facts=tuple(facts))).facts) is differ


def test_filters() -> None:
    """A kind, a model and a benchmark narrow it down; a benchmark leaves out what is about none."""
    rows = [score(name, test, value) for name in ("ada", "bob") for test in ("fix", "exam") for value in (50, 60)]
    prices = (offer("ada", "one", 1.0, 2.0), offer("bob", "one", 1.0, 2.0))
    facts = tuple(
        StatedFact(source=source, model="ada", field="licence", value=source, checked=DAY)
        for source in ("card", "page")
    )
    catalog = catalog_of(*rows, offers=prices, facts=facts)
    every = disagreements(catalog)
    assert (len(every.scores), len(every.facts)) == (4, 1)
    assert every.prices == price_disagreements(catalog)
    assert len(disagreements(catalog, "scores", "ada").scores) == 2
    assert not disagreements(catalog, "scores").facts
    assert not disagreements(catalog, "facts").scores
    only = disagreements(catalog, benchmark="fix")
    assert ([one.model for one in only.scores], only.facts) == (["ada", "bob"], ())
    assert not disagreements(catalog, model="bob").facts


def test_kinds_by_name() -> None:
    """The three kinds, none for no name, and a fault for any other."""
    assert [kind_of(name) for name in (*get_args(Kind), "")] == [*get_args(Kind), None]
    with pytest.raises(BadSetting, match="it can be scores, prices or facts"):
        kind_of("rumours")


def test_every_sentence_can_be_read_back(catalog: Catalog) -> None:
    """Each disagreement of the shipped catalog is said with its figures."""
    found = disagreements(catalog)
    said = [score_words(one, found) for one in found.scores]
    said += [price_words(one, found) for one in found.prices]
    said += [fact_words(one, found) for one in found.facts]
    assert [(one.text, faults(one)) for one in said if faults(one)] == []
