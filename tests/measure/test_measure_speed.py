"""`evenhand measure speed` as it is called: against the stub, and against a real small model."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from measured_here import few_facts, without_calibration, without_import
from tests.measure.local_models import local_model

from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.measure_speed import command
from evenhand.comparison.speeds import known_speed, own_speeds
from evenhand.measure import calibration
from evenhand.records.speed_receipt import SpeedReceipt
from evenhand.wording.measured_speed import method_words, receipt_words
from evenhand.wording.sentence import faults
from scripted_endpoint import scripted, spoken

SMALL = ["--prompt-tokens", "40", "--concurrency", "1", "--requests", "7", "--warm-up", "1", "--output-tokens", "8"]


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few_facts(monkeypatch)
    monkeypatch.setenv("EVENHAND_OWN", str(tmp_path / "own"))


def test_two_targets_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each target has a table with its medians and their intervals, and what was guessed is said first."""
    without_calibration(monkeypatch)
    kept = without_import(monkeypatch)
    with scripted(lambda _came: spoken("chat", 8)) as one, scripted(lambda _came: spoken("responses", 8)) as other:
        ran = CliRunner().invoke(command, [f"a@{one.base}", f"b@{other.base}/responses", *SMALL])
    assert ran.exit_code == 0
    assert ran.stderr.count("is a guess") == ran.stderr.count("asked as") == 2
    (receipt,) = kept
    assert ran.stdout.count("7 of 7") == 2
    assert "First token" in ran.stdout
    assert [one.first_token.low is not None for one in receipt.figures] == [True, True]
    assert not any(faults(sentence) for sentence in (*receipt_words(receipt), *method_words(receipt)))


def test_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """As JSON it is the receipt: settings, every request, figures."""
    without_calibration(monkeypatch)
    without_import(monkeypatch)
    with scripted(lambda _came: spoken("anthropic", 8)) as served:
        given = [f"m@{served.base}", "--kind", "anthropic", "--setting", "top_k=1", *SMALL, "--json"]
        ran = CliRunner().invoke(command, given)
    said = json.loads(ran.stdout)
    assert set(said) >= set(SpeedReceipt.__struct_fields__) - {"not_measured"}
    assert (len(said["requests"]), said["figures"][0]["n"], said["figures"][0]["warm_up"]) == (8, 7, 1)
    assert served.came[0].body["top_k"] == 1
    assert served.came[0].path.endswith("/v1/messages")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Name at least one"),
        (["m@http://127.0.0.1:1", "--concurrency", "0"], "no list of whole numbers"),
        (["m@http://127.0.0.1:1", "--price-in", "1"], "--price-in and --price-out"),
        (["m@http://127.0.0.1:1", "--setting", "x"], "not NAME=VALUE"),
    ],
)
def test_wrong_options(given: list[str], said: str) -> None:
    """What does not fit together is refused before anything is asked, with what would be right."""
    ran = CliRunner().invoke(command, given)
    assert ran.exit_code == 2
    assert said in ran.stderr


def test_a_limit_in_dollars_needs_a_price() -> None:
    """A limit that cannot be kept is refused."""
    ran = CliRunner().invoke(command, ["m@http://127.0.0.1:1", *SMALL, "--most-dollars", "1"])
    assert "needs a price for m@127.0.0.1:1" in str(ran.exception)


def test_a_real_model_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real small model behind a real server is measured with a real calibration, and a comparison knows its speed."""
    monkeypatch.setattr(calibration, "ROUNDS", 1)
    monkeypatch.setattr(calibration, "FEWEST", 1)
    monkeypatch.setattr("evenhand.cli.measure_speed.fetched", lambda **_: local_model())
    few = ["--prompt-tokens", "40", "--concurrency", "1", "--requests", "2", "--output-tokens", "8", "--even-so"]
    ran = CliRunner().invoke(command, ["--local", *few, "--json"])
    assert ran.exit_code == 0, (ran.output, ran.exception)
    receipt = json.loads(ran.stdout)
    (figures,) = receipt["figures"]
    assert figures["outcomes"] == {"answered": 2}
    assert figures["calibration"]["delay"] == 0.25
    assert figures["counted"] == "usage"
    assert figures["tokens_per_second"]["p50"] > 0
    catalog = open_catalog()
    (row,) = [row for row in catalog.speeds if row.source == "own-measured"]
    (speed,) = own_speeds(catalog, row.model)
    assert known_speed(catalog, catalog.models[row.model]) is None
    assert "smollm2-135m-instruct" in row.model
    assert speed.first_token_seconds == pytest.approx(figures["first_token"]["p50"], rel=1e-5)
    assert speed == row
    assert (tmp_path / "own" / "measured" / f"{receipt['id']}.json").is_file()
