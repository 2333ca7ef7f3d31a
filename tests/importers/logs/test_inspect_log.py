"""What Inspect logs become: every value as written, the conditions, and the items with what each cost."""

import json
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inspect_logs import (
    CHOICES,
    DEFLATED,
    EVERY,
    FIXTURES,
    JSON,
    NO_SAMPLES,
    ZSTANDARD,
    added,
    archive,
    changed,
    changed_json,
    members,
    read,
    set_at,
)

from evenhand.errors import BadLog
from evenhand.importers.logs.inspect_items import to_float
from evenhand.importers.logs.inspect_log import FORMAT, find
from evenhand.importers.logs.log import Log, question_hash
from evenhand.records.own_results import OwnItem

SCORE = ("results", "scores", 0)


def test_values_errors_and_counts_are_those_of_the_files() -> None:
    """Each fixture's one metric keeps every digit of its value and of its standard error, and its number of samples."""
    found = {path.relative_to(FIXTURES).as_posix(): read(path) for path in EVERY}
    assert {name: (run.value, run.error, run.n, len(items)) for name, ((run,), items) in found.items()} == {
        "eee/data_arc_qwen.json": ("0.3333333333333333", "0.33333333333333337", 3, 3),
        "eee/data_arc_sonnet.json": ("1.0", "0.0", 5, 5),
        ZSTANDARD.relative_to(FIXTURES).as_posix(): ("0.65", "0.047937248544110224", 100, 100),
        DEFLATED.relative_to(FIXTURES).as_posix(): ("0.8", "0.13333333333333333", 10, 10),
        "upstream/mmlu-summary-choices.eval": ("0.0", "0.0", 1, 1),
        "upstream/2025-05-12T20-28-13-04-00_no-samples.json": ("0.6666666666666666", "0.33333333333333337", 3, 3),
        "upstream/2025-05-12T20-28-13-04-00_popularity.json": ("0.6666666666666666", "0.33333333333333337", 3, 3),
    }
    for (run,), items in found.values():
        mean = sum(item.outcome or 0.0 for item in items) / len(items)
        assert isclose(mean, float(run.value))
        assert (run.metric, run.scale, run.primary) == ("accuracy", "fraction", True)


def test_the_conditions_of_the_run_are_kept() -> None:
    """Model, task, version, template, limits of generation and the tool's version stand in the run."""
    (run,), _ = read(ZSTANDARD)
    assert (run.model, run.task) == ("openai-api/local/smollm2-135m-instruct-q4_1", "bbh_boolean_expressions")
    assert (run.version, run.tool_version, run.measured) == ("1", "0.3.285", "2026-11-21")
    assert (run.temperature, run.shots, run.prompt_style) == ("0.0", 0, "chat")
    assert run.settings["max_tokens"] == "8"
    assert run.settings["scorer"] == "match(location=begin)"
    template = r"prompt_template(template=Q: {prompt}\nAnswer with one word, True or False.\nA:)"
    assert run.settings["solver"] == f"{template} | generate(tool_calls=loop)"
    assert "max_connections" not in run.settings
    assert run.at == "/results/scores/0/metrics/accuracy/value"
    assert run.origin == ZSTANDARD.name


def test_an_item_says_what_was_asked_answered_and_what_it_took() -> None:
    """Question, answer, outcome, all tokens that were read, cached ones too, and seconds are of the sample."""
    _, items = read(ZSTANDARD)
    item = next(item for item in items if item.item == "boolean_expressions-7")
    assert (item.prompt, item.output, item.outcome) == ("True and not False or ( True ) is", "True", 1.0)
    assert (item.input_tokens, item.output_tokens, item.seconds) == (54, 2, 0.116)
    assert item.question == question_hash("True and not  False or ( True ) is\n")
    assert (item.attempt, item.fault, item.cluster, item.cost) == (1, "", "", None)


def test_choices_belong_to_the_question() -> None:
    """Two questions of one wording with other choices are two questions."""
    _, (item,) = read(CHOICES)
    assert item.prompt.endswith("\n6.0 e\n6.8 eV\n12.2 eV\n13.6 eV")
    assert item.question == question_hash(item.prompt)


def test_an_old_log_without_totals_gives_the_tokens_of_its_calls() -> None:
    """Where a sample has no totals its calls of the model are added up; they give the totals of the log."""
    _, items = read(DEFLATED)
    total = json.loads(members()["header.json"])["stats"]["model_usage"]["openai/gpt-4o-mini"]
    assert sum(item.input_tokens or 0 for item in items) == total["input_tokens"]
    assert sum(item.output_tokens or 0 for item in items) == total["output_tokens"]


