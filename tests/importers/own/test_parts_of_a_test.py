"""Runs that took a part of a test are compared on the questions that both answered; sums of results are no tests."""

import json
from pathlib import Path

import pytest
from own_logs import FIXTURES, answers, made, run

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.compare import compare
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.names_of_own import OwnNames
from evenhand.records.comparison import OwnTest
from evenhand.records.own_imports import ImportReport
from evenhand.settings import data_folders
from evenhand.wording.compare import comparison_words
from evenhand.wording.sentence import faults

LEFT = "110110101101011010110101101011010110101101011010110101101101"  # all 60 questions
RIGHT = "100110100101010010110101001011010010101101001010110100"  # the first 54
TEST = "own-odd-things"


pytestmark = pytest.mark.usefixtures("own", "few_draws")


def imported(folder: Path) -> Catalog:
    """The catalog with what lies in the folder."""
    assert not import_logs([folder]).refused
    return load_catalog(data_folders())


def own_test(catalog: Catalog, left: str, right: str) -> tuple[OwnTest, str]:
    """The test of one's own, and all that is said of one's own runs."""
    sides = (naming.subject(catalog, name) for name in (left, right))
    found = compare(catalog, *sides, places={})
    said = comparison_words(found).own
    assert [fault for sentence in said for fault in faults(sentence)] == []
    return next(test for test in found.own if test.benchmark == TEST), " ".join(one.text for one in said)


def test_common_questions_of_a_part_are_paired(tmp_path: Path) -> None:
    """Both are read on the 54 questions that both answered, counted by hand, and the sentence says so; mirrored too."""
    answers(tmp_path / "logs" / "a.csv", "quill-7", LEFT)
    answers(tmp_path / "logs" / "b.csv", "tarn-2", RIGHT)
    catalog = imported(tmp_path / "logs")
    test, said = own_test(catalog, "quill-7", "tarn-2")
    pairs = list(zip(LEFT, RIGHT, strict=False))
    alone = (pairs.count(("1", "0")), pairs.count(("0", "1")))
    assert (test.state, test.answered) == ("compared", (60, 54))
    assert test.test
    assert test.test.paired
    assert (test.test.paired.items, test.test.paired.left_only, test.test.paired.right_only) == (54, *alone)
    assert test.test.difference == pytest.approx(100 * (alone[0] - alone[1]) / 54)
    assert test.test.left.items == test.test.right.items == 54
    assert test.test.left.observation.subset == "54 common questions"
    assert [one.observation.n for one in (*test.left, *test.right)] == [60, 54]
    assert "On the 54 questions of odd things (own) that both answered (60 asked of Quill 7, 54 of Tarn 2), " in said
    mirrored, _ = own_test(catalog, "tarn-2", "quill-7")
    assert mirrored.answered == (54, 60)
    assert mirrored.test
    assert mirrored.test.difference == pytest.approx(-(test.test.difference or 0.0))
    assert mirrored.test.error == pytest.approx(test.test.error)


def test_no_common_question_is_no_comparison(tmp_path: Path) -> None:
    """Two parts without a common question are shown side by side."""
    answers(tmp_path / "logs" / "a.csv", "quill-7", LEFT)
    other = answers(tmp_path / "logs" / "b.csv", "tarn-2", RIGHT)
    other.write_text(other.read_text().replace("What is", "Who is"))
    test, said = own_test(imported(tmp_path / "logs"), "quill-7", "tarn-2")
    assert (test.state, test.test, test.answered) == ("other conditions", None, None)
    assert "not alike (subset)" in said


def test_a_stated_part_is_another_test(tmp_path: Path) -> None:
    """Common questions do not pair a run over the subset `hard` with one over the subset `easy`."""
    for name, signs, subset in (("quill-7", LEFT, "hard"), ("tarn-2", RIGHT, "easy")):
        path = answers(tmp_path / "logs" / f"{name}.csv", name, signs)
        head, *rows = path.read_text().splitlines()
        path.write_text("\n".join([f"{head},subset", *(f"{row},{subset}" for row in rows)]) + "\n")
    test, _ = own_test(imported(tmp_path / "logs"), "quill-7", "tarn-2")
    assert test.state == "other conditions"


def told(tmp_path: Path, *runs: object, names: OwnNames | None = None) -> ImportReport:
    """The report of an import of these runs."""
    (tmp_path / "log.made").write_text("x")
    return import_logs([tmp_path / "log.made"], [made(runs)], names=names or OwnNames())  # type: ignore[arg-type]


def test_sums_of_results_are_kept_and_are_no_test(own: Path, tmp_path: Path) -> None:
    """A group has no score, is in run.json, and is told; with a name that the user gives it is a test."""
    group = run(key="all", task="all", settings={"aggregate": "odd, even"}, primary=False)
    report = told(tmp_path, run(), group)
    assert [(one.task, one.benchmark, one.score) for one in report.taken] == [
        ("odd", "own-odd", 50.0),
        ("all", "", None),
    ]
    assert report.taken[1].without_score.startswith("it adds up other results of the log; --benchmark")
    assert "own-all" not in load_catalog(data_folders()).benchmarks
    (kept,) = (json.loads(path.read_text()) for path in own.glob("runs/*/run.json"))
    assert [one["task"] for one in kept["runs"]] == ["odd", "all"]
    import_logs([], names=OwnNames(benchmarks={"all:accuracy": "own-all"}))
    assert "own-all" in load_catalog(data_folders()).benchmarks


def test_sums_of_real_logs_are_told() -> None:
    """LightEval's row `all` of a real file adds nothing to the tests of one's own."""
    report = import_logs([FIXTURES / "lighteval"])
    sums = [one for one in report.taken if one.task == "all"]
    assert sums
    assert {one.benchmark for one in sums} == {""}
    assert not [name for name in load_catalog(data_folders()).benchmarks if name.startswith("own-all")]


@pytest.mark.parametrize(("error", "why"), [("-0.1", "-0.1 is below 0"), ("1e99", "'1e99' is no number")])
def test_an_error_that_is_none_is_told(tmp_path: Path, error: str, why: str) -> None:
    """The score stays, the standard error is left out, and the report says which and why."""
    (one,) = told(tmp_path, run(error=error)).taken
    assert (one.score, one.without_score) == (50.0, "")
    assert why in one.without_error
    (row,) = (row for row in load_catalog(data_folders()).observations if row.tier == "O")
    assert row.error is None
