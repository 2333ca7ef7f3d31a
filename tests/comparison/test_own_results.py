"""Your own runs in a comparison: paired where they can be, apart where conditions differ, and never in a verdict."""

from pathlib import Path

import pytest
from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import remembered
from evenhand.comparison.benchmark_states import benchmark_states
from evenhand.comparison.compare import compare
from evenhand.comparison.explain import explain_score
from evenhand.comparison.rank import rank
from evenhand.records.comparison import Comparison, OwnTest, Reading
from evenhand.records.facts import Lab, Model
from evenhand.scoring.small_samples import mcnemar
from evenhand.settings import OWN_VARIABLE
from evenhand.wording.compare import comparison_words
from evenhand.wording.intervals import paired_words
from evenhand.wording.sentence import faults
from own_facts import TOY, own_facts


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The toy facts with runs of one's own behind them."""
    return load_catalog((TOY, own_facts(tmp_path_factory.mktemp("own") / "own")), today="2025-07-01")


def compared(catalog: Catalog, left: str, right: str) -> Comparison:
    """Two models in the usual lane, without places."""
    return compare(catalog, naming.subject(catalog, left), naming.subject(catalog, right), places={})


def own_test(found: Comparison, name: str) -> OwnTest:
    """One test among one's own."""
    return next(test for test in found.own if test.benchmark == name)


def test_common_questions_are_paired(owned: Catalog) -> None:
    """Counts, difference, interval and p are those of the two columns; the run with other shots is listed, not used."""
    test = own_test(compared(owned, "tarn-2", "quill-7"), "own-bolt-box")
    assert test.state == "compared"
    assert test.test
    assert test.test.paired
    assert test.interval
    pairing = test.test.paired
    assert (pairing.items, pairing.both, pairing.left_only, pairing.right_only) == (40, 20, 10, 2)
    assert pairing.p_value == pytest.approx(mcnemar(10, 2))
    assert test.test.difference == pytest.approx(20.0)
    assert test.test.error is not None
    assert test.test.error < pairing.unpaired_error
    assert test.interval.low < test.test.difference < test.interval.high
    assert [reading.observation.value for reading in test.right] == [20.0, 55.0]


def test_the_mirror_mirrors(owned: Catalog) -> None:
    """Exchanged sides turn the sign and keep everything else."""
    one = own_test(compared(owned, "tarn-2", "quill-7"), "own-bolt-box")
    other = own_test(compared(owned, "quill-7", "tarn-2"), "own-bolt-box")
    assert one.test
    assert other.test
    assert one.test.difference == pytest.approx(-(other.test.difference or 0.0))
    assert (one.probability or 0.0) + (other.probability or 0.0) == pytest.approx(1.0)
    assert one.left == other.right


def test_other_conditions_have_no_difference(owned: Catalog) -> None:
    """Chat against completion is shown side by side, beside the public scores, and not subtracted."""
    test = own_test(compared(owned, "tarn-2", "quill-7"), "mend-it")
    assert (test.state, test.test, test.interval) == ("other conditions", None, None)
    assert test.public_left
    assert test.public_right
    assert test.public_left.observation.source == "tarn-card"
    assert {reading.observation.tier for reading in (*test.left, *test.right)} == {"O"}


def test_no_outcomes_no_pairing(owned: Catalog) -> None:
    """Two runs alike without outcomes of the same questions are compared, and said to be unpaired."""
    found = compared(owned, "tarn-2", "tarn-2-mini")
    test = own_test(found, "own-bolt-box")
    assert test.state == "compared"
    assert test.test
    assert test.test.paired is None
    assert any(said.rule == "own.unpaired" for said in comparison_words(found).own)


def test_own_runs_decide_nothing(owned: Catalog) -> None:
    """Without them every other part of the comparison is the same."""
    plain = load_catalog((TOY,), today="2025-07-01")
    one, other = compared(owned, "tarn-2", "quill-7"), compared(plain, "tarn-2", "quill-7")
    assert other.own == ()
    assert one.own
    for name in ("overall", "categories", "shared", "left_out", "verdict", "flips", "classic", "disagreements"):
        assert getattr(one, name) == getattr(other, name), name


