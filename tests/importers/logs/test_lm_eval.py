"""What results of lm-evaluation-harness become: every digit, the conditions, the items; damaged ones are refused."""

import json
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.importers.logs.lm_eval import FORMAT
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
)  # fmt: skip

FOLDER = FIXTURES / "lm-eval"
OWN = FOLDER / "own"
RESULTS = "results_2026-11-21T22-30-32.524408.json"
SAMPLES = "samples_bbh_boolean_expressions_local_2026-11-21T22-30-32.524408.jsonl"
TASK = "bbh_boolean_expressions_local"
EVERY = sorted(FOLDER.rglob("*.json"))
BESIDE = {"alias", "name", "sample_len"}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}/{path.name[:20]}")
def test_every_value_and_error_has_the_digits_of_the_file(path: Path) -> None:
    """All metrics of all tasks are there, in both forms, with value, standard error and number of items as written."""
    raw = digits(path)
    runs, _ = read(FORMAT, path)
    wanted = {}
    for task, values in raw["results"].items():
        for name in values.keys() - BESIDE:
            metric, comma, filter_ = name.partition(",")
            if not metric.endswith("_stderr"):
                error = values.get(f"{metric}_stderr{comma}{filter_}", "")
                n = raw.get("n-samples", {}).get(task, {}).get("effective")
                wanted[f"{task}/{name}"] = (values[name], error, n)
    assert {key: (run.value, run.error, None if run.n is None else str(run.n)) for key, run in runs.items()} == wanted
    assert len(wanted) >= len(raw["results"])


def test_the_old_form_has_all_its_runs() -> None:
    """The three files of Pythia have 472 values: counted by hand from the files."""
    assert sum(len(read(FORMAT, path)[0]) for path in sorted((FOLDER / "pythia-v1-old-format").iterdir())) == 472


def test_the_conditions_of_the_run_are_kept() -> None:
    """Model, versions, shots, temperature, filter and limits stand in the run; the address of the server does not."""
    run, _ = only(FORMAT, OWN / RESULTS)
    assert (run.model, run.task, run.metric) == ("smollm2-135m-instruct-q4_1", TASK, "exact_match")
    assert (run.tool_version, run.version, run.measured) == ("0.4.13", "1.0", "2026-11-21")
    assert (run.prompt_style, run.shots, run.temperature, run.scale) == ("completion", 0, "0.0", "fraction")
    assert run.settings["filter"] == "first-word"
    assert (run.settings["endpoint"], run.settings["max_tokens"]) == ("local-completions", "8")
    assert "127.0.0.1" not in str(run)
    assert run.at == f"/results/{TASK}/exact_match,first-word"


def test_the_conditions_of_a_model_that_was_loaded_are_kept() -> None:
    """Revision, precision, commit of the weights and of the tool are told; no key that an argument may hold is."""
    run, _ = read(FORMAT, FOLDER / "eee" / "results_2026-01-21T03-44-18.458309.json")
    told = run["math_rephrased_full/exact_match,none"].settings
    assert (told["dtype"], told["revision"], told["git_hash"]) == ("torch.bfloat16", "main", "1f84a09f")
    old, _ = read(FORMAT, FOLDER / "pythia-v1-old-format" / "160m-5shot_step143000.json")
    geography = old["hendrycksTest-high_school_geography/acc"]
    assert (geography.shots, geography.settings["revision"], geography.version) == (5, "step143000", "0")
    assert geography.model == "EleutherAI/pythia-v1.1-160m"


def test_no_argument_that_may_be_a_key_is_taken(tmp_path: Path) -> None:
    """Keys, tokens and addresses among the arguments of the model are not in the run, in either way of writing them."""
    secret = {
        "api_key": "sk-aaaaaaaaaaaaaaaaaaaa",
        "base_url": "http://user:pass@example.org",
        "token": "hf_bbbbbbbbbbbbbbb",
    }
    for written in (secret, ",".join(f"{name}={value}" for name, value in secret.items())):
        folder = copied(OWN, tmp_path / str(isinstance(written, str)))
        json_changed(RESULTS, set_at("config", "model_args", value=written))(folder)
        run, _ = only(FORMAT, folder / RESULTS)
        assert not any(word in str(run) for word in ("sk-aaa", "pass@", "hf_bbb"))


