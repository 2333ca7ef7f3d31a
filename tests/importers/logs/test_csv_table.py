"""What tables become by a mapping: scores as they stand, means of items; a bad cell is told with line and column."""

from pathlib import Path

import pytest

from evenhand.errors import BadLog, BadSetting
from evenhand.importers.logs.csv_table import FORMAT, mapped, mapping_of
from evenhand.importers.logs.log import question_hash
from evenhand.importers.logs.table_mapping import TableMapping, own_mapping
from evenhand.records.own_results import OwnItem, OwnRun
from harness_logs import read, refusal

SCORES = "Model;Accuracy;Shots;Day\nquill-7;62,5;3;2026-01-05\n".replace(",", ".")
ITEMS = """\
case,answered by,right,asked,said,temp
a,quill-7,yes,What is a?,an a,0
b,quill-7,no,"What
is b?",a c,0
a,tarn-2,1,What is a?,an a,0
b,tarn-2,0.5,What is b?,half,0
c,tarn-2,,What is c?,,0
"""
BY_SCORE = TableMapping(
    columns={"model": "Model", "score": "Accuracy", "shots": "Shots", "measured": "Day"}, say={"task": "odd"}
)
BY_ITEM = TableMapping(
    columns={
        "model": "answered by",
        "item": "case",
        "outcome": "right",
        "question": "asked",
        "output": "said",
        "temperature": "temp",
    },
    say={"task": "odd facts", "metric": "graded"},
)


def table(folder: Path, text: str, mapping: TableMapping) -> tuple[list[OwnRun], list[OwnItem]]:
    """The runs and items of a table read by a mapping."""
    (folder / "table.csv").write_text(text, newline="")
    runs, items = read(mapped(mapping), folder / "table.csv")
    return list(runs.values()), items


def test_a_row_is_a_score_with_its_digits_and_conditions(tmp_path: Path) -> None:
    """Value, scale, shots, day, line and column come from the row; the task holds for all."""
    (run,), items = table(tmp_path, SCORES, BY_SCORE)
    assert (run.model, run.task, run.value, run.scale, run.shots) == ("quill-7", "odd", "62.5", "percent", 3)
    assert (run.measured, run.at, items) == ("2026-01-05", "line 2, column 'Accuracy'", [])


@pytest.mark.parametrize(
    ("values", "scale", "kept"),
    [
        (("0.65", "1"), "fraction", ("0.65", "1")),
        (("6.5", "39"), "percent", ("6.5", "39")),
        (("65%", "0.4%"), "percent", ("65", "0.4")),
        (("1065", "39"), "other", ("1065", "39")),
        (("-0.1", "0.3"), "other", ("-0.1", "0.3")),
    ],
)
def test_the_scale_is_that_of_the_whole_table(
    tmp_path: Path, values: tuple[str, str], scale: str, kept: tuple[str, str]
) -> None:
    """Values are fractions, percentages or of their own unit by the range of all rows; a percent sign says it."""
    text = "model,task,score\n" + "".join(f"m{place},t,{value}\n" for place, value in enumerate(values))
    (tmp_path / "own words.csv").write_text(text)
    runs, _ = read(FORMAT, tmp_path / "own words.csv")
    assert [(run.value, run.scale) for run in runs.values()] == [(value, scale) for value in kept]


MIXED = "model,task,score\nm,a,83\nm,b,0.8\nm,c,0\n"


def test_two_scales_in_one_table_are_refused(tmp_path: Path) -> None:
    """Nobody can tell 0.8 of 1 from 0.8 of 100 beside 83: line, value and what settles it are told."""
    (tmp_path / "mixed.csv").write_text(MIXED)
    with pytest.raises(BadLog) as told:
        read(FORMAT, tmp_path / "mixed.csv")
    problem = told.value.problem
    assert problem.file.endswith("mixed.csv, line 3, column 'score'")
    assert (problem.value, "while line 2 has 83" in problem.message) == ("0.8", True)
    assert "--say scale=percent" in problem.fix