@pytest.mark.parametrize("pair", [("tarn-2", "quill-7"), ("quill-7", "tarn-2-mini"), ("tarn-2", "tarn-2-mini")])
def test_words_hold_their_figures(owned: Catalog, pair: tuple[str, str]) -> None:
    """Every sentence reads back as its figures."""
    said = comparison_words(compared(owned, *pair)).own
    assert [fault for sentence in said for fault in faults(sentence)] == []


def test_the_words_of_a_pair(owned: Catalog) -> None:
    """The difference with its interval, what it rests on, the runs that are listed, and the public score beside."""
    text = " ".join(sentence.text for sentence in comparison_words(compared(owned, "quill-7", "tarn-2")).own)
    assert (
        "On bolt-box (own), which you ran on both, Tarn 2 reaches 75.0 and Quill 7 55.0: 20.0 points, 95% interval"
        in text
    )
    assert "of 40 questions Quill 7 alone solved 2 and Tarn 2 alone 10" in text
    assert "You ran bolt-box (own) 2 times on Quill 7, from 20 to 55, with another prompting" in text
    assert "not alike (prompting)" in text


def test_the_written_difference_is_the_true_one(owned: Catalog) -> None:
    """46 of 60 less 35 of 60 is 18.33 points, whatever the rounded scores subtract to."""
    found = compared(owned, "tarn-2", "quill-7")
    test = own_test(found, "own-bolt-box")
    assert test.test
    left, right = 4600 / 60, 3500 / 60
    seen = structs.replace(
        test.test,
        left=structs.replace(test.test.left, scaled=left),
        right=structs.replace(test.test.right, scaled=right),
        difference=left - right,
        paired=None,
    )
    said = comparison_words(structs.replace(found, own=(structs.replace(test, test=seen),))).own
    assert "Tarn 2 reaches 76.7 and Quill 7 58.3: 18.3 points, 95% interval" in said[1].text
    figure = next(one for one in said[1].figures if one.name == "difference")
    assert figure.value == pytest.approx(left - right)
    assert [fault for sentence in said for fault in faults(sentence)] == []


def test_equal_runs_have_no_range(owned: Catalog) -> None:
    """Two runs with one value went from nowhere to nowhere."""
    found = compared(owned, "tarn-2", "quill-7")
    test = own_test(found, "own-bolt-box")
    twice = structs.replace(test, right=test.right[-1:] * 2)
    said = comparison_words(structs.replace(found, own=(twice,))).own
    assert any("2 times on Quill 7, 55 each time, under the same conditions" in sentence.text for sentence in said)
    assert [fault for sentence in said for fault in faults(sentence)] == []


def runs_of(test: OwnTest, *values: float) -> tuple[Reading, ...]:
    """Several runs of a test, alike but for their values."""
    one = test.left[0]
    return tuple(structs.replace(one, observation=structs.replace(one.observation, value=value)) for value in values)


def test_no_run_speaks_for_several(owned: Catalog) -> None:
    """Where a side has several runs, the headline is their range and not the newest; values have two decimals."""
    found = compared(owned, "tarn-2", "quill-7")
    test = own_test(found, "mend-it")
    runs = runs_of(test, 39.0, 3400 / 55, 66.0)
    alone = structs.replace(test, state="one side only", left=runs, right=(), public_left=None, public_right=None)
    apart = structs.replace(alone, state="other conditions", left=runs[1:2], right=(test.right[0],) * 2)
    said = comparison_words(structs.replace(found, own=(alone, apart))).own
    text = " ".join(sentence.text for sentence in said)
    assert "You ran Mend It on Tarn 2 alone: from 39 to 66 in 3 runs. You ran Mend It 3 times on Tarn 2, under" in text
    assert "Tarn 2 61.82, Quill 7 40 in each of 2 runs. No difference is drawn." in text
    assert [fault for sentence in said for fault in faults(sentence)] == []


