"""What `explain` prints is the arithmetic that the comparison used: recomputed here by hand."""

from math import log, sqrt

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, benchmark, subject
from evenhand.comparison.compare import compare
from evenhand.comparison.evidence import evidence
from evenhand.comparison.explain import explain_category, explain_classic, explain_score
from evenhand.errors import UnknownCategory, UnknownLane, UnknownRanking
from evenhand.records.facts import RawFile
from evenhand.wording.explanation import after_words
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, score

ROWS = (
    score("ada", "exam", 78.8, raw="78.8%"),
    score("bob", "exam", 93.6, raw="93.6%"),
    score("ada", "facts", 77.2, raw="77.2", error=0.9),
    score("bob", "facts", 89.5, raw="89.5"),
    score("ada", "exam", 70.0, tier="E", raw="70"),
    score("ada", "exam", 75.0, tier="C", raw="75.0", tools="python"),
)


def test_score_by_hand() -> None:
    """Centre, binomial error, rounding step and the error that follows from them; preferred first, all shown."""
    catalog = catalog_of(*ROWS)
    found = explain_score(catalog, Subject(catalog.models["ada"]), catalog.benchmarks["exam"])
    assert [one.observation.value for one in found.scores] == [78.8, 75.0, 70.0]
    assert [one.preferred for one in found.scores] == [True, False, False]
    assert [one.admitted for one in found.scores] == [True, True, False]
    first = found.scores[0]
    centre = (0.788 * 198 + 0.5) / 199
    binomial = 100 * sqrt(centre * (1 - centre) / 198)
    assert (first.items, first.items_from, first.reported) == (198, "registered", None)
    assert first.centre == pytest.approx(centre)
    assert first.binomial == pytest.approx(binomial)
    assert first.step == pytest.approx(0.1)
    assert first.error == pytest.approx(sqrt(binomial**2 + 0.01 / 12))
    assert found.scores[2].step == pytest.approx(1.0)
    assert set(found.sources) == {"card"}


def test_reported_error_is_shown_and_used() -> None:
    """A reported error larger than half of the binomial one is the one used."""
    catalog = catalog_of(*ROWS)
    (one,) = explain_score(catalog, Subject(catalog.models["ada"]), catalog.benchmarks["facts"]).scores
    assert (one.reported, one.binomial) == (0.9, pytest.approx(0.3825, abs=1e-3))
    assert one.error == pytest.approx(sqrt(0.81 + 0.01 / 12))


def test_category_by_hand() -> None:
    """Pooled variance, precision, and what follows from them, from the raw scores."""
    catalog = catalog_of(*ROWS)
    left, right = subject(catalog, "ada"), subject(catalog, "bob")
    found = explain_category(catalog, left, right, "knowledge")
    assert [test.benchmark for test in found.tests] == ["exam", "facts"]
    tau, pi, prior = found.rule.between_tests, found.rule.between_pairs, found.prior_tests
    shifts = [log(a / (1 - a)) - log(b / (1 - b)) for a, b in ((0.788, 0.936), (0.772, 0.895))]
    assert [test.logit for test in found.tests] == pytest.approx(shifts)
    mean = sum(shifts) / 2
    variance = (prior * tau**2 + sum((shift - mean) ** 2 for shift in shifts)) / (prior + 1)
    precisions = [1 / (variance + (test.logit_error or 0) ** 2) for test in found.tests]
    precision = 1 / pi**2 + sum(precisions)
    assert found.variance == pytest.approx(variance)
    assert found.precision == pytest.approx(precision)
    expected = sum(each * shift for each, shift in zip(precisions, shifts, strict=True)) / precision
    assert found.result.expected == pytest.approx(expected)
    assert found.result.expected_error == pytest.approx(sqrt(1 / precision + variance))
    assert found.result.freedom == prior + 1


def test_category_is_that_of_the_comparison() -> None:
    """The explanation explains the very result that the comparison gives, with or without evidence."""
    catalog = catalog_of(*ROWS)
    left, right = subject(catalog, "ada"), subject(catalog, "bob")
    results = {one.id: one for one in compare(catalog, left, right, places={}).categories}
    for name, result in results.items():
        found = explain_category(catalog, left, right, name)
        assert found.result == result
        assert (found.variance is None) == (not result.shared)