def test_items_have_the_outcomes_of_their_lines_and_their_mean_is_the_score() -> None:
    """Every line is an item with its value, its answer after the filter and the hash of what its field asks."""
    run, items = only(FORMAT, OWN / RESULTS)
    rows = [json.loads(line) for line in (OWN / SAMPLES).read_text(encoding="utf-8").splitlines()]
    assert [(item.item, item.outcome, item.output) for item in items] == [
        (str(row["doc_id"]), row["exact_match"], row["filtered_resps"][0]) for row in rows
    ]
    assert [item.question for item in items] == [question_hash(row["doc"]["input"]) for row in rows]
    assert [item.prompt for item in items] == [row["arguments"]["gen_args_0"]["arg_0"] for row in rows]
    assert isclose(means(items)[run.key], float(run.value))
    assert len(items) == run.n == 100


def test_a_part_of_the_samples_is_taken_as_such() -> None:
    """Ten lines of 5,000 items give ten items, and the run keeps the number of the results."""
    runs, items = read(FORMAT, FOLDER / "eee" / "results_2026-01-21T03-44-18.458309.json")
    assert len(items) == 10
    assert {item.run for item in items} == {"math_perturbed_full/exact_match,none"}
    assert runs["math_perturbed_full/exact_match,none"].n == 5000


def test_the_metric_that_the_tools_table_puts_first_is_the_primary_one(tmp_path: Path) -> None:
    """The table sorts by name: of two filters the first in the alphabet; the old form keeps the order of the file."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, set_at("results", TASK, "exact_match,all-words", value=0.41))(folder)
    runs, _ = read(FORMAT, folder / RESULTS)
    assert {key: run.primary for key, run in runs.items()} == {
        f"{TASK}/exact_match,first-word": False,
        f"{TASK}/exact_match,all-words": True,
    }
    old, _ = read(FORMAT, FOLDER / "pythia-v1-old-format" / "160m_step143000.json")
    assert [key for key, run in old.items() if run.task == "lambada_openai" and run.primary] == ["lambada_openai/ppl"]


def test_a_group_is_marked_and_never_primary(tmp_path: Path) -> None:
    """What adds up several tasks names them and does not stand beside them as a result of its own kind."""
    folder = copied(OWN, tmp_path)

    def grouped(whole: dict[str, dict[str, object]]) -> None:
        whole["results"]["bbh"] = {
            "alias": "bbh",
            "exact_match,first-word": 0.39,
            "exact_match_stderr,first-word": "N/A",
        }
        whole["results"]["empty_group"] = {" ": " ", "alias": "empty_group"}
        whole["groups"] = {"bbh": {"alias": "bbh", "exact_match,first-word": 0.39}}
        whole["group_subtasks"] = {"bbh": [TASK]}
        whole["versions"]["bbh"] = "N/A"

    json_changed(RESULTS, grouped)(folder)
    runs, items = read(FORMAT, folder / RESULTS)
    group = runs["bbh/exact_match,first-word"]
    assert (group.primary, group.settings["aggregate"], group.error, group.n) == (False, TASK, "", None)
    assert group.version == ""
    assert runs[f"{TASK}/exact_match,first-word"].primary
    assert len(items) == 100


@pytest.mark.parametrize(
    ("place", "value", "style"),
    [
        (("chat_template",), "{% for message in messages %}", "chat"),
        (("config", "model"), "local-chat-completions", "chat"),
        (("chat_template",), None, "completion"),
    ],
)
def test_whether_a_chat_template_was_used_is_told(
    tmp_path: Path, place: tuple[str, ...], value: str | None, style: str
) -> None:
    """A template or a chat endpoint makes it chat, an empty entry completion."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, set_at(*place, value=value))(folder)
    assert only(FORMAT, folder / RESULTS)[0].prompt_style == style


def test_of_a_version_without_that_entry_the_style_stays_unstated(tmp_path: Path) -> None:
    """Versions between the two forms had chat templates and did not say whether one was used."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, lambda whole: whole.pop("chat_template"))(folder)
    assert only(FORMAT, folder / RESULTS)[0].prompt_style == ""


def test_effort_and_thinking_are_read_from_the_arguments(tmp_path: Path) -> None:
    """Arguments of the model that say how it thinks stand where other tools' logs have them."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, set_at("config", "model_args", value="reasoning_effort=high,enable_thinking=True"))(folder)
    run, _ = only(FORMAT, folder / RESULTS)
    assert (run.effort, run.mode) == ("high", "thinking")


