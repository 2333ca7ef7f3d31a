"""`evenhand items`: what it prints for files of a user, and what it refuses."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import Table, parquet

from evenhand.cli.items import command
from evenhand.comparison.item_results import compared
from evenhand.errors import BadSetting, UnknownBenchmark, UnknownModel
from evenhand.importers.own.importing import import_logs
from evenhand.items.reading import Places, items_at
from evenhand.records.item_results import ItemPair
from evenhand.settings import DATA_VARIABLE, OWN_VARIABLE
from evenhand.wording.item_results import pair_words
from evenhand.wording.sentence import faults

ITEMS = 60
TOY = Path(__file__).parents[1] / "toy_data"
TICKETS = (("quill-7", 2), ("my-tune", 1))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two models on a plain test, and on a graded one in clusters under two configurations."""
    rows = [
        {
            "model": model, "configuration": configuration, "benchmark": benchmark, "item": f"i{item}", "attempt": 1,
            "outcome": (hash_ % 5) / 4 if benchmark == "graded" else float(hash_ % 3 < 1 + (model == "sharp")),
            "cluster": f"c{item // 6}" if benchmark == "graded" else "", "cost": 0.01, "seconds": 2.0,
            "prompt": f"Question {item}", "output": f"{model} \x1b[31m answers {item}",
        }
        for model in ("sharp", "blunt")
        for benchmark, configuration in (("plain", ""), ("graded", "low"), ("graded", "high"))
        for item in range(ITEMS)
        for hash_ in [(item * 2654435761 + len(model + configuration) * 40503 + 7 * (model == "sharp")) >> 7]
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("items") / "items.parquet"
    parquet.write_table(Table.from_pylist(rows), path)
    return path


def run(file: Path, *arguments: str) -> Result:
    """The command on this file."""
    return CliRunner().invoke(command, [*arguments, "--parquet", str(file)])


def pairs(file: Path) -> list[ItemPair]:
    """A plain pair and a graded one in clusters."""
    with items_at(Places((file,))) as items:
        return [
            *compared(items, "sharp", "blunt", "plain").pairs,
            *compared(items, "sharp@low", "blunt@low", "graded").pairs,
        ]


def test_a_summary_has_each_system_once(file: Path) -> None:
    """Means with interval and error, clusters where there are some, cost per solved."""
    told = run(file, "summary").output
    assert re.search(rf"sharp +{ITEMS} +[\d.]+% +[\d.]+% to [\d.]+% +[\d.]+%  +{ITEMS} ", told)
    assert re.search(rf"sharp@low +{ITEMS} +[\d.]+% .* 10 +{ITEMS} ", told)
    found = json.loads(run(file, "summary", "--benchmark", "plain", "-k", "1", "--json").output)
    assert [(one["system"]["model"], one["pass_at"][0]["value"]) for one in found["means"]] == [
        (one["system"]["model"], one["mean"]) for one in found["means"]
    ]
    sharp = next(one for one in found["means"] if one["system"]["model"] == "sharp")
    assert sharp["cost_per_solved"] == pytest.approx(0.01 * ITEMS / sharp["solved"])


def test_equal_outcomes_have_no_error_of_zero(tmp_path: Path) -> None:
    """Where all items have the same outcome, Wilson's interval stands there and the error is not known."""
    rows = [
        {"model": "low", "benchmark": "plain", "item": f"i{item}", "attempt": attempt, "outcome": 0.0}
        for item in range(5)
        for attempt in (1, 2)
    ]
    graded = [
        {"model": "even", "benchmark": "graded", "item": f"i{item}", "attempt": 1, "outcome": 0.5} for item in range(5)
    ]
    parquet.write_table(Table.from_pylist([*rows[::2], *graded]), tmp_path / "one.parquet")
    told = run(tmp_path / "one.parquet", "summary").output
    assert re.search(r"low +5 +0\.0% +0\.0% to 43\.4% +N/A ", told)
    assert re.search(r"even +5 +50\.0% +N/A +N/A ", told)
    parquet.write_table(Table.from_pylist(rows), tmp_path / "two.parquet")
    told = run(tmp_path / "two.parquet", "summary", "-k", "2").output
    assert "pass@2 0.0%" in told
    assert "±" not in told


def test_a_comparison_says_what_follows_and_no_more(file: Path) -> None:
    """Every number in a sentence is one of its figures, for shares and graded outcomes alike, and JSON has the same."""
    for pair in pairs(file):
        words = pair_words(pair, pairs=2)
        assert [(one.text, faults(one)) for one in words if faults(one)] == []
    (plain,) = (pair for pair in pairs(file) if pair.benchmark == "plain")
    told = " ".join(run(file, "compare", "sharp", "blunt", "--benchmark", "plain").output.split())
    for sentence in pair_words(plain):
        assert sentence.text in told
    found = json.loads(run(file, "compare", "sharp", "blunt", "--benchmark", "plain", "--json").output)
    assert found["pairs"][0]["p_value"] == plain.p_value
    assert found["pairs"][0]["left_only"] == plain.left_only


def test_what_differs_is_shown_with_its_texts(file: Path) -> None:
    """As many items as asked for, with outputs that cannot steer the terminal, and how many are left."""
    told = run(file, "differ", "sharp", "blunt", "plain", "--limit", "2").output
    assert "\x1b" not in told
    assert told.count("Left: sharp [31m answers") == 2
    assert "more are not shown" in told
    found = json.loads(run(file, "differ", "sharp", "blunt", "plain", "--json").output)
    assert all(one["left"] != one["right"] for one in found["shown"])


def test_every_pair_stands_in_one_table(file: Path) -> None:
    """Four systems make six pairs, each with its corrected p."""
    told = run(file, "pairs", "graded", "--markdown").output
    assert sum(line.startswith("| ") and "@" in line for line in told.splitlines()) == 6


@pytest.fixture
def own_tickets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers of a public model and of one's own to a test of one's own, imported beside the toy facts."""
    rows = [f"{model},tickets,i{item},{int(item % 3 < limit)}" for model, limit in TICKETS for item in range(30)]
    (tmp_path / "tickets.csv").write_text("\n".join(("model,task,item,outcome", *rows)))
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    assert not import_logs([tmp_path / "tickets.csv"]).refused


@pytest.mark.usefixtures("own_tickets")
def test_own_names_are_found_without_their_mark() -> None:
    """`tickets` is `own-tickets` and `My Tune` is `own-my-tune`; what is none is told with what there is."""
    told = CliRunner().invoke(command, ["differ", "My Tune", "Quill 7", "tickets", "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    assert (found["benchmark"], found["left"]["model"], found["right"]["model"]) == (
        "own-tickets",
        "own-my-tune",
        "quill-7",
    )
    for words in (["differ", "gpt-9", "quill-7", "tickets"], ["compare", "quill-7", "gpt-9"]):
        wrong = CliRunner().invoke(command, words).exception
        assert isinstance(wrong, UnknownModel)
        assert {"own-my-tune", "quill-7"} <= set(wrong.nearest)
    wrong = CliRunner().invoke(command, ["pairs", "zzz"]).exception
    assert isinstance(wrong, UnknownBenchmark)
    assert wrong.nearest == ("own-tickets",)


def test_names_that_fit_nothing_or_too_much_are_refused(file: Path, tmp_path: Path) -> None:
    """The nearest name, the configurations to choose from, and what to do where nothing is imported."""
    assert isinstance(run(file, "compare", "shapr", "blunt").exception, UnknownModel)
    several = run(file, "compare", "sharp", "blunt", "--benchmark", "graded").exception
    assert isinstance(several, BadSetting)
    assert "'sharp@high', 'sharp@low'" in str(several)
    nothing = CliRunner().invoke(command, ["summary"], env={"EVENHAND_OWN": str(tmp_path / "none")}).exception
    assert isinstance(nothing, BadSetting)
    assert "evenhand import" in str(nothing)
