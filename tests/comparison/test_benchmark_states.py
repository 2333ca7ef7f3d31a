"""The state of a benchmark: its file first, then the figures; a flag, and never a change of evidence."""

import re
from typing import Any

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.benchmark_states import benchmark_state, benchmark_states, newer_version, recent_models
from evenhand.comparison.benchmark_states import taken_by_benchmark as taken
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.compare import compare
from evenhand.errors import UnknownCategory
from evenhand.records.facts import Benchmark, Model, Observation
from evenhand.wording.benchmarks import state_words
from evenhand.wording.sentence import faults
from invented_catalogs import BENCHMARKS, catalog_of, score

PEOPLE = {f"m{place:02}": Model(id=f"m{place:02}", lab="one", name=f"M {place}") for place in range(24)}
TESTS = [one.id for one in BENCHMARKS if one.kind == "test" and one.unit == "percent" and not one.versions]


def column(test: str, *values: float, **fields: Any) -> list[Observation]:
    """One score each for the first models."""
    return [score(name, test, value, **fields) for name, value in zip(PEOPLE, values, strict=False)]


def stocked(*rows: Observation, benchmarks: tuple[Benchmark, ...] = BENCHMARKS, dated: bool = True) -> Catalog:
    """A catalog of twenty-four models, the later the newer."""
    people = {
        name: structs.replace(model, released=f"2026-01-{place + 1:02}" if dated else None)
        for place, (name, model) in enumerate(PEOPLE.items())
    }
    return catalog_of(*rows, models=people, benchmarks={one.id: one for one in benchmarks})


FAR = tuple(float(40 + 2 * place) for place in range(24))
NEAR = tuple(60 + place / 10 for place in range(24))


def test_figures_decide() -> None:
    """Far apart and taken by the newest is current; near together is saturated; so is the top."""
    others = [row for test in TESTS[:8] for row in column(test, *FAR)]
    assert benchmark_state(stocked(*others), TESTS[0]).state == "current"
    rows = [*column("fix", *NEAR), *column("exam", *FAR[:19], *[99.5] * 5)]
    found = benchmark_states(stocked(*rows))
    assert (found["fix"].state, found["fix"].by) == ("saturated", "reliability")
    assert (found["exam"].state, found["exam"].by) == ("saturated", "ceiling")
    assert (found["facts"].state, found["facts"].by) == ("unknown", "too few models")


def test_a_test_of_unknown_size_is_not_called_saturated() -> None:
    """Without a number of items the figures are given and nothing is concluded."""
    found = benchmark_state(stocked(*column("quiz", *NEAR), benchmarks=_quiz("unknown")), "quiz")
    assert (found.state, found.known_items) == ("unknown", False)
    assert found.saturation is not None


def test_what_its_file_says_goes_first() -> None:
    """Contaminated or stale by its maintainer's word is not overruled by figures."""
    rows = column("quiz", *NEAR, n=200)
    assert benchmark_state(stocked(*rows, benchmarks=_quiz("contaminated")), "quiz").by == "its file"
    assert benchmark_state(stocked(*rows, benchmarks=_quiz("stale")), "quiz").state == "stale"
    assert benchmark_state(stocked(*rows, benchmarks=_quiz("unknown")), "quiz").state == "saturated"


def test_stale_when_the_newest_do_not_take_it() -> None:
    """Of the twenty newest with scores on eight tests under six have a score of it."""
    rows = [row for test in TESTS[:8] for row in column(test, *FAR)]
    old = [score(name, "share", 0.5) for name in list(PEOPLE)[:9]]
    catalog = stocked(*rows, *old)
    assert recent_models(catalog, taken(catalog)) == tuple(reversed(PEOPLE))[:20]
    found = benchmark_state(catalog, "share")
    assert (found.state, found.by, found.staleness and found.staleness.taken) == ("stale", "recent models", 5)
    assert recent_models(stocked(*rows, dated=False), taken(catalog)) == ()


def test_only_plain_rows_of_one_form_are_looked_at() -> None:
    """Another version, a part, other tools and second-hand figures stay out; one score a model stands."""
    rows = column("code-v", *FAR[:12], version="v6")
    odd = [
        *column("code-v", *NEAR, version="v5"),
        *column("code-v", *NEAR, version="v6", subset="half"),
        *column("code-v", *NEAR, version="v6", tier="E"),
        *column("code-v", *NEAR),
    ]
    plain, mixed = (benchmark_state(stocked(*each), "code-v") for each in (rows, [*rows, *odd]))
    assert (mixed.form.version, mixed.models, mixed.saturation) == ("v6", 12, plain.saturation)


