"""What run folders of HELM become: every mean as written, the conditions, the items; damaged ones are refused."""

import json
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.importers.logs.helm import COUNTED, FORMAT, OF_LANGUAGE
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

FOLDER = FIXTURES / "helm"
EVERY = sorted(path.parent for path in FOLDER.rglob("run_spec.json"))
HELLASWAG = next(path for path in EVERY if "hellaswag" in path.name)
CLASSES = next(path for path in EVERY if "classification" in path.name)
SPEC, STATS, ITEMS, STATE = "run_spec.json", "stats.json", "per_instance_stats.json", "scenario_state.json"


def unchanged(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and mean of every statistic of the split that was tested, without changed instances, as written."""
    stats = digits(folder / STATS)
    splits = {one["name"].get("split") for one in stats}
    for one in stats:
        if one["name"].get("split") == ("test" if "test" in splits else "valid") and "perturbation" not in one["name"]:
            yield one["name"]["name"], one.get("mean", "")


@pytest.mark.parametrize("folder", EVERY, ids=lambda path: path.name[:24])
def test_every_metric_has_the_digits_of_its_mean(folder: Path) -> None:
    """All metrics are there with the mean as written and the number of instances; counts of tokens are none."""
    runs, _ = read(FORMAT, folder)
    stats = dict(unchanged(folder))
    wanted = {name: mean for name, mean in stats.items() if name not in COUNTED | OF_LANGUAGE}
    assert {run.metric: run.value for run in runs.values()} == wanted
    assert {run.n for run in runs.values()} == {int(float(stats["num_instances"]))} == {10}
    assert {run.error for run in runs.values()} == {""}


@pytest.mark.parametrize("folder", EVERY, ids=lambda path: path.name[:24])
def test_the_first_metric_of_the_run_spec_is_the_primary_one(folder: Path) -> None:
    """Exact match is the first that the three runs name; no other run is primary."""
    run, _ = only(FORMAT, folder)
    assert run.metric == digits(folder / SPEC)["metric_specs"][0]["args"]["names"][0] == "exact_match"
    assert run.scale == "fraction"


@pytest.mark.parametrize("folder", EVERY, ids=lambda path: path.name[:24])
def test_items_have_the_values_of_their_statistics_and_their_mean_is_the_score(folder: Path) -> None:
    """Every instance is an item of every metric that has a value for it, with tokens and seconds."""
    runs, items = read(FORMAT, folder)
    entries = json.loads((folder / ITEMS).read_text(encoding="utf-8"))
    values = {
        (entry["instance_id"], stat["name"]["name"]): stat.get("mean") for entry in entries for stat in entry["stats"]
    }
    for item in items:
        assert item.outcome == values[item.item, item.run]
        assert item.input_tokens == values[item.item, "num_prompt_tokens"]
        assert item.output_tokens == values[item.item, "num_output_tokens"]
        assert item.seconds == values[item.item, "inference_runtime"]
    of_items = means(items)
    assert of_items.keys() == {key for key in runs if not key.startswith("classification_")}
    assert all(isclose(mean, float(runs[key].value)) for key, mean in of_items.items())
    assert len(items) == 10 * len(of_items)


def test_the_texts_of_an_item_are_those_of_its_request() -> None:
    """Question, prompt and answer stand in the item of the same instance."""
    _, items = only(FORMAT, HELLASWAG)
    states = json.loads((HELLASWAG / STATE).read_text(encoding="utf-8"))["request_states"]
    assert [(one.item, one.question, one.prompt, one.output) for one in items] == [
        (
            state["instance"]["id"],
            question_hash(state["instance"]["input"]["text"]),
            state["request"]["prompt"],
            state["result"]["completions"][0]["text"],
        )
        for state in states
    ]


def test_the_conditions_of_the_run_are_kept() -> None:
    """Model, scenario, method, shots, temperature, split and host stand in the run, and the day of the last request."""
    run, _ = only(FORMAT, HELLASWAG)
    assert (run.model, run.task, run.measured) == ("eleutherai/pythia-1b-v0", "hellaswag", "2025-07-05")
    assert (run.shots, run.temperature) == (5, "0.0")
    told = run.settings
    assert (told["method"], told["split"]) == ("multiple_choice_joint", "valid")
    assert (told["deployment"], told["max_tokens"]) == ("huggingface/pythia-1b-v0", "1")
    assert run.prompt_style == ""
    assert len(told["template"]) == 16


def test_without_files_of_instances_the_results_stand_alone(tmp_path: Path) -> None:
    """The scores are taken without items; with statistics alone there are items without texts."""
    folder = copied(CLASSES, tmp_path)
    (folder / STATE).unlink()
    (folder / "scenario.json").unlink()
    run, items = only(FORMAT, folder)
    assert (run.task, len(items), items[0].prompt, items[0].question) == ("simple_classification", 10, "", "")
    (folder / ITEMS).unlink()
    run, items = only(FORMAT, folder / SPEC)
    assert (run.value, run.measured, items) == ("0.0", "", [])


def test_arguments_of_the_scenario_and_parts_of_the_split_are_its_subset(tmp_path: Path) -> None:
    """A subject in the scenario's arguments and a part of the split stand in the subset, each part its own run."""
    folder = copied(CLASSES, tmp_path)
    json_changed(SPEC, set_at("scenario_spec", "args", value={"subject": "anatomy"}))(folder)

    def split_up(stats: list[dict[str, Any]]) -> None:
        stats += [
            {**one, "name": {**one["name"], "sub_split": "hard"}}
            for one in stats
            if one["name"]["name"] == "exact_match"
        ]

    json_changed(STATS, split_up)(folder)
    runs, _ = read(FORMAT, folder)
    assert runs["exact_match"].subset == "subject=anatomy"
    assert runs["exact_match/hard"].subset == "subject=anatomy, hard"


def test_changed_instances_are_left_out(tmp_path: Path) -> None:
    """Instances with a perturbation, and statistics of them, are neither results nor items."""
    folder = copied(CLASSES, tmp_path)

    def perturbed(entries: list[dict[str, Any]]) -> None:
        entries.append({**entries[0], "instance_id": "id999", "perturbation": {"name": "misspelling"}})

    json_changed(ITEMS, perturbed)(folder)
    json_changed(STATE, lambda whole: whole["request_states"].append(
        {**whole["request_states"][0], "instance": {"id": "id999", "input": {"text": "x"}, "perturbation": {}}}
    ))(folder)  # fmt: skip
    _, items = only(FORMAT, folder)
    assert len(items) == 10
    assert "id999" not in {item.item for item in items}


def test_without_the_number_of_instances_the_items_are_counted(tmp_path: Path) -> None:
    """A run whose metrics do not count the instances has as many items as have statistics."""
    folder = copied(CLASSES, tmp_path)

    def uncounted(stats: list[dict[str, Any]]) -> None:
        stats[:] = [one for one in stats if one["name"]["name"] != "num_instances"]

    json_changed(STATS, uncounted)(folder)
    runs, _ = read(FORMAT, folder)
    assert (runs["exact_match"].n, runs["classification_macro_f1"].n) == (10, None)


def test_several_values_an_item_need_not_have_the_items_mean(tmp_path: Path) -> None:
    """A statistic that HELM adds up over more values than items is taken as printed."""
    folder = copied(CLASSES, tmp_path)

    def several(entries: list[dict[str, Any]]) -> None:
        for one in entries[0]["stats"]:
            one["count"] = 3

    json_changed(ITEMS, several)(folder)
    stat("exact_match", "mean", value=0.5)(folder)
    assert only(FORMAT, folder)[0].value == "0.5"


def test_of_several_requests_for_one_item_the_chosen_one_is_taken(tmp_path: Path) -> None:
    """Where every answer had its own request, the item has the text of the answer that the model chose."""
    folder = copied(CLASSES, tmp_path)

    def chosen(entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            entry["stats"].append({"name": {"name": "predicted_index", "split": "test"}, "count": 1, "mean": 1.0})

    def doubled(whole: dict[str, Any]) -> None:
        whole["request_states"] = [
            {**state, "reference_index": at, "request": {**state["request"], "prompt": f"answer {at}"}}
            for state in whole["request_states"]
            for at in (0, 1)
        ]

    json_changed(ITEMS, chosen)(folder)
    json_changed(STATE, doubled)(folder)
    _, items = only(FORMAT, folder)
    assert [item.prompt for item in items] == ["answer 1"] * 10


def test_messages_make_it_chat(tmp_path: Path) -> None:
    """A request of messages is one of chat; of one text HELM does not say how the host packed it."""
    folder = copied(CLASSES, tmp_path)

    def chat(whole: dict[str, Any]) -> None:
        for state in whole["request_states"]:
            state["request"] = {"messages": [{"role": "user", "content": "70"}]}

    json_changed(STATE, chat)(folder)
    run, items = only(FORMAT, folder)
    assert run.prompt_style == "chat"
    assert items[0].prompt == '[{"role": "user", "content": "70"}]'


def stat(name: str, *path: str | int, value: object) -> Change:
    """Another value in the first statistic of this name."""

    def change(stats: list[dict[str, Any]]) -> None:
        set_at(*path, value=value)(next(one for one in stats if one["name"]["name"] == name))

    return json_changed(STATS, change)


def of_items(*path: str | int, value: object) -> Change:
    """Another value in the statistics of instances."""
    return json_changed(ITEMS, set_at(*path, value=value))


def of_state(*path: str | int, value: object) -> Change:
    """Another value in the requests."""
    return json_changed(STATE, set_at(*path, value=value))


DAMAGED: dict[str, tuple[Change, str]] = {
    "run spec cut": (cut(SPEC, 0.5), SPEC),
    "run spec empty": (emptied(SPEC), "empty"),
    "statistics cut": (cut(STATS, 0.7), "truncated"),
    "statistics empty": (emptied(STATS), "empty"),
    "statistics of instances cut": (cut(ITEMS, 0.4), "the file ends"),
    "statistics of instances cut between two": (cut(ITEMS, 0.0001), "the file ends"),
    "statistics of instances empty": (emptied(ITEMS), "the file ends"),
    "requests cut": (cut(STATE, 0.9), "the file ends"),
    "more after the requests": (bytes_changed(STATE, lambda body: body + b"{}"), "more follows"),
    "requests are bytes": (bytes_changed(STATE, lambda body: b"\x00\xff" + body), "byte 0"),
    "statistics are an object": (bytes_changed(STATS, lambda body: b'{"stats": ' + body + b"}"), "Expected `array`"),
    "no metric specs": (json_changed(SPEC, lambda whole: whole.pop("metric_specs")), "metric_specs"),
    "method is a number": (json_changed(SPEC, set_at("adapter_spec", "method", value=4)), "adapter_spec.method"),
    "shots are negative": (json_changed(SPEC, set_at("adapter_spec", "max_train_instances", value=-1)), "max_train"),
    "temperature is a word": (json_changed(SPEC, set_at("adapter_spec", "temperature", value="hot")), "/temperature"),
    "markup in the model": (json_changed(SPEC, set_at("adapter_spec", "model", value="<b>m</b>")), "_spec/model"),
    "a formula in the scenario": (json_changed("scenario.json", set_at("name", value="=cmd()")), "json, /name"),
    "control characters in a metric": (stat("exact_match", "name", "name", value="exact\u202ematch"), "/16/name/name"),
    "mean is a word": (stat("exact_match", "mean", value="high"), "/16/mean"),
    "mean is huge": (stat("exact_match", "mean", value=10**400), "/16/mean"),
    "mean is not a number": (text_changed(STATS, '"mean": 0.0', '"mean": NaN'), "NaN"),
    "mean is not the items'": (stat("exact_match", "mean", value=0.5), "not the mean of its 10 items"),
    "two values of one metric": (
        json_changed(STATS, lambda stats: stats.append({**stats[16], "mean": 1.0})), "exact_match has two values"),
    "count is negative": (stat("exact_match", "count", value=-1), "count"),
    "half an instance": (stat("num_instances", "mean", value=1e30), "/mean"),
    "no statistic of a split": (
        json_changed(STATS, lambda stats: [one["name"].pop("split") for one in stats]), "no statistic"),
    "an instance without a name": (of_items(0, "instance_id", value=None), "instance_id"),
    "tokens are negative": (
        of_items(0, "stats", 2, "mean", value=-5.0), "num_prompt_tokens cannot be this much"),
    "two values of one statistic": (
        json_changed(ITEMS, lambda all_of: all_of.append(
            {**all_of[0], "stats": [{**all_of[0]["stats"][16], "mean": 1.0}]})), "two values"),
    "requests of another model": (of_state("adapter_spec", "model", value="other/model"), "another run"),
    "requests of another instance": (of_state("request_states", 0, "instance", "id", value="id7"), "does not have"),
    "a request without an instance": (json_changed(STATE, lambda whole: whole["request_states"][3].pop("instance")),
                                      "instance"),
    "a time out of all calendars": (
        of_state("request_states", 0, "result", "request_datetime", value=10**15), "request_datetime"),
    "requests nested without end": (
        text_changed(STATE, '"adapter_spec"', f'"deep": {nested(9000)}, "adapter_spec"'), "nested too deeply"),
    "requests without states": (json_changed(STATE, lambda whole: whole.pop("request_states")), "lacks"),
    "statistics that are a link out of the folder": (led_out(ITEMS), "link"),
    "a run spec that is a link out of the folder": (led_out(SPEC), "link"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_folders_are_refused_with_file_and_place(tmp_path: Path, name: str) -> None:
    """Each damage made from the real files is refused; the error names the file and where it is at fault."""
    change, said = DAMAGED[name]
    folder = copied(CLASSES, tmp_path)
    change(folder)
    message = refusal(FORMAT, folder)
    assert said in message
    assert str(folder) in message


def test_a_folder_without_its_results_is_no_log(tmp_path: Path) -> None:
    """Without run_spec.json or stats.json there is nothing to read; other files of the folder are no log either."""
    folder = copied(CLASSES, tmp_path)
    assert FORMAT.find(folder / STATS) is None
    (folder / STATS).unlink()
    assert FORMAT.find(folder) is None
    assert FORMAT.find(folder / SPEC) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), name=st.sampled_from((SPEC, STATS, ITEMS, STATE)))
def test_flipped_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int, name: str) -> None:
    """Whatever a few wrong bytes make of the files, there is a result or a refusal and no other error."""
    folder = copied(CLASSES, tmp_path_factory.mktemp("flipped"))
    bytes_changed(name, lambda body: flipped(body, seed))(folder)
    read_or_refused(FORMAT, folder)
