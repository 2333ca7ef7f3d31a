"""What runs of Aider's leaderboards become, and each of their traps refused."""

from pathlib import Path

import pytest

from evenhand.errors import RefusedRefresh
from evenhand.importers import aider
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation, Rejection

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "aider"


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    runs = aider.parse(read_place(RECORDING, aider.IMPORTER.files))
    return aider.translate(runs, known_of("aider", (ROOT / "data",)))


def taken(found: Findings, name: str, board: str) -> Observation:
    """The one observation of a name on a leaderboard."""
    [row] = [row for row in found.observations if row.called.startswith(f"{name} | {board}: ")]
    return row


def refused(found: Findings, name: str, board: str) -> Rejection:
    """The one ledger row of a name on a leaderboard."""
    [row] = [row for row in found.rejections if row.name == name and row.benchmark.startswith(f"{board}: ")]
    return row


def test_no_run_is_lost(found: Findings) -> None:
    """Every run is taken, in the ledger, or waits for its name."""
    runs = aider.parse(read_place(RECORDING, aider.IMPORTER.files))
    waiting = sum(name.rows for name in found.unresolved)
    assert len(found.observations) + len(found.rejections) + waiting == len(runs)


def test_the_rate_after_the_second_try_counts(found: Findings) -> None:
    """Of 0.9 and 3.6 percent the second is taken, with cases, day and the form of edits as benchmark."""
    row = taken(found, "gpt-4o-mini-2024-07-18", "polyglot")
    assert (row.model, row.benchmark, row.value, row.raw) == ("gpt-4o-mini", "aider-polyglot-whole", 3.6, "3.6")
    assert (row.n, row.measured, row.tier, row.measured_by) == (225, "2024-12-21", "B", "Aider")
    assert (row.origin, row.at) == ("polyglot_leaderboard.yml", "/1/pass_rate_2")


def test_a_refactoring_has_one_try(found: Findings) -> None:
    """The refactoring board has only the first rate, and its form of edits is a setting."""
    row = next(row for row in found.observations if row.benchmark == "aider-refactor")
    assert row.at.endswith("/pass_rate_1")
    assert row.prompting == "udiff"


def test_a_pair_of_models_is_refused(found: Findings) -> None:
    """A run in which one model plans and another one edits belongs to neither."""
    assert refused(found, "o3 (high) + gpt-4.1", "polyglot").reason == "a pair of models"
    assert refused(found, "claude-3.5-sonnet", "architect").reason == "a pair of models"


def test_a_cost_of_nothing_is_unknown(found: Findings) -> None:
    """A total cost of zero is not told as a cost; a real one is."""
    assert "cost" not in taken(found, "Gemini 2.0 Pro exp-02-05", "polyglot").quote
    assert "cost 0.3236 dollars" in taken(found, "gpt-4o-mini-2024-07-18", "polyglot").quote


@pytest.mark.parametrize("name", ["gpt-4-turbo-2024-04-09 (diff)", "o1-mini-2024-09-12"])
def test_a_part_of_a_test_or_another_test_is_refused(found: Findings, name: str) -> None:
    """33 of 133 cases are no result, and 225 cases are those of the other test, put into the wrong file."""
    assert refused(found, name, "edit").reason == "not the whole test"


def test_a_run_on_two_boards_counts_once(found: Findings) -> None:
    """The same run folder on the special board of Qwen3 is a repetition of the main board."""
    name = "Qwen3 32B diff on OpenRouter, all providers, default settings (thinking)"
    row = refused(found, name, "qwen3")
    assert row.reason == "duplicate"
    assert "polyglot_leaderboard.yml" in row.detail
    assert taken(found, "Qwen3 32B", "polyglot").value == 40.0


def test_settings_in_names_and_keys_are_settings(found: Findings) -> None:
    """Effort and budget are no part of the model."""
    assert taken(found, "o1-2024-12-17 (high)", "polyglot").effort == "high"
    row = taken(found, "claude-3-7-sonnet-20250219 (32k thinking tokens)", "polyglot")
    assert (row.model, row.mode) == ("claude-3.7-sonnet", "thinking 32k")


def test_hosts_and_precisions_are_no_models(found: Findings) -> None:
    """The study of quantised weights names hosts, not models."""
    assert refused(found, "HuggingFace via GLHF: BF16", "quant").reason == "not a model"


def test_a_file_that_refers_to_itself_is_refused() -> None:
    """An alias could stand for more than memory holds."""
    with pytest.raises(RefusedRefresh):
        aider.parse({"edit_leaderboard.yml": b"- &a {model: x, edit_format: diff}\n- *a\n"})