def test_a_run_that_was_cancelled_says_so_and_samples_left_out_are_taken_from_their_values() -> None:
    """A cancelled log with results is taken and marked; without samples the reduced values are the items."""
    (run,), items = read(NO_SAMPLES)
    assert run.settings["status"] == "cancelled"
    assert [(item.item, item.outcome, item.question) for item in items] == [
        ("1", 1.0, ""),
        ("2", 1.0, ""),
        ("3", 0.0, ""),
    ]


def test_reduced_values_of_several_epochs_are_no_items(tmp_path: Path) -> None:
    """With several epochs a reduced value is no attempt, so none is made of it."""

    def change(table: Any) -> None:
        table["samples"] = []
        table["eval"]["config"]["epochs"] = 2

    assert read(changed_json(tmp_path / "log.json", change))[1] == []


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"input_tokens": 10, "output_tokens": 5, "total_tokens": 115, "input_tokens_cache_read": 100}, 110),
        ({"input_tokens": 110, "output_tokens": 5, "total_tokens": 115, "input_tokens_cache_read": 100}, 110),
        ({"input_tokens": 10, "output_tokens": 5, "input_tokens_cache_write": 7}, 17),
    ],
)
def test_cached_tokens_count_once(tmp_path: Path, usage: dict[str, int], tokens: int) -> None:
    """Whether a provider counts cached tokens within its input or beside it, all that was read counts once."""
    path = changed(tmp_path / "log.eval", sample=set_at("model_usage", {"openai/gpt-4o-mini": usage}))
    assert {item.input_tokens for item in read(path)[1]} == {tokens}


def test_tokens_and_dollars_are_those_of_the_model_under_test(tmp_path: Path) -> None:
    """A grader's tokens are not the model's; several other models leave the tokens unknown."""
    grader = {"input_tokens": 900, "output_tokens": 90, "total_tokens": 990}
    own = {"input_tokens": 9, "output_tokens": 4, "total_tokens": 13, "total_cost": 0.25}
    both = {"grader": grader, "openai/gpt-4o-mini": own}
    item = read(changed(tmp_path / "one.eval", sample=set_at("model_usage", both)))[1][0]
    assert (item.input_tokens, item.output_tokens, item.cost) == (9, 4, 0.25)
    others = {"grader": grader, "critic": own}
    item = read(changed(tmp_path / "two.eval", sample=set_at("model_usage", others)))[1][0]
    assert (item.input_tokens, item.output_tokens, item.cost) == (None, None, None)


def test_errors_limits_and_invalid_samples_are_told(tmp_path: Path) -> None:
    """A sample that failed has no outcome and says why; one that met a limit keeps its outcome; an invalid one none."""

    def change(table: Any) -> None:
        if table["id"] == 1:
            table.update(
                error={"message": "Server\nfell over, key sk-hunter2hunter2hunter2", "traceback": "…"}, scores=None
            )
        elif table["id"] == 2:
            table.update(limit={"type": "token", "limit": 100})
        elif table["id"] == 3:
            table.update(invalidation={"author": "me", "timestamp": "2026-01-01T00:00:00Z"})

    path = changed(tmp_path / "log.eval", sample=change)
    found = {item.item: (item.outcome, item.fault) for item in read(path)[1]}
    assert found["1"] == (None, "error: Server fell over, key (left out)")
    assert found["2"] == (1.0, "limit: token")
    assert found["3"] == (None, "invalidated")
    assert found["4"][1] == ""


def test_a_sample_without_a_score_is_not_scored(tmp_path: Path) -> None:
    """NaN is Inspect's own word for a sample without a score."""
    content = members()
    content["samples/9_epoch_1.json"] = content["samples/9_epoch_1.json"].replace(b'"value": "C"', b'"value": NaN', 1)
    item = next(item for item in read(archive(tmp_path / "log.eval", content))[1] if item.item == "9")
    assert (item.outcome, item.fault) == (None, "not scored")


def test_a_metric_of_no_scored_sample_has_no_value(tmp_path: Path) -> None:
    """Inspect prints NaN where nothing was scored; the run is there and has no value."""
    header = members()["header.json"].replace(b'"value": 0.8', b'"value": NaN')
    (run,), _ = read(archive(tmp_path / "log.eval", {**members(), "header.json": header}))
    assert (run.value, run.scale) == ("", "other")