def test_said_scales_settle_it(tmp_path: Path) -> None:
    """What holds for all rows, a percent sign, or a scale of each row leaves nothing to tell."""
    columns = {name: name for name in ("model", "task", "score")}
    runs, _ = table(tmp_path, MIXED, TableMapping(columns=columns, say={"scale": "percent"}))
    assert {run.scale for run in runs} == {"percent"}
    runs, _ = table(tmp_path, MIXED.replace("83", "83%"), TableMapping(columns=columns))
    assert [run.scale for run in runs] == ["percent", "fraction", "fraction"]
    each = "model,task,score,scale\nm,a,83,percent\nm,b,0.8,\n"
    runs, _ = table(tmp_path, each, TableMapping(columns={**columns, "scale": "scale"}))
    assert [run.scale for run in runs] == ["percent", "fraction"]


def test_a_question_is_kept_as_the_prompt(tmp_path: Path) -> None:
    """Where a table has no prompt its question is what was asked; where it has one, that is."""
    head = "model,task,item,outcome,question"
    _, items = table(tmp_path, f"{head}\nm,t,a,1,Why?\n", own_mapping(tuple(head.split(","))))
    assert (items[0].prompt, items[0].question) == ("Why?", question_hash("Why?"))
    head += ",prompt"
    _, items = table(tmp_path, f"{head}\nm,t,a,1,Why?,Say why.\n", own_mapping(tuple(head.split(","))))
    assert (items[0].prompt, items[0].question) == ("Say why.", question_hash("Why?"))


@pytest.mark.parametrize(
    ("said", "columns", "meant"),
    [
        ({"benchmark": "x"}, {}, "did you mean task?"),
        ({}, {"accuracy": "A"}, "did you mean score?"),
        ({}, {"Correct": "A"}, "did you mean outcome?"),
        ({"modle": "x"}, {}, "or model?"),
        ({"quack": "1"}, {}, "the fields are model"),
    ],
)
def test_another_word_for_a_field_leads_to_it(said: dict[str, str], columns: dict[str, str], meant: str) -> None:
    """The words that tools have for our fields are known, as far as they can stand there."""
    with pytest.raises(BadSetting, match="has no field") as told:
        mapping_of(columns, said)
    assert meant in str(told.value)


def test_rows_that_are_items_give_the_mean(tmp_path: Path) -> None:
    """Each model has the mean of its scored items, and every item with its question, outcome and output."""
    runs, items = table(tmp_path, ITEMS, BY_ITEM)
    assert [(run.model, run.value, run.n, run.scale) for run in runs] == [
        ("quill-7", "0.5", 2, "fraction"),
        ("tarn-2", "0.75", 2, "fraction"),
    ]
    assert {run.temperature for run in runs} == {"0"}
    assert [item.outcome for item in items] == [1.0, 0.0, 1.0, 0.5, None]
    assert items[1].question == items[3].question == question_hash("What is b?")
    assert items[3].output == "half"


def test_an_item_that_is_answered_twice_has_two_attempts(tmp_path: Path) -> None:
    """Without a column of attempts they are counted, and the score is the mean of the items' means."""
    text = "model,task,item,outcome\nm,t,a,1\nm,t,a,0\nm,t,b,1\n"
    runs, items = table(
        tmp_path, text, TableMapping(columns={name: name for name in ("model", "task", "item", "outcome")})
    )
    assert [(item.item, item.attempt) for item in items] == [("a", 1), ("a", 2), ("b", 1)]
    assert (runs[0].value, runs[0].n) == ("0.75", 2)


def test_a_mapping_beside_the_table_is_taken(tmp_path: Path) -> None:
    """`scores.csv.toml` says what the columns are, and belongs to the log."""
    (tmp_path / "scores.csv").write_text(SCORES)
    (tmp_path / "scores.csv.toml").write_text('[columns]\nmodel = "Model"\nscore = "Accuracy"\n[say]\ntask = "odd"\n')
    log = FORMAT.find(tmp_path / "scores.csv")
    assert log is not None
    assert [part.name for part in log.parts] == ["scores.csv", "scores.csv.toml"]
    assert [run.value for run in FORMAT.read(log, lambda _: None)] == ["62.5"]


def test_other_tables_are_passed_over(tmp_path: Path) -> None:
    """A table that says nothing of models and scores is none of ours."""
    (tmp_path / "birds.csv").write_text("bird,eggs\nheron,4\n")
    assert FORMAT.find(tmp_path / "birds.csv") is None


