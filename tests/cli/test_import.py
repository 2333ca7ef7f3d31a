"""`evenhand import` as a person calls it: what it says, what it leaves behind, and how it ends."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from evenhand.records.own_imports import ImportReport, OwnBatch, OwnBatches
from evenhand.settings import OWN_VARIABLE, own_folder

if TYPE_CHECKING:
    from conftest import Evenhand

SCORES = "model,task,score,n,temperature\nquill-7,odd things,0.62500,8,0\nhouse-tune,odd things,0.5,8,0.7\n"


@pytest.fixture(autouse=True)
def own(toy_facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder with nothing in it, beside the toy facts."""
    assert toy_facts.is_dir()
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A folder with one table of scores."""
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "scores.csv").write_text(SCORES)
    return folder


def test_it_says_what_was_taken_and_where_it_is_kept(evenhand: "Evenhand", logs: Path) -> None:
    """Model, test, metric, value as written, number of questions, conditions, and how to take it back."""
    said = evenhand("import", str(logs))
    assert said.code == 0
    words = " ".join(said.out.split())
    for part in (
        "scores.csv",
        "Model: house-tune → own-house-tune",
        "Model: quill-7",
        "odd things → own-odd-things accuracy 0.62500 8",
        "temperature 0.7",
        "Import 1, kept in",
        "`evenhand import --undo` takes it back.",
    ):
        assert part in words


def test_a_second_import_says_that_nothing_changed(evenhand: "Evenhand", logs: Path) -> None:
    """Each file is told to be known, and the end is no error."""
    evenhand("import", str(logs))
    said = evenhand("import", str(logs))
    assert (said.code, "scores.csv: imported before" in said.out) == (0, True)
    assert "Nothing changed." in said.out


def test_a_refused_file_ends_with_one_and_the_others_are_taken(evenhand: "Evenhand", logs: Path) -> None:
    """The place, the value and the cure are said; what is good is in."""
    (logs / "worse.csv").write_text(SCORES.replace("0.5,", "half,"))
    said = evenhand("import", str(logs), "--json")
    report = msgspec.json.decode(said.out, type=ImportReport)
    assert said.code == 1
    assert {one.log for one in report.taken} == {"scores.csv"}
    (refused,) = report.refused
    assert (refused.log, refused.place, refused.value) == ("worse.csv", "line 3, column 'score'", "half")
    assert refused.fix == "write it with digits and a point"


def test_each_row_says_whose_it_is_where_a_log_has_several_models(evenhand: "Evenhand", logs: Path) -> None:
    """A column names the model of each result; a log of one model has none."""
    said = " ".join(evenhand("import", str(logs)).out.split())
    assert "Model Test Metric Value" in said
    assert "quill-7 odd things → own-odd-things accuracy 0.62500" in said
    assert "house-tune odd things → own-odd-things accuracy 0.5 8" in said
    (logs / "scores.csv").write_text("".join(SCORES.splitlines(keepends=True)[:2]))
    said = " ".join(evenhand("import", str(logs)).out.split())
    assert "Model Test Metric" not in said


def test_what_is_no_result_is_told_once(evenhand: "Evenhand", logs: Path) -> None:
    """A file that is refused by its name is not counted once more; the others are counted in whole sentences."""
    (logs / "birds.csv").write_text("bird,eggs\nheron,4\n")
    said = evenhand("import", str(logs / "birds.csv"))
    assert (said.code, said.out.count("birds.csv"), "other file" in said.out) == (1, 1, False)
    assert "1 other file there holds no result." in evenhand("import", str(logs), "--dry-run").out
    (logs / "notes.txt").write_text("nothing")
    assert "2 other files there hold no result." in evenhand("import", str(logs), "--dry-run").out
    assert "1 other file there holds" in evenhand("import", str(logs), str(logs / "birds.csv"), "--dry-run").out


def test_a_log_that_was_cut_is_told_with_its_end(evenhand: "Evenhand", logs: Path) -> None:
    """The byte at which it ends, what stands there last, and what helps."""
    whole = '{"results": {"odd": {"alias": "odd", "acc,none": 0.5, "acc_stderr,none": 0.1'
    (logs / "results_2026.json").write_text(whole)
    said = " ".join(evenhand("import", str(logs), "--dry-run").out.split())
    assert f"results_2026.json, byte {len(whole)}: it is truncated" in said
    assert "copy or run it again" in said
    assert '"acc_stderr,none": 0.1' in said


def test_an_own_run_is_shown_beside_the_public_ones(evenhand: "Evenhand", logs: Path) -> None:
    """Other commands see the model, its score and its tier; with EVENHAND_OWN=off they do not."""
    evenhand("import", str(logs))
    said = evenhand("show", "house-tune")
    assert (said.code, "own-csv" in said.out, " O " in said.out) == (0, True, True)
    assert "your own run" in evenhand("explain", "quill-7", "own-odd-things").out


def test_own_runs_can_be_left_out(evenhand: "Evenhand", logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With EVENHAND_OWN=off nobody knows the model."""
    evenhand("import", str(logs))
    monkeypatch.setenv(OWN_VARIABLE, "off")
    assert evenhand("show", "house-tune").code == 1


