"""What the OpenHands Index becomes: scores held against the outcomes of their items, and the outcomes themselves."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from evenhand.importers import openhands_index
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "openhands-index"
WHOLE = RECORDING.with_suffix(".tar.xz")
NO_ITEM = "component_scores"


def read(place: Path) -> Findings:
    """Everything below a place."""
    scores = openhands_index.parse(read_place(place, openhands_index.IMPORTER.files))
    return openhands_index.translate(scores, known_of("openhands-index", (ROOT / "data",)))


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    return read(RECORDING)


def taken(found: Findings, folder: str, benchmark: str) -> Observation:
    """The one observation of an entry on a benchmark."""
    [row] = [row for row in found.observations if row.origin == f"{folder}/scores.json" and row.benchmark == benchmark]
    return row


def table(found: Findings, name: str) -> list[dict[str, str]]:
    """The rows of a file of outcomes."""
    return list(csv.DictReader(StringIO(found.items[name])))


def counted(found: Findings) -> Counter[str]:
    """How many cells of all matrices are 1, 0 and empty."""
    cells: Counter[str] = Counter()
    for name in found.items:
        if name != "runs.csv":
            cells.update(value for row in table(found, name) for key, value in row.items() if key != "item")
    return cells


def raw_outcomes(place: Path) -> Counter[str]:
    """How many outcomes of each kind the raw files hold, read without the importer."""
    files = read_place(place, ("*/*/instance_results/*.json",))
    found: Counter[str] = Counter()
    for body in files.values():
        found.update(str(one["resolved"]) for name, one in json.loads(body).items() if name != NO_ITEM)
    return found


def test_a_score_keeps_agent_day_and_archive(found: Findings) -> None:
    """Version and day are those of the score, not of the entry."""
    row = taken(found, "results/GPT-5.2", "commit0-lite")
    assert (row.model, row.value, row.raw, row.n) == ("gpt-5.2", 50.0, "50.0", 16)
    assert (row.harness, row.measured, row.tier) == ("OpenHands v1.17.0", "2026-04-28", "A")
    assert row.link.startswith("https://results.eval.all-hands.dev/commit0/")
    assert taken(found, "results/GPT-5.2", "swt-bench-verified").measured == "2026-01-26"


def test_items_that_are_missing_count_as_not_solved(found: Findings) -> None:
    """317 of 427 outcomes are 73.2 percent of the whole 433, which is what the score says."""
    row = taken(found, "results/GPT-5.2", "swt-bench-verified")
    assert (row.value, row.n, row.tier) == (73.2, 433, "A")


def test_a_share_of_what_can_be_solved_is_not_one_of_all(found: Findings) -> None:
    """The multimodal score is over the 68 solvable items, or over fewer where the record says so."""
    assert taken(found, "results/GPT-5.2", "swe-bench-multimodal").n == 68
    assert taken(found, "results/Kimi-K2.5", "swe-bench-multimodal").n == 64


def test_a_score_that_its_outcomes_do_not_give_has_no_log(found: Findings) -> None:
    """8 of 16 solved are not 37.5 percent, and 264 of 433 are not 68.1: tier D, no number of items, a word why."""
    for folder, benchmark in (
        ("alternative_agents/acp-claude/claude-opus-4-6", "commit0-lite"),
        ("results/DeepSeek-V4-Pro", "swt-bench-verified"),
    ):
        row = taken(found, folder, benchmark)
        assert (row.tier, row.n) == ("D", None)
        assert "which do not give the score" in row.quote


def test_unknown_is_not_failed(found: Findings) -> None:
    """406 unknown outcomes contradict no score, and their cells stay empty."""
    row = taken(found, "results/Nemotron-3-Nano", "swt-bench-verified")
    assert (row.tier, row.value) == ("A", 7.6)
    [run] = [run for run in table(found, "runs.csv") if run["run"] == "results/Nemotron-3-Nano"]
    assert (run["known"], run["unknown"]) == ("26", "406")
    cells = Counter(row["results/Nemotron-3-Nano"] for row in table(found, "swt-bench-verified.csv"))
    assert cells["0"] == 26
    assert cells["1"] == 0


def test_the_version_of_an_adapter_is_not_that_of_the_agent(found: Findings) -> None:
    """Other agents run inside OpenHands through an adapter, which is named as such."""
    row = taken(found, "alternative_agents/acp-claude/claude-sonnet-4-5", "swe-bench-multimodal")
    assert row.harness.startswith("Claude Code (claude-agent-acp v")
    assert row.harness.endswith(" in OpenHands v1.24.0")


def test_two_spellings_are_one_model(found: Findings) -> None:
    """The folder says M2.7 and the record 2.7; an entry without scores gives nothing."""
    assert taken(found, "results/MiniMax-M2.7", "commit0-lite").model == "minimax-m2.7"
    assert not [row for row in found.observations if row.origin.startswith("results/Minimax-2.7/")]


def test_part_scores_are_no_item(found: Findings) -> None:
    """A key of part scores among the outcomes of one run is not an item."""
    assert NO_ITEM not in {row["item"] for row in table(found, "swe-bench-multimodal.csv")}


def test_the_table_of_runs_says_what_the_columns_are(found: Findings) -> None:
    """Every column of a matrix is one run with its model, benchmark, agent, day and raw file."""
    runs = table(found, "runs.csv")
    for run in runs:
        assert run["run"] in table(found, f"{run['benchmark']}.csv")[0]
    [run] = [run for run in runs if (run["run"], run["benchmark"]) == ("results/GPT-5.2", "commit0-lite")]
    assert run["model"] == "gpt-5.2"
    assert run["origin"] == "results/GPT-5.2/instance_results/commit0.json"


def test_outcomes_of_unknown_models_are_kept() -> None:
    """A run whose name leads nowhere has its outcomes and no model."""
    known = known_of("openhands-index", (ROOT / "data",))
    scores = openhands_index.parse(read_place(RECORDING, openhands_index.IMPORTER.files))
    known = type(known)(source=known.source, names=type(known.names)(), rules=known.rules, labs={}, benchmarks={})
    found = openhands_index.translate(scores, known)
    assert not found.observations
    assert {run["model"] for run in table(found, "runs.csv")} == {""}
    assert {run["benchmark"] for run in table(found, "runs.csv")} == {"commit0", "swe-bench-multimodal", "swt-bench"}


@pytest.mark.parametrize("place", [RECORDING, WHOLE], ids=["excerpt", "whole"])
def test_no_outcome_is_lost(place: Path) -> None:
    """Solved and failed cells are as many as in the raw files, and unknown ones as many as the table of runs says."""
    if not place.exists():
        pytest.skip("the whole recording is not here")
    raw = raw_outcomes(place)
    found = read(place)
    cells, runs = counted(found), table(found, "runs.csv")
    assert (cells["1"], cells["0"]) == (raw["True"], raw["False"])
    assert sum(int(run["unknown"]) for run in runs) == raw["None"]
    assert sum(int(run["known"]) for run in runs) == raw["True"] + raw["False"]
    if place == WHOLE:
        assert raw.total() == 51_450
