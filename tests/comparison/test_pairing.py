"""Shared tests of which both sides' answers are on file: joined to the right runs, only where they fit the score."""

import csv
from pathlib import Path

import pytest
from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.item_outcomes import read_outcomes
from evenhand.catalog.reading import Reader
from evenhand.comparison.evidence import evidence
from evenhand.comparison.pairing import outcomes_of, pairing
from evenhand.records.comparison import SharedTest
from evenhand.settings import shipped_data
from evenhand.wording.intervals import paired_words
from evenhand.wording.sentence import faults

TEST = "swe-bench-verified"
TABLE = Path("collected/openhands-index/items") / f"{TEST}.csv"


def shared(catalog: Catalog, left: str, right: str) -> SharedTest:
    """Two models on SWE-bench Verified in the widest lane."""
    ranking = catalog.rankings["even"]
    sides = (naming.subject(catalog, name) for name in (left, right))
    found = evidence(catalog, *sides, ranking, ranking.lanes[ranking.default_lane])
    return next(test for test in found.shared if test.benchmark == TEST)


def test_counts_are_those_of_the_table(catalog: Catalog) -> None:
    """Both, left alone and right alone are counted again from the file of the outcomes."""
    test = shared(catalog, "gpt-5.2", "claude-opus-4.5")
    with (shipped_data() / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row["results/GPT-5.2"], row["results/claude-opus-4-5"]) for row in rows]
    found = test.paired
    assert found
    assert found.items == len(rows)
    assert (found.both, found.left_only, found.right_only) == tuple(
        map(pairs.count, [("1", "1"), ("1", "0"), ("0", "1")])
    )
    assert test.error == pytest.approx(1.6085, abs=1e-4)
    assert found.unpaired_error == pytest.approx(2.7178, abs=1e-4)
    assert test.logit_error is not None
    assert test.separable == pytest.approx(2.8 * test.error)


def test_the_mirror_mirrors(catalog: Catalog) -> None:
    """Exchanged sides exchange the counts and keep error, correlation and p."""
    one, other = shared(catalog, "gpt-5.2", "claude-opus-4.5"), shared(catalog, "claude-opus-4.5", "gpt-5.2")
    assert one.paired
    assert other.paired
    turned = structs.replace(other.paired, left_only=other.paired.right_only, right_only=other.paired.left_only)
    assert structs.asdict(turned) == pytest.approx(structs.asdict(one.paired))
    assert one.error == pytest.approx(other.error)


def test_a_score_that_its_outcomes_do_not_give_is_not_paired(catalog: Catalog) -> None:
    """Another value, another number of questions or another folder leave the two sides unpaired."""
    test = shared(catalog, "gpt-5.2", "claude-opus-4.5")
    moved = structs.replace(test.left, scaled=(test.left.scaled or 0.0) + 0.2)
    fewer = structs.replace(test.left, items=400)
    strange = structs.replace(
        test.left, observation=structs.replace(test.left.observation, origin="results/x/scores.json")
    )
    assert pairing(catalog, test.left, test.right)
    assert [pairing(catalog, side, test.right) for side in (moved, fewer, strange)] == [None, None, None]
    assert outcomes_of(catalog, strange.observation) is None


def test_the_words_hold_the_figures(catalog: Catalog) -> None:
    """Both sentences read back as their figures, and name the two errors."""
    said = tuple(paired_words(shared(catalog, "gpt-5.2", "claude-opus-4.5"), "SWE-bench Verified", "GPT-5.2", "Opus"))
    assert [faults(sentence) for sentence in said] == [(), ()]
    assert "of 500 questions GPT-5.2 alone solved 27 and Opus alone 37" in said[0].text
    assert "1.6 points instead of 2.7" in said[1].text


RUNS = "run,model,benchmark,harness,measured,origin,known,unknown\n"


@pytest.mark.parametrize(
    ("runs", "table", "said"),
    [
        ("r,m,t,,,o,2,0\n", "item,r\na,1\nb,2\n", "an outcome is 1, 0 or empty, one for each run"),
        ("r,m,t,,,o,1,0\n", "item,r\na,1\nb,0\n", "the number of known outcomes is another"),
        ("r,m,t,,,o,2,0\n", "item,s\na,1\nb,0\n", "no table of outcomes has this run"),
        ("r,m,t,,,o,2,0\n", None, "no table of outcomes has this run"),
    ],
)
def test_faults_of_the_tables_are_reported(tmp_path: Path, runs: str, table: str | None, said: str) -> None:
    """A cell that is no outcome, a wrong count, a run without column or table: each is a problem and gives nothing."""
    (tmp_path / "runs.csv").write_text(RUNS + runs, "utf-8")
    if table is not None:
        (tmp_path / "t.csv").write_text(table, "utf-8")
    reader = Reader(tmp_path)
    assert read_outcomes(reader, tmp_path / "runs.csv", "here") == []
    assert said in [problem.message for problem in reader.problems]


def test_outcomes_read_as_bits(tmp_path: Path) -> None:
    """The first question is the highest bit; an empty cell is neither known nor solved."""
    (tmp_path / "runs.csv").write_text(RUNS + "r,m,t,,,o,3,1\n", "utf-8")
    (tmp_path / "t.csv").write_text("item,r\na,1\nb,\nc,0\nd,1\n", "utf-8")
    reader = Reader(tmp_path)
    (found,) = read_outcomes(reader, tmp_path / "runs.csv", "here")
    assert (found.items, found.solved, found.known, reader.problems) == (4, "9", "b", [])