def test_a_dry_run_keeps_nothing(evenhand: "Evenhand", logs: Path) -> None:
    """It says so, and the list is empty after it."""
    said = evenhand("import", str(logs), "--dry-run")
    assert "What an import would do" in said.out
    assert "Nothing was written." in said.out
    assert "Nothing is imported." in evenhand("import", "--list").out


def test_undo_redo_and_list(evenhand: "Evenhand", logs: Path) -> None:
    """An import goes and comes back; the list tells both."""
    evenhand("import", str(logs))
    assert "Import 1" in evenhand("import", "--undo").out
    found = msgspec.json.decode(evenhand("import", "--list", "--json").out, type=OwnBatches)
    assert ([one.batch for one in found.kept], [one.batch for one in found.undone]) == ([], [1])
    back = msgspec.json.decode(evenhand("import", "--redo", "--json").out, type=OwnBatch)
    assert (back.batch, back.logs, len(back.runs)) == (1, 1, 2)
    assert evenhand("import", "--redo").code == 1


def test_the_list_is_narrow_and_begins_with_the_newest_run(evenhand: "Evenhand", logs: Path) -> None:
    """No line has more than 80 signs, long names have their middle cut out, and --json has them whole."""
    task = "a test with quite a long name of its own that goes on"
    days = ("2026-01-05", "2026-03-01", "2026-02-01")
    for place, day in enumerate(days):
        name = f"2026-11-21T22-26-43-00-00_some-long-name-of-a-run_{place}_mj7khqpMM4GBCfVQozKgzB.csv"
        (logs / name).write_text(f"model,task,score,measured\nthe-house-model-with-a-long-name,{task},0.5,{day}\n")
    assert evenhand("import", str(logs)).code == 0
    said = evenhand("import", "--list").out
    assert max(map(len, said.splitlines())) <= 80
    rows = [line for line in said.splitlines() if line.startswith("2026-")]
    assert [row[:10] for row in rows] == sorted(days, reverse=True)
    assert all(row.count("…") == 3 and " own-the-h" in row for row in rows)
    assert any(line.startswith("N/A") and "quill-7 +1" in line for line in said.splitlines())
    found = msgspec.json.decode(evenhand("import", "--list", "--json").out, type=OwnBatches)
    assert {run.measured for run in found.kept[0].runs} == {*days, ""}
    assert task in {run.task for run in found.kept[0].runs}


def test_a_comparison_says_conditions_once(evenhand: "Evenhand", logs: Path) -> None:
    """What all runs share stands above their table, in which a row has only what is its own; it fits in 80 signs."""
    rows = "quill-7,odd things,0.625,8,0,House 1\nhouse-tune,odd things,0.5,8,0.7,House 1\n"
    (logs / "scores.csv").write_text(f"model,task,score,n,temperature,harness\n{rows}")
    evenhand("import", str(logs))
    said = evenhand("compare", "quill-7", "house-tune").out
    part = said[said.index("Your own runs, beside") :].split("\n\n")
    table = next(block for block in part if "Conditions" in block)
    assert "All of your runs: harness House 1." in table
    assert table.count("House 1") == 1
    assert "prompting temperature 0 " in table
    assert "prompting temperature 0.7" in table
    assert max(len(line) for line in table.splitlines()) <= 80


def test_names_are_kept_and_hold_for_what_is_there(evenhand: "Evenhand", logs: Path) -> None:
    """A name and a task given later lead to public ones; the table of names has both."""
    evenhand("import", str(logs))
    said = evenhand("import", "--model", "house-tune=Tarn 2", "--benchmark", "odd things=odd-facts")
    assert said.code == 0
    assert "made anew" in said.out
    text = (own_folder() / "names.toml").read_text()
    assert '"house-tune" = "tarn-2"' in text
    assert '"odd things" = "odd-facts"' in text
    assert "8 of 400 questions" in evenhand("explain", "tarn-2", "odd-facts").out


def test_a_table_is_read_by_a_mapping(evenhand: "Evenhand", logs: Path) -> None:
    """Columns and what holds for all rows come from the options."""
    (logs / "scores.csv").write_text("Name;Right\nquill-7;62,5%\n".replace(",", "."))
    said = evenhand("import", str(logs), "--map", "model=Name", "--map", "score=Right", "--say", "task=odd", "--json")
    (run,) = json.loads(said.out)["taken"]
    assert (run["model"], run["benchmark"], run["value"], run["score"]) == ("quill-7", "own-odd", "62.5", 62.5)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "Name what to import"),
        (("--undo", "x"), 2, "each stand alone"),
        (("--undo", "--redo"), 2, "each stand alone"),
        (("--map", "model=M"), 2, "are for a CSV table"),
        (("--model", "foo"), 2, "is not NAME=ID"),
        (("--model", "foo=quil-7"), 1, "did you mean Quill 7"),
        (("--benchmark", "foo=odd-fact"), 1, "did you mean odd-facts"),
        (("--model", "foo=own-Mine!"), 1, "'own-Mine!' is no id"),
        (("--undo",), 1, "nothing is imported"),
        (("nowhere.json",), 1, "there is no such file"),
    ],
)
def test_what_cannot_be_done_is_said(evenhand: "Evenhand", words: tuple[str, ...], code: int, told: str) -> None:
    """Each wrong call ends with its code and a sentence that helps."""
    said = evenhand("import", *words)
    assert said.code == code
    assert told in " ".join((said.out + said.err).split())