def test_epochs_are_attempts_and_reducers_are_told(tmp_path: Path) -> None:
    """Each epoch is an attempt; a reducer makes a metric of its own; items belong to the mean only."""
    content = members()
    for name in [name for name in content if name.startswith("samples/")]:
        table = json.loads(content[name])
        table["epoch"] = 2
        content[name.replace("_epoch_1", "_epoch_2")] = json.dumps(table).encode()
    header = json.loads(content["header.json"])
    header["eval"]["config"]["epochs"] = 2
    [score] = header["results"]["scores"]
    header["results"]["completed_samples"] = 20
    header["results"]["scores"] = [{**score, "reducer": "pass_at_2"}, {**score, "reducer": "mean"}]
    content["header.json"] = json.dumps(header).encode()
    (best, mean), items = read(archive(tmp_path / "log.eval", content))
    assert (best.metric, best.trials, best.n) == ("accuracy (pass_at_2)", "pass_at_2 of 2 trials", 10)
    assert (mean.metric, mean.trials) == ("accuracy", "avg 2 trials")
    assert {item.run for item in items} == {mean.key}
    assert sorted({item.attempt for item in items}) == [1, 2]
    assert len(items) == 20
    assert best.primary
    assert not mean.primary


def test_a_scorer_with_several_values_gives_a_run_and_items_for_each(tmp_path: Path) -> None:
    """Values by name become metrics by name; an item has the value of its own name."""

    def header(table: Any) -> None:
        [score] = table["results"]["scores"]
        value = {"mean": {"name": "mean", "value": 0.25, "params": {}}}
        table["results"]["scores"] = [
            {**score, "name": name, "scorer": "rubric", "metrics": value} for name in ("style", "points")
        ]
        table["results"]["headline"] = {"scorer": "rubric", "score": "points", "metric": "mean"}

    def sample(table: Any) -> None:
        table["scores"] = {"rubric": {"value": {"style": 0.25, "points": 7 if table["id"] == 1 else None}}}

    (style, points), items = read(changed(tmp_path / "log.eval", header, sample))
    assert (style.metric, style.scale, style.primary) == ("style/mean", "fraction", False)
    assert (points.metric, points.scale, points.primary) == ("points/mean", "other", True)
    assert {item.outcome for item in items if item.run == style.key} == {0.25}
    assert [item.outcome for item in items if item.run == points.key and item.item == "1"] == [7.0]
    assert {item.fault for item in items if item.run == points.key and item.item != "1"} == {"not scored"}


def test_a_clustered_error_names_the_cluster_of_each_item(tmp_path: Path) -> None:
    """Where the standard error is clustered by a field of the samples, each item has that field's value."""
    header = set_at(*SCORE, "metrics", "stderr", "params", {"cluster": "passage"})
    sample = set_at("metadata", {"passage": "p-1", "other": [1, 2]})
    _, items = read(changed(tmp_path / "log.eval", header, sample))
    assert {item.cluster for item in items} == {"p-1"}


def test_a_log_of_version_1_is_read(tmp_path: Path) -> None:
    """The first version had one scorer and one score a sample."""

    def change(table: Any) -> None:
        table["version"] = 1
        [score] = table["results"].pop("scores")
        metrics = score.pop("metrics")
        del score["scorer"]
        table["results"].update(scorer=score, metrics=metrics)
        for sample in table["samples"]:
            sample["score"] = sample.pop("scores")["match"]

    (run,), items = read(changed_json(tmp_path / "log.json", change))
    assert (run.value, run.error) == ("0.6666666666666666", "0.33333333333333337")
    assert [item.outcome for item in items] == [item.outcome for item in read(JSON)[1]]


def test_a_sample_that_was_logged_again_counts_once(tmp_path: Path) -> None:
    """Of two members of one name the last counts, as in Inspect."""
    content = members()
    path = archive(tmp_path / "log.eval", content)
    name = "samples/9_epoch_1.json"
    again = content[name].replace(b'"value": "C"', b'"value": "I"', 1)
    header = json.loads(content["header.json"])
    header["results"]["scores"][0]["metrics"]["accuracy"]["value"] = 0.7
    (run,), items = read(added(path, [(name, again), ("header.json", json.dumps(header).encode())]))
    assert run.value == "0.7"
    assert [item.outcome for item in items if item.item == "9"] == [0.0]
    assert len(items) == 10