def test_what_pairing_does_not_change_is_not_said(owned: Catalog) -> None:
    """Equal errors are not set against each other, and what rounds to zero has no sign."""
    test = own_test(compared(owned, "tarn-2", "quill-7"), "own-bolt-box").test
    assert test
    assert test.paired
    assert test.error is not None
    same = structs.replace(test.paired, unpaired_error=test.error + 0.001, correlation=-0.001)
    said = list(paired_words(structs.replace(test, error=round(test.error, 1), paired=same), "it", "A", "B"))
    assert [sentence.rule for sentence in said] == ["paired.questions"]
    assert "McNemar’s mid-p" in said[0].text
    other = structs.replace(same, unpaired_error=test.error + 1.0)
    said = list(paired_words(structs.replace(test, paired=other), "it", "A", "B"))
    assert "correlate at 0.00, so" in said[1].text
    assert [fault for sentence in said for fault in faults(sentence)] == []


def test_level_runs_are_level(owned: Catalog) -> None:
    """Equal scores name no leader."""
    found = compared(owned, "tarn-2", "quill-7")
    test = own_test(found, "own-bolt-box")
    assert test.test
    even = structs.replace(test, test=structs.replace(test.test, right=test.test.left, difference=0.0, paired=None))
    said = comparison_words(structs.replace(found, own=(even,))).own
    assert "are level at 75.0" in said[1].text
    assert [fault for sentence in said for fault in faults(sentence)] == []


def test_answers_on_file_are_counted(owned: Catalog) -> None:
    """The questions of a run with outcomes are counted; those of one without are as it states them."""
    test = own_test(compared(owned, "tarn-2", "quill-7"), "own-bolt-box")
    assert {reading.items_from for reading in test.left} == {"counted"}
    assert [reading.items_from for reading in test.right] == ["stated", "counted"]
    subject = naming.subject(owned, "tarn-2")
    found = explain_score(owned, subject, owned.benchmarks["own-bolt-box"])
    explained = {one.observation.origin: one.items_from for one in found.scores}
    assert explained == {"a/log.eval": "counted"}


def test_a_board_tracks_public_models(owned: Catalog) -> None:
    """A model that only own runs know is on no board, in no count of models, unless the lane admits such runs."""
    alone = Model(id="own-tune", name="tune", lab="own", family="")
    catalog = structs.replace(
        owned,
        models={**dict(owned.models.items()), alone.id: alone},
        labs={**owned.labs, "own": Lab(id="own", name="Own")},
    )
    assert alone.id not in {row.model for row in rank(catalog).rows}
    assert alone.id not in {row.model for row in rank(catalog, "classic").rows}
    classic = catalog.rankings["classic"]
    mine = structs.replace(classic, lanes={**classic.lanes, "mine": ("A", "O")})
    assert alone.id in {row.model for row in rank(catalog, mine, "mine").rows}


def test_an_import_costs_no_fit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is worked out for the public facts is found again beside runs of one's own; a view of a day has its own."""
    own = own_facts(tmp_path / "own" / "facts")
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    plain, owned = load_catalog((TOY,)), load_catalog((TOY, own))
    assert plain.version != owned.version
    assert plain.date == owned.date
    assert owned.decided_by == plain.decided_by == plain.version
    assert remembered(plain, "what was worked out", int, lambda: 7) == 7
    assert remembered(owned, "what was worked out", int, lambda: 8) == 7
    assert as_of(owned, "2025-06-02").decided_by != plain.version


def test_states_are_public(owned: Catalog) -> None:
    """Runs of one's own move no benchmark's state, and one's own benchmark has none."""
    plain = benchmark_states(load_catalog((TOY,), today="2025-07-01"))
    found = benchmark_states(owned)
    assert {name: found[name] for name in plain} == plain
    assert (found["own-bolt-box"].state, found["own-bolt-box"].models) == ("unknown", 0)


def test_the_same_answers_are_said(owned: Catalog) -> None:
    """Two runs that solved the same questions have no error between them, and that is said instead of nothing."""
    found = compared(owned, "tarn-2", "quill-7")
    test = own_test(found, "own-bolt-box")
    assert test.test
    same = structs.replace(test.test, right=test.test.left, difference=0.0, error=0.0)
    said = comparison_words(
        structs.replace(found, own=(structs.replace(test, test=same, interval=None, probability=None),))
    ).own
    assert "Tarn 2 and Quill 7 solved the same questions: 75 each." in said[1].text
    assert [fault for sentence in said for fault in faults(sentence)] == []
