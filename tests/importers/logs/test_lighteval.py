"""What results of lighteval become: every digit, the conditions, the items; damaged files and Parquet are refused."""

from collections.abc import Callable
from math import isclose
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.errors import MissingExtra
from evenhand.importers.logs.lighteval import FORMAT
from evenhand.importers.logs.log import question_hash
from harness_logs import (
    FIXTURES,
    Change,
    bytes_changed,
    copied,
    cut,
    digits,
    emptied,
    flipped,
    json_changed,
    led_out,
    means,
    nested,
    only,
    read,
    read_or_refused,
    refusal,
    set_at,
    text_changed,
)

FOLDER = FIXTURES / "lighteval" / "own"
MODEL = "openai/smollm2-135m-instruct-q4_1"
TASK = "bbh_boolean_local|0"
FORTY, HUNDRED = "2026-11-21T23-00-14.880780", "2026-11-21T23-02-03.391041"
RESULTS, DETAILS = f"results_{FORTY}.json", f"details_{TASK}_{FORTY}.parquet"
BOTH = pytest.mark.parametrize("time", [FORTY, HUNDRED])


def results_of(time: str, folder: Path = FOLDER) -> Path:
    """The results file of a time."""
    return folder / "results" / MODEL / f"results_{time}.json"


def rows_of(time: str, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The rows of the details of a time, read without any code of the project."""
    path = folder / "details" / MODEL / time / f"details_{TASK}_{time}.parquet"
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


@BOTH
def test_every_value_and_error_has_the_digits_of_the_file(time: str) -> None:
    """Each row and metric is there with value and standard error as written."""
    raw = digits(results_of(time))["results"]
    runs, _ = read(FORMAT, results_of(time))
    assert {key: (run.value, run.error) for key, run in runs.items()} == {
        f"{task}/em": (values["em"], values["em_stderr"]) for task, values in raw.items()
    }


@BOTH
def test_items_are_the_rows_of_the_details_and_their_mean_is_the_score(time: str) -> None:
    """Every row is an item with its value, question, prompt and answer, and the run has as many items."""
    run, items = only(FORMAT, results_of(time))
    rows = rows_of(time)
    assert [(one.item, one.outcome, one.question, one.prompt, one.output) for one in items] == [
        (
            row["doc"]["id"],
            row["metric"]["em"],
            question_hash(row["doc"]["query"]),
            row["model_response"]["input"][0]["content"],
            row["model_response"]["text"][0],
        )
        for row in rows
    ]
    assert run.n == len(rows) == {FORTY: 40, HUNDRED: 100}[time]
    assert isclose(means(items)[run.key], float(run.value))


def test_the_conditions_of_the_run_are_kept() -> None:
    """Model, task, shots, temperature, chat and limits stand in the run; the key and the address of the file do not."""
    run, _ = only(FORMAT, results_of(HUNDRED))
    assert (run.model, run.task, run.metric, run.scale) == (MODEL, "bbh_boolean_local", "em", "fraction")
    assert (run.prompt_style, run.shots, run.temperature, run.version) == ("chat", 0, "0.0", "1")
    assert (run.measured, run.tool_version) == ("2026-11-21", "")
    assert (run.settings["max_tokens"], run.settings["limit"], run.settings["endpoint"]) == ("8", "100", "openai")
    assert "127.0.0.1" not in str(run)
    assert "api_key" not in str(run)


def test_the_row_over_all_tasks_is_marked_and_never_primary() -> None:
    """What lighteval adds up says of which tasks, and has no items of its own."""
    runs, items = read(FORMAT, results_of(FORTY))
    assert (runs["all/em"].primary, runs["all/em"].settings["aggregate"], runs["all/em"].n) == (False, TASK, None)
    assert {item.run for item in items} == {f"{TASK}/em"}


def test_names_of_tasks_are_taken_apart(tmp_path: Path) -> None:
    """Suite, task, part and shots of older names; the average over parts is marked."""
    folder = copied(FOLDER, tmp_path)

    def older(whole: dict[str, Any]) -> None:
        whole["results"] = {
            "leaderboard|mmlu:anatomy|5": {"acc": 0.25, "acc_stderr": 0.01, "acc_norm": 0.5},
            "leaderboard|mmlu:_average|5": {"acc": 0.25},
            "all": {"acc": 0.25},
        }
        whole["versions"] = {"leaderboard|mmlu:anatomy|5": 0}
        whole["config_general"]["lighteval_sha"] = "ee3b0318"

    json_changed(RESULTS, older)(folder)
    (folder / "details").rename(tmp_path / "apart")
    runs, items = read(FORMAT, results_of(FORTY, folder))
    part = runs["leaderboard|mmlu:anatomy|5/acc"]
    assert (part.task, part.subset, part.shots, part.settings["suite"]) == ("mmlu", "anatomy", 5, "leaderboard")
    assert (part.version, part.tool_version, part.n, items) == ("0", "ee3b0318", None, [])
    assert {key: run.primary for key, run in runs.items()} == {
        "leaderboard|mmlu:anatomy|5/acc": True,
        "leaderboard|mmlu:anatomy|5/acc_norm": False,
        "leaderboard|mmlu:_average|5/acc": False,
        "all/acc": False,
    }
    assert runs["leaderboard|mmlu:_average|5/acc"].settings["aggregate"] == "leaderboard|mmlu:anatomy|5"


@pytest.mark.parametrize(("stated", "style"), [(True, "chat"), (False, "completion"), (None, "")])
def test_without_details_the_configuration_says_whether_it_was_chat(
    tmp_path: Path, *, stated: bool | None, style: str
) -> None:
    """What the model's configuration states about a chat template; nothing where it states nothing."""
    folder = copied(FOLDER, tmp_path)
    json_changed(RESULTS, set_at("config_general", "model_config", "override_chat_template", value=stated))(folder)
    (folder / "details").rename(tmp_path / "apart")
    run, items = only(FORMAT, results_of(FORTY, folder))
    assert (run.prompt_style, run.n, items) == (style, None, [])


def test_the_older_form_of_details_is_read(tmp_path: Path) -> None:
    """Versions before 0.10 wrote flat columns: question, prompt, answers and metrics."""
    folder = copied(FOLDER, tmp_path)
    rows_changed(lambda rows: [
        {
            "example": row["doc"]["query"],
            "full_prompt": f"shots, then {row['doc']['query']}",
            "predictions": row["model_response"]["text"],
            "metrics": {"em": float(row["metric"]["em"])},
            "input_tokens": [[1, 2, 3]],
            "cont_tokens": [[4], [5]],
        }
        for row in rows
    ])(folder)  # fmt: skip
    run, items = only(FORMAT, results_of(FORTY, folder))
    first = rows_of(FORTY)[0]
    assert (run.n, len(items), items[0].input_tokens, items[0].output_tokens) == (40, 40, 3, 2)
    assert items[0].question == question_hash(first["doc"]["query"])
    assert items[0].output == first["model_response"]["text"][0]


def test_several_answers_and_tokens_are_kept(tmp_path: Path) -> None:
    """Several answers of one item stand as JSON in it, and its tokens are counted."""
    folder = copied(FOLDER, tmp_path)

    def more(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for row in rows:
            row["model_response"] |= {"text": ["a", "b"], "input_tokens": [1, 2], "output_tokens": [[3], [4, 5]]}
            row["model_response"]["input"] = "plain text"
        return rows

    rows_changed(more)(folder)
    run, items = only(FORMAT, results_of(FORTY, folder))
    assert (items[0].output, items[0].input_tokens, items[0].output_tokens) == ('["a", "b"]', 2, 3)
    assert (items[0].prompt, run.prompt_style) == ("plain text", "completion")


def test_without_the_library_for_parquet_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Details need pyarrow; results without details do not."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"evenhand\[own\]"):
        read(FORMAT, results_of(FORTY))


Rows = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def rows_changed(change: Rows) -> Change:
    """Write the details anew with other rows."""

    def apply(folder: Path) -> None:
        (path,) = folder.rglob(DETAILS)
        pq.write_table(pa.Table.from_pylist(change(pq.read_table(path).to_pylist())), path)

    return apply


def in_rows(*path: str | int, value: object) -> Change:
    """Another value in every row of the details."""

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for row in rows:
            set_at(*path, value=value)(row)
        return rows

    return rows_changed(change)


def in_row(number: int, *path: str | int, value: object) -> Change:
    """Another value in one row of the details."""

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        set_at(*path, value=value)(rows[number])
        return rows

    return rows_changed(change)


def of_results(*path: str | int, value: object) -> Change:
    """Another value in the results."""
    return json_changed(RESULTS, set_at(*path, value=value))


def bomb(folder: Path) -> None:
    """Details of one text, repeated without end: small on disk, large in memory."""
    (path,) = folder.rglob(DETAILS)
    text = "x" * 2**20
    rows = [
        {"doc": {"query": text, "id": str(at)}, "metric": {"em": 1}, "model_response": {"text": text}}
        for at in range(20)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path, compression="zstd", use_dictionary=False)


def renamed(folder: Path) -> None:
    """The details are called after a task that the results do not have."""
    (path,) = folder.rglob(DETAILS)
    path.rename(path.with_name(path.name.replace("boolean", "navigate")))


def misnamed(folder: Path) -> None:
    """The details are called after another time."""
    (path,) = folder.rglob(DETAILS)
    path.rename(path.with_name(path.name.replace("23-00-14", "22-00-14")))


EM = f"/results/{TASK}/em"
PARQUET = "it is not a whole Parquet file"
DAMAGED: dict[str, tuple[Change, str]] = {
    "results cut": (cut(RESULTS, 0.7), "truncated"),
    "results are a list": (text_changed(RESULTS, f'"{TASK}": {{', f'"x": [], "{TASK}": {{'), "results"),
    "no results": (of_results("results", value={}), "/results"),
    "no model": (json_changed(RESULTS, lambda whole: [
        whole["config_general"].pop("model_name"), whole["config_general"]["model_config"].pop("model_name")]),
        "/config_general/model_name"),
    "value is a word": (of_results("results", TASK, "em", value="high"), EM),
    "value is not a number": (of_results("results", TASK, "em", value=float("nan")), "NaN"),
    "value is huge": (of_results("results", TASK, "em", value=10**400), EM),
    "value is not the mean": (of_results("results", TASK, "em", value=0.5), "not the mean of its 40 items"),
    "items are fewer than said": (of_results("config_tasks", TASK, "effective_num_docs", value=50), "it has 50 items"),
    "shots contradict the name": (of_results("config_tasks", TASK, "num_fewshots", value=5), "0 shots"),
    "temperature is a word": (
        text_changed(RESULTS, '"temperature": 0.0', '"temperature": "hot"'), "temperature"),
    "samples are negative": (of_results("config_general", "max_samples", value=-1), "max_samples"),
    "markup in the model": (of_results("config_general", "model_name", value="<img src=x>"), "/model_name"),
    "control characters in a metric": (
        json_changed(RESULTS, lambda whole: whole["results"][TASK].update({"e\u202em": 1})), f"/results/{TASK}"),
    "a formula as version": (of_results("versions", value={TASK: "@SUM(1)"}), "/versions/"),
    "nested without end": (
        text_changed(RESULTS, '"versions"', f'"deep": {nested(9000)}, "versions"'), "nested too deeply"),
    "a number where a table is": (of_results("config_tasks", value=7), "config_tasks"),
    "details cut": (cut(DETAILS, 0.6), PARQUET),
    "details cut at the end": (bytes_changed(DETAILS, lambda body: body[:-1]), PARQUET),
    "details empty": (emptied(DETAILS), PARQUET),
    "details are text": (bytes_changed(DETAILS, lambda _: b"PAR1 hello PAR1"), PARQUET),
    "details with wrong pages": (bytes_changed(DETAILS, lambda body: body[:8] + b"\xff" * 99 + body[107:]), PARQUET),
    "details that would not fit into memory": (bomb, "unpack"),
    "details of another form": (rows_changed(lambda rows: [{"a": 1} for _ in rows]), "schema"),
    "details of another task": (in_row(3, "doc", "task_name", value="bbh_navigate|0"), "row 4"),
    "details called after another task": (renamed, "do not have"),
    "details called after another time": (misnamed, "its name"),
    "an item twice": (in_row(7, "doc", "id", value="42"), "row 8"),
    "one item less": (rows_changed(lambda rows: rows[:-1]), "not the mean"),
    "metric is a word": (in_rows("metric", "em", value="yes"), "row 1, metric.em"),
    "metric is not a number": (in_rows("metric", "em", value=float("nan")), "row 1, metric.em"),
    "metric is a list": (in_rows("metric", value=[1]), "row 1, metric"),
    "question is a number": (in_rows("doc", "query", value=7), "row 1, doc.query"),
    "a link out of the folder": (led_out(DETAILS), "link"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_logs_are_refused_with_file_and_place(tmp_path: Path, name: str) -> None:
    """Each damage made from the real files is refused; the error names the file and where it is at fault."""
    change, said = DAMAGED[name]
    folder = copied(FOLDER, tmp_path)
    change(folder)
    message = refusal(FORMAT, results_of(FORTY, folder))
    assert said in message
    assert str(folder) in message
    assert only(FORMAT, results_of(HUNDRED, folder))[0].value == "0.66"


def test_a_footer_that_lies_about_its_rows_is_refused(tmp_path: Path) -> None:
    """A file whose list of contents says 41 rows where 40 are is not taken."""
    folder = copied(FOLDER, tmp_path)
    (path,) = folder.rglob(DETAILS)
    body = path.read_bytes()
    said = 0
    for at in (at for at in range(len(body) - 14_000, len(body)) if body[at] == 40 * 2):
        path.write_bytes(body[:at] + bytes((41 * 2,)) + body[at + 1 :])
        try:
            rows = pq.ParquetFile(path).metadata.num_rows
        except (OSError, pa.ArrowException):
            continue
        if rows == 41:
            said += 1
            assert "it says that it has 41 rows, but 40 are there" in refusal(FORMAT, results_of(FORTY, folder))
    assert said == 1


def test_results_without_content_are_no_log(tmp_path: Path) -> None:
    """An empty file of results is not found as one; details alone and folders are none."""
    folder = copied(FOLDER, tmp_path)
    emptied(RESULTS)(folder)
    assert FORMAT.find(results_of(FORTY, folder)) is None
    assert [path for path in folder.rglob("*") if path.suffix != ".json" and FORMAT.find(path)] == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), name=st.sampled_from((RESULTS, DETAILS)))
def test_flipped_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int, name: str) -> None:
    """Whatever a few wrong bytes make of the files, there is a result or a refusal and no other error."""
    folder = copied(FOLDER, tmp_path_factory.mktemp("flipped"))
    bytes_changed(name, lambda body: flipped(body, seed))(folder)
    read_or_refused(FORMAT, results_of(FORTY, folder))