ROW = "quill-7;62.5;3;2026-01-05"
DAMAGED = {
    "empty": ("", "it is empty"),
    "no row": ("Model;Accuracy;Shots;Day\n", "the table has no row"),
    "cut in a row": (SCORES[:-12], "the row has 3 cells, the header 4"),
    "a quote that does not end": (SCORES.replace("quill-7", '"quill-7'), "not valid CSV"),
    "no such column": (SCORES.replace("Accuracy", "Points"), "line 1: the column of 'score' is not there"),
    "a column twice": (SCORES.replace("Shots", "Model"), "stands there twice"),
    "a word for a number": (SCORES.replace("62.5", "good"), "line 2, column 'Accuracy': 'score' is no number"),
    "not a number": (SCORES.replace("62.5", "NaN"), "'score' is no number"),
    "endless": (SCORES.replace("62.5", "1e400"), "'score' is no number"),
    "endless digits": (SCORES.replace("62.5", "6" * 4_000), "more than 300 characters"),
    "half a shot": (SCORES.replace(";3;", ";3.5;"), "line 2, column 'Shots': 'shots' is no whole number"),
    "no day": (SCORES.replace("2026-01-05", "soon"), "column 'Day': no day"),
    "no model": (SCORES.replace("quill-7", ""), "the model is missing"),
    "markup": (SCORES.replace("quill-7", "<img src=x>"), "markup or control characters in 'model'"),
    "a formula": (SCORES.replace("quill-7", "=cmd()"), "the beginning of a formula in 'model'"),
    "a hidden sign": (SCORES.replace("quill-7", "quill\u202e7"), "markup or control characters"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_is_refused_with_line_and_column(tmp_path: Path, damage: str) -> None:
    """Each damage is told with where it stands; nothing of the table is taken."""
    text, told = DAMAGED[damage]
    (tmp_path / "table.csv").write_text(text)
    assert told in refusal(mapped(BY_SCORE), tmp_path / "table.csv")


def test_a_standard_error_below_zero_is_refused(tmp_path: Path) -> None:
    """It is told with line, column and value instead of being left out."""
    (tmp_path / "table.csv").write_text("model,task,score,error\nmymod,t5,0.5,-0.1\n")
    told = refusal(FORMAT, tmp_path / "table.csv")
    assert "line 2, column 'error': no standard error is below 0" in told
    assert "-0.1" in told


def test_a_table_of_another_encoding_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are told with their line."""
    (tmp_path / "table.csv").write_bytes(SCORES.replace("quill", "qüill").encode("latin-1"))
    assert "line 2: not UTF-8" in refusal(mapped(BY_SCORE), tmp_path / "table.csv")


def test_a_bad_item_is_told_with_its_line(tmp_path: Path) -> None:
    """An outcome that is no number is refused in the fourth row, which begins on the fifth line."""
    (tmp_path / "table.csv").write_text(ITEMS.replace("0.5", "half"))
    assert "line 6, column 'right': 'outcome' is no number (found 'half')" in refusal(
        mapped(BY_ITEM), tmp_path / "table.csv"
    )


@pytest.mark.parametrize(
    ("columns", "said", "told"),
    [
        ({"modle": "Model"}, {}, "no field 'modle'; did you mean mode or model"),
        ({"model": "Model", "score": "S"}, {}, "the task is not mapped"),
        ({"model": "Model", "task": "T"}, {}, "map score=COLUMN"),
        ({"model": "Model", "task": "T", "score": "S", "item": "I", "outcome": "O"}, {}, "map score=COLUMN"),
        ({"model": "Model", "task": "T", "item": "I"}, {}, "needs item=COLUMN and outcome=COLUMN"),
        ({"model": "Model", "task": "T", "score": "S"}, {"task": "x"}, "'task' is a column and said"),
        ({"model": "Model", "score": "S"}, {"task": "x", "scale": "per mille"}, "the scale is one of"),
        ({"model": "Model"}, {"task": "x", "score": "5"}, "'score' cannot hold for all rows; give --map score=COLUMN"),
    ],
)
def test_a_mapping_that_is_not_whole_is_refused(columns: dict[str, str], said: dict[str, str], told: str) -> None:
    """What is wrong with the options is said before any table is read."""
    with pytest.raises(BadSetting, match=told):
        mapping_of(columns, said)


def test_two_mappings_of_one_table_are_two_logs() -> None:
    """What a mapping says is part of what a log is, so that a mended mapping is read anew."""
    other = mapping_of({**BY_SCORE.columns, "metric": "Day"}, BY_SCORE.say)
    assert mapped(BY_SCORE).told != mapped(other).told