def test_without_a_number_of_items_the_samples_are_counted(tmp_path: Path) -> None:
    """Where the results do not count them and the mean of the samples is the value, they are all there."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, lambda whole: whole.pop("n-samples"))(folder)
    assert only(FORMAT, folder / RESULTS)[0].n == 100
    cut(SAMPLES, 0)(folder)
    assert only(FORMAT, folder / RESULTS)[0].n is None


def test_a_metric_over_all_items_gives_items_without_outcome(tmp_path: Path) -> None:
    """Where a line has a list instead of a number, the item says why it has no outcome."""
    folder = copied(OWN, tmp_path)
    lines = [json.loads(line) for line in (folder / SAMPLES).read_text(encoding="utf-8").splitlines()]
    (folder / SAMPLES).write_text("\n".join(json.dumps({**line, "exact_match": [1, 0]}) for line in lines))
    _, items = only(FORMAT, folder / RESULTS)
    assert {(item.outcome, item.fault) for item in items} == {(None, "this metric has no value for one item")}


def test_samples_without_a_filter_belong_to_the_only_one(tmp_path: Path) -> None:
    """Older lines name neither filter nor metrics; with one filter it is that, with several none is guessed."""
    folder = copied(OWN, tmp_path)
    lines = [json.loads(line) for line in (folder / SAMPLES).read_text(encoding="utf-8").splitlines()]
    bare = [{name: value for name, value in line.items() if name not in {"filter", "metrics"}} for line in lines]
    (folder / SAMPLES).write_text("\n".join(map(json.dumps, bare)))
    assert len(read(FORMAT, folder / RESULTS)[1]) == 100
    json_changed(RESULTS, set_at("results", TASK, "exact_match,other", value=0.1))(folder)
    assert read(FORMAT, folder / RESULTS)[1] == []


def test_the_question_of_a_template_that_computes_is_the_whole_item(tmp_path: Path) -> None:
    """With examples before it and a template that does more than put fields in, all fields of the item are hashed."""
    folder = copied(OWN, tmp_path)
    json_changed(RESULTS, set_at("configs", TASK, "doc_to_text", value="{% if a %}{{input}}{% endif %}"))(folder)
    _, bare = only(FORMAT, folder / RESULTS)
    assert bare[0].question == question_hash(bare[0].prompt)
    json_changed(RESULTS, set_at("n-shot", TASK, value=3))(folder)
    _, items = only(FORMAT, folder / RESULTS)
    doc = json.loads((folder / SAMPLES).read_text(encoding="utf-8").splitlines()[0])["doc"]
    assert items[0].question == question_hash(json.dumps(doc, sort_keys=True))


def lines_changed(old: str, new: str) -> Change:
    """Another text in the first line of the samples that has it."""
    return text_changed(SAMPLES, old, new)


def of_results(*path: str | int, value: object) -> Change:
    """Another value in the results."""
    return json_changed(RESULTS, set_at(*path, value=value))


def renamed(folder: Path) -> None:
    """The samples are called after a task that the results do not have."""
    (folder / SAMPLES).rename(folder / SAMPLES.replace("boolean", "navigate"))


def one_more(folder: Path) -> None:
    """A line that the results do not count."""
    lines = (folder / SAMPLES).read_text(encoding="utf-8")
    (folder / SAMPLES).write_text(lines + lines.splitlines()[0].replace('"doc_id": 0', '"doc_id": 100') + "\n")


KEY = f"/results/{TASK}/exact_match,first-word"
DAMAGED: dict[str, tuple[Change, str]] = {
    "results cut": (cut(RESULTS, 0.6), "truncated"),
    "results cut after their beginning": (cut(RESULTS, 0.02), "truncated"),
    "samples cut": (cut(SAMPLES, 0.55), "line 5"),
    "samples are bytes": (bytes_changed(SAMPLES, lambda body: b"\xff\xfe" + body), "line 1"),
    "samples are not UTF-8": (bytes_changed(SAMPLES, lambda body: body.replace(b"[invalid]", b"\xff\xfe")), "line 1"),
    "results are a list": (text_changed(RESULTS, '"exact_match,first-word": 0.39', '"x": [1]'), "/results/" + TASK),
    "no config": (json_changed(RESULTS, lambda whole: whole.pop("config")), "config"),
    "no results": (of_results("results", value={}), "/results"),
    "value is a word": (of_results("results", TASK, "exact_match,first-word", value="high"), KEY),
    "value is not a number": (text_changed(RESULTS, "0.39,", "NaN,"), "NaN"),
    "value is infinite": (text_changed(RESULTS, "0.39,", "-Infinity,"), "Infinity"),
    "value is huge": (text_changed(RESULTS, "0.39,", "1e999,"), KEY),
    "value has endless digits": (text_changed(RESULTS, "0.39,", f"0.{'39' * 100},"), KEY),
    "value is not the mean": (text_changed(RESULTS, "0.39,", "0.93,"), "not the mean of its 100 items"),
    "error is below 0": (of_results("results", TASK, "exact_match_stderr,first-word", value=-0.1), "below 0"),
    "items are a huge number": (of_results("n-samples", TASK, "effective", value=10**30), "n-samples"),
    "items are negative": (of_results("n-samples", TASK, "effective", value=-5), "n-samples"),
    "shots are a word": (of_results("n-shot", TASK, value="few"), "n-shot"),
    "time out of all calendars": (of_results("date", value=1e18), "/date"),
    "temperature is a word": (
        of_results("configs", TASK, "generation_kwargs", "temperature", value="warm"), "generation_kwargs/temperature"),
    "markup in the model": (of_results("model_name", value="<script>alert(1)</script>"), "/model_name"),
    "control characters in the model": (of_results("model_name", value="a\u202eb\x07"), "/model_name"),
    "a formula as version": (of_results("versions", TASK, value="=1+1"), "/versions/"),
    "a name without end": (of_results("model_name", value="m" * 5000), "/model_name"),
    "nested without end": (text_changed(RESULTS, '"alias"', f'"deep": {nested(9000)}, "alias"'), "nested too deeply"),
    "samples nested without end": (lines_changed('"target": "False"', f'"target": {nested(9000)}'), "line 1"),
    "samples of another task": (renamed, "do not have"),
    "samples of another filter": (lines_changed('"filter": "first-word"', '"filter": "last-word"'), "line 1"),
    "samples without the metric": (lines_changed('"exact_match": 0.0', '"accuracy": 0.0'), "line 1"),
    "samples with a word as value": (lines_changed('"exact_match": 0.0', '"exact_match": "no"'), "line 1"),
    "samples with a huge value": (lines_changed('"exact_match": 0.0', '"exact_match": 1e999'), "line 1"),
    "samples with NaN": (lines_changed('"exact_match": 0.0', '"exact_match": NaN'), "line 1"),
    "an item twice": (lines_changed('"doc_id": 1,', '"doc_id": 0,'), "line 2"),
    "more items than counted": (one_more, "101"),
    "an item of no number": (lines_changed('{"doc_id": 0,', '{"doc_id": "x",'), "line 1"),
    "samples that are a link out of the folder": (led_out(SAMPLES), "link"),
    "results that are a link out of the folder": (led_out(RESULTS), "link"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_logs_are_refused_with_file_and_place(tmp_path: Path, name: str) -> None:
    """Each damage made from the real files is refused; the error names the file and where it is at fault."""
    change, said = DAMAGED[name]
    folder = copied(OWN, tmp_path)
    change(folder)
    message = refusal(FORMAT, folder / RESULTS)
    assert said in message
    assert str(folder) in message


def test_an_empty_file_is_no_log(tmp_path: Path) -> None:
    """A results file without content is not found as one, and neither are samples alone."""
    folder = copied(OWN, tmp_path)
    emptied(RESULTS)(folder)
    assert FORMAT.find(folder / RESULTS) is None
    assert FORMAT.find(folder / SAMPLES) is None
    assert FORMAT.find(folder) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), name=st.sampled_from((RESULTS, SAMPLES)))
def test_flipped_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int, name: str) -> None:
    """Whatever a few wrong bytes make of the files, there is a result or a refusal and no other error."""
    folder = copied(OWN, tmp_path_factory.mktemp("flipped"))
    bytes_changed(name, lambda body: flipped(body, seed))(folder)
    read_or_refused(FORMAT, folder / RESULTS)