@pytest.mark.parametrize(
    ("versions", "version", "newer"),
    [
        (("1.0", "2.0", "2.1"), "2.0", "2.1"),
        (("1.0", "2.0", "2.1"), "2.1", ""),
        (("v9", "v10"), "v9", "v10"),
        (("2024-11-25", "2026-01-08"), "2024-11-25", "2026-01-08"),
        (("v5", "v6", "2025-01..2025-05"), "v5", ""),
        (("original", "verified"), "original", ""),
        (("1.0", "2.0"), "", ""),
    ],
)
def test_a_newer_version(versions: tuple[str, ...], version: str, newer: str) -> None:
    """Numbers and days have an order, other names have none."""
    assert newer_version(structs.replace(BENCHMARKS[1], versions=versions), version) == newer


def test_states_flag_and_change_nothing_else() -> None:
    """Two catalogs that differ only in a state give the same comparison but for the flag."""
    rows = [score("ada", "quiz", 60), score("bob", "quiz", 50), score("ada", "fix", 60), score("bob", "fix", 50)]
    found = []
    for state in ("unknown", "contaminated"):
        catalog = catalog_of(*rows, benchmarks={one.id: one for one in _quiz(state)})
        found.append(compare(catalog, *map(Subject, catalog.models.values()), places={}))
    plain, flagged = found
    kinds = [[{flag.kind for flag in test.flags} for test in each.shared] for each in found]
    assert [more - less for less, more in zip(*kinds, strict=True)] == [set(), {"contaminated"}]
    assert (plain.overall, plain.categories, plain.verdict) == (flagged.overall, flagged.categories, flagged.verdict)


def test_an_old_version_is_flagged_on_its_own_rows_only() -> None:
    """A pair on the old version is stale, one on the newest is not, whatever the ranking counts."""
    for version, flagged in (("v5", True), ("v6", False)):
        rows = [score(name, "code-v", 60, version=version) for name in ("ada", "bob")]
        catalog = catalog_of(*rows)
        (test,) = compare(catalog, *map(Subject, catalog.models.values()), places={}).shared
        assert ("newer version" in {flag.by for flag in test.flags}) is flagged


def test_list_and_profile() -> None:
    """The list counts, the profile ranks the models by the scores that stand for them, best first, ties sharing."""
    rows = [*column("errors", 30, 10, 10, 20), score("m00", "errors", 5, tier="E", source="page")]
    catalog = stocked(*rows)
    (line,) = (one for one in benchmark_list(catalog, "math").benchmarks if one.id == "errors")
    assert (line.scores, line.models, line.state) == (5, 4, "unknown")
    found = benchmark_profile(catalog, catalog.benchmarks["errors"])
    assert [(one.place, one.model, one.others) for one in found.leaders] == [
        (1, "m01", 0),
        (1, "m02", 0),
        (3, "m03", 0),
        (4, "m00", 1),
    ]
    assert found.reporters == (("card", 4), ("page", 1))
    with pytest.raises(UnknownCategory):
        benchmark_list(catalog, "cooking")


def test_every_state_can_be_read_back(catalog: Catalog) -> None:
    """Each sentence about the state of a shipped benchmark states its figures and nothing else."""
    for standing in benchmark_states(catalog).values():
        for sentence in state_words(standing):
            assert faults(sentence) == (), sentence.text
            assert not re.search(r"[{}]|None", sentence.text)


def test_no_shipped_file_says_saturated(catalog: Catalog) -> None:
    """Saturated is worked out and never written; what is written has its source and reason."""
    for benchmark in catalog.benchmarks.values():
        assert benchmark.state in ("unknown", "stale", "contaminated")
        if benchmark.state != "unknown":
            assert benchmark.state_reason
            assert any("state" in stated.fields for stated in benchmark.stated) or benchmark.link


def _quiz(state: Any) -> tuple[Benchmark, ...]:
    return tuple(structs.replace(one, state=state) if one.id == "quiz" else one for one in BENCHMARKS)
