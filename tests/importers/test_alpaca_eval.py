"""What rates of the AlpacaEval leaderboards become, and each of their traps refused."""

from pathlib import Path

import pytest

from evenhand.importers import alpaca_eval
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "alpaca-eval"
SECOND = "weighted_alpaca_eval_gpt4_turbo"


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    rates = alpaca_eval.parse(read_place(RECORDING, alpaca_eval.IMPORTER.files))
    return alpaca_eval.translate(rates, known_of("alpaca-eval", (ROOT / "data",)))


def taken(found: Findings, name: str, benchmark: str) -> Observation:
    """The one observation of a name on a benchmark."""
    [row] = [row for row in found.observations if (row.called.split(" | ")[0], row.benchmark) == (name, benchmark)]
    return row


def test_both_rates_have_their_own_benchmark_and_error(found: Findings) -> None:
    """The plain rate and the one corrected for length are two measures, each with its own standard error."""
    plain = taken(found, "gpt-4o-2024-05-13", "alpacaeval-2-win-rate")
    corrected = taken(found, "gpt-4o-2024-05-13", "alpacaeval-2")
    assert (plain.raw, corrected.raw) == ("51.32757578249279", "57.45682883335095")
    assert plain.error == pytest.approx(1.4700094421643636)
    assert corrected.error != plain.error
    assert (plain.n, plain.tier, plain.measured_by, plain.judge) == (805, "B", "Tatsu Lab", "GPT-4 Turbo")


def test_a_missing_error_is_not_that_of_the_other_rate(found: Findings) -> None:
    """Where no error of the corrected rate stands, none is taken."""
    assert taken(found, "gemma-2b-it", "alpacaeval-2").error is None
    assert taken(found, "gemma-2b-it", "alpacaeval-2-win-rate").error is not None


def test_an_attack_on_the_judge_is_no_model(found: Findings) -> None:
    """The first of the second edition gives one constant answer; all of its rates are refused with that reason."""
    rows = [row for row in found.rejections if row.name == "NullModel"]
    assert len(rows) == 3
    assert {row.reason for row in rows if not row.benchmark.endswith("discrete_win_rate")} == {"not a model"}
    assert any("attack" in row.detail for row in rows)


def test_the_reference_model_is_no_measurement(found: Findings) -> None:
    """An even rate against itself, without error, is refused in its edition and only there."""
    refused = {(row.name, row.benchmark.split(":")[0]) for row in found.rejections if "reference" in row.reason}
    assert ("gpt4_1106_preview", SECOND) in refused
    assert ("gpt4_1106_preview", "alpaca_eval_gpt4") not in refused
    assert taken(found, "gpt4_1106_preview", "alpacaeval-1").n == 804


def test_what_others_sent_in_is_tier_d(found: Findings) -> None:
    """Community entries were not run by the maintainers."""
    row = taken(found, "zephyr-7b-beta", "alpacaeval-1")
    assert (row.tier, row.measured_by) == ("D", "")


def test_a_prompt_is_no_model(found: Findings) -> None:
    """Entries with another prompt are not the model."""
    assert not [row for row in found.observations if row.called.startswith("gpt4_1106_preview_concise")]


def test_places_are_records_and_columns(found: Findings) -> None:
    """The first record after the heading is number one."""
    row = taken(found, "gpt4_1106_preview", "alpacaeval-1")
    assert (row.origin, row.at) == ("alpaca_eval_gpt4_leaderboard.csv", "record 1, column win_rate")


def test_another_table_is_refused() -> None:
    """A table without the columns is noticed before anything is made of it."""
    with pytest.raises(KeyError):
        alpaca_eval.parse({"alpaca_eval_gpt4_leaderboard.csv": b"model,score\na,1\n"})