def test_a_run_that_failed_says_why_without_its_keys(tmp_path: Path) -> None:
    """A log without results names its status and its error, on one line and without a key in it."""

    def header(table: Any) -> None:
        table.update(status="error", results=None, error={"message": "bad key\nsk-hunter2hunter2hunter2"})

    with pytest.raises(BadLog, match=r"no results: bad key\\n\(left out\) \(found 'error'\)"):
        read(changed(tmp_path / "log.eval", header))


def test_no_key_and_no_password_is_kept(tmp_path: Path) -> None:
    """What a log says of keys, headers and addresses with a password never reaches a run."""

    def header(table: Any) -> None:
        table["eval"]["model_base_url"] = "https://user:hunter2@host.example:8443/v1?key=abc#part"
        table["eval"]["model_args"] = {
            "api_key": "hunter2", "device": "cuda:0", "nested": {"access_token": "hunter2", "dtype": "bf16"},
            "note": "see https://me:hunter2@host.example/x?token=hunter2 or sk-hunter2hunter2hunter2",
        }  # fmt: skip
        table["eval"]["model_generate_config"] = {"extra_headers": {"Authorization": "Bearer hunter2"}, "top_p": 0.90}
        table["eval"]["task_args"] = {"max_tokens": 7, "password": "hunter2"}

    (run,), _ = read(changed(tmp_path / "log.eval", header))
    assert "hunter2" not in str(run)
    assert run.settings["endpoint"] == "https://host.example:8443/v1"
    assert run.settings["model_args.device"] == "cuda:0"
    assert run.settings["model_args.nested"] == '{"dtype": "bf16"}'
    assert run.settings["task_args.max_tokens"] == "7"
    assert run.settings["top_p"] == "0.9"


def test_tools_effort_and_judge_are_told(tmp_path: Path) -> None:
    """What the model could use, how hard it was to think, and who graded are conditions of their own."""

    def header(table: Any) -> None:
        table["plan"]["steps"].insert(0, {"solver": "use_tools", "params": {"tools": [{"name": "bash"}, "python"]}})
        table["plan"]["config"] = {"reasoning_effort": "high", "temperature": 1.0}
        table["results"]["scores"][0]["params"] = {"model": "openai/gpt-5"}

    (run,), _ = read(changed(tmp_path / "log.eval", header))
    assert (run.tools, run.effort, run.judge, run.temperature) == ("bash, python", "high", "openai/gpt-5", "1.0")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"C"', 1.0), ('"I"', 0.0), ('"P"', 0.5), ('"N"', 0.0), ("true", 1.0), ("false", 0.0), ("3", 3.0),
        ("-0.25", -0.25), ('"yes"', 1.0), ('"No"', 0.0), ('"2.5"', 2.5), ('"nan"', 0.0), ('"maybe"', 0.0),
        ("null", None), ("[1, 2]", None), ('{"a": 1}', None),
    ],
)  # fmt: skip
def test_values_are_counted_as_inspect_counts_them(text: str, value: float | None) -> None:
    """Letters, words and numbers as in Inspect's `value_to_float`; what is no one number is none."""
    assert to_float(text.encode()) == value


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_its_own_value(number: float) -> None:
    """A finite number stands for itself."""
    assert to_float(json.dumps(number).encode()) == number


def test_a_log_is_known_by_its_name_and_its_first_bytes(tmp_path: Path) -> None:
    """Every fixture is found; a folder, another JSON file and a missing file are not."""
    assert all(find(path) is not None for path in EVERY)
    other = tmp_path / "other.json"
    other.write_text('{"version": 2, "results": {}}', encoding="utf-8")
    folder = tmp_path / "folder.eval"
    folder.mkdir()
    assert [find(path) for path in (other, folder, tmp_path / "none.eval", tmp_path)] == [None] * 4


def test_samples_pass_one_by_one(tmp_path: Path) -> None:
    """An item is handed on before the next member is read: a fault in a later one comes after the items before it."""
    content = members()
    names = [name for name in content if name.startswith("samples/")]
    content[names[-1]] = b"{"
    met: list[OwnItem] = []
    path = archive(tmp_path / "log.eval", content)
    with pytest.raises(BadLog, match=names[-1]):
        FORMAT.read(Log(tool="inspect", main=path, parts=(path,)), met.append)
    assert len(met) == len(names) - 1