def test_classic_parts_add_up() -> None:
    """A classic value is the weighted mean of the parts that are shown."""
    catalog = catalog_of(*ROWS)
    found = explain_classic(catalog, Subject(catalog.models["bob"]))
    value = found.categories["knowledge"]
    assert value.value == pytest.approx(sum(part * weight for _, part, weight in value.parts))
    assert found.overall is not None
    assert found.overall.value == pytest.approx(value.value)


def test_unknown_names() -> None:
    """A category, ranking or lane that does not exist is an error."""
    catalog = catalog_of(*ROWS)
    left, right = subject(catalog, "ada"), subject(catalog, "bob")
    with pytest.raises(UnknownCategory):
        explain_category(catalog, left, right, "cooking")
    with pytest.raises(UnknownRanking):
        explain_score(catalog, left, benchmark(catalog, "exam"), ranking="odd")
    with pytest.raises(UnknownLane):
        explain_classic(catalog, left, lane="odd")


def test_the_preferred_score_says_why_it_goes_first() -> None:
    """Each other score carries the first criterion that put it behind, and the preferred one none."""
    rows = (
        *(row for row in ROWS if row.model == "ada"),
        score("ada", "exam", 80.0, published="2026-05", source="page"),
        score("ada", "exam", 81.0, effort="max", published="2026-06"),
    )
    catalog = catalog_of(*rows)
    found = explain_score(catalog, Subject(catalog.models["ada"]), catalog.benchmarks["exam"])
    told = [
        (one.observation.value, one.after and (one.after.by, one.after.here, one.after.there)) for one in found.scores
    ]
    assert told == [
        (81.0, None),
        (80.0, ("effort", "max", "")),
        (78.8, ("effort", "max", "")),
        (75.0, ("tier", "B", "C")),
        (70.0, ("lane", "B", "E")),
    ]
    for one in found.scores[1:]:
        assert one.after is not None
        assert faults(after_words(one.after)) == ()


def test_nothing_is_preferred_where_the_lane_admits_nothing() -> None:
    """In the verified lane a lab's own scores are shown in their order, and none is the preferred one."""
    rows = (score("ada", "exam", 70.0, tier="D"), score("ada", "exam", 75.0, tier="C"))
    catalog = catalog_of(*rows)
    found = explain_score(catalog, Subject(catalog.models["ada"]), catalog.benchmarks["exam"], lane="verified")
    assert [(one.observation.tier, one.preferred) for one in found.scores] == [("C", False), ("D", False)]


def test_where_a_score_stands_in_its_source() -> None:
    """The raw file with its hash goes with the score that was read from it; a row that names none has none."""
    file = RawFile(source="card", name="a.json", sha256="0" * 64, size=1, retrieved="2026-06-01")
    rows = (score("ada", "exam", 70.0, origin="a.json", at="/3"), score("ada", "exam", 75.0, tier="C"))
    catalog = catalog_of(*rows, files=(file, structs.replace(file, name="b.json")))
    found = explain_score(catalog, Subject(catalog.models["ada"]), catalog.benchmarks["exam"])
    assert [one.raw_file for one in found.scores] == [file, None]


def test_the_explained_choice_is_that_of_the_comparison(catalog: Catalog) -> None:
    """Where a model's preferred score can be compared at all, comparisons with a like score rest on it."""
    even = catalog.rankings["even"]
    for name in ("gpt-5.2", "claude-opus-4.5", "kimi-k2"):
        who = subject(catalog, name)
        for test in catalog.observations_of[name]:
            known = catalog.benchmarks[test]
            first = next(iter(explain_score(catalog, who, known).scores))
            twin = structs.replace(first.observation, model="twin")
            people = {**catalog.models, "twin": structs.replace(who.model, id="twin", aliases=())}
            rows = (*catalog.observations_of[name][test], twin)
            pair = structs.replace(catalog, models=people, observations=rows, version="twins")
            shared = evidence(pair, who, Subject(people["twin"]), even, even.lanes["provisional"]).shared
            for one in shared:
                assert one.left.observation == first.observation
