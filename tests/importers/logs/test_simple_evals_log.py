"""What files of OpenAI simple-evals become: every digit, what the name says, the examples; damaged ones are refused."""

import json
from math import isclose, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.importers.logs.log import question_hash
from evenhand.importers.logs.simple_evals_examples import example
from evenhand.importers.logs.simple_evals_log import FORMAT, called
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

FOLDER = FIXTURES / "simple-evals" / "own"
STEM = "mmlu_smollm2-135m-instruct-q4_1_20261121"
SUMMARY, WHOLE, REPORT = f"{STEM}.json", f"{STEM}_allresults.json", f"{STEM}.html"
WARM = "mmlu_smollm2-135m-instruct-q4_1-t0.7_20261121.json"
REPORTED = FIXTURES / "simple-evals" / "reported" / "aime25_gpt-oss-20b-low_temp1.0_20250816_094011.json"
EVERY = [FOLDER / SUMMARY, FOLDER / WARM, REPORTED]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name[:40])
def test_every_value_has_the_digits_of_the_file(path: Path) -> None:
    """The score and every other metric are there as written; spreads are none of their own."""
    raw = digits(path)
    runs, _ = read(FORMAT, path)
    assert {run.metric: run.value for run in runs.values()} == {
        name: value for name, value in raw.items() if not name.endswith(":std")
    }
    assert [run.metric for run in runs.values() if run.primary] == ["score"]


@pytest.mark.parametrize("path", EVERY[:2], ids=lambda path: path.name[:40])
def test_the_standard_error_is_the_spread_over_the_root_of_the_examples(path: Path) -> None:
    """`score:std` spreads over 56 examples: the error of their mean is that over the root of 56, and says so."""
    run, items = only(FORMAT, path)
    spread = float(digits(path)["score:std"])
    assert float(run.error) == spread / sqrt(56)
    assert run.at == "/score, error from /score:std / sqrt(56)"
    outcomes = [item.outcome or 0.0 for item in items]
    mean = sum(outcomes) / len(outcomes)
    assert isclose(spread, sqrt(sum((one - mean) ** 2 for one in outcomes) / len(outcomes)))


def test_without_examples_there_is_no_error() -> None:
    """A summary alone does not say over how many examples it spreads, so no error is made of it."""
    run, items = only(FORMAT, REPORTED)
    assert (run.value, run.error, run.n, items) == ("0.45416666666666666", "", None, [])


@pytest.mark.parametrize("path", EVERY[:2], ids=lambda path: path.name[:40])
def test_items_are_the_examples_and_their_mean_is_the_score(path: Path) -> None:
    """Every example is an item with its question, its answer and its score."""
    run, items = only(FORMAT, path)
    raw = json.loads(path.with_name(f"{path.stem}_allresults.json").read_text(encoding="utf-8"))
    assert [(item.prompt, item.output) for item in items] == [
        (asked["content"], told["content"]) for asked, told in raw["convos"]
    ]
    assert [item.question for item in items] == [question_hash(asked["content"]) for asked, _ in raw["convos"]]
    assert [item.outcome for item in items] == [
        float(html.rpartition("Score: ")[2].removesuffix("</p>")) for html in raw["htmls"]
    ]
    assert (run.n, len(items)) == (56, 56)
    assert isclose(means(items)[run.key], float(run.value))
    assert run.prompt_style == "chat"


def test_the_report_gives_the_same_items(tmp_path: Path) -> None:
    """Where only the HTML report is left, its examples are those of the whole results."""
    folder = copied(FOLDER, tmp_path)
    wanted = only(FORMAT, folder / SUMMARY)
    (folder / WHOLE).unlink()
    assert only(FORMAT, folder / SUMMARY) == wanted


def test_the_whole_results_alone_are_read(tmp_path: Path) -> None:
    """Without the summary the whole results say the same; beside it they are part of its log."""
    folder = copied(FOLDER, tmp_path)
    assert FORMAT.find(folder / WHOLE) is None
    wanted, items = read(FORMAT, folder / SUMMARY)
    (folder / SUMMARY).unlink()
    runs, same = read(FORMAT, folder / WHOLE)
    assert {key: (run.value, run.error, run.n) for key, run in runs.items()} == {
        key: (run.value, run.error, run.n) for key, run in wanted.items()
    }
    assert same == items


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        (STEM, ("mmlu", "smollm2-135m-instruct-q4_1", "2026-11-21", "", "")),
        (WARM.removesuffix(".json"), ("mmlu", "smollm2-135m-instruct-q4_1-t0.7", "2026-11-21", "", "")),
        (REPORTED.stem, ("aime25", "gpt-oss-20b", "2025-08-16", "low", "1.0")),
        ("gpqa_o3-mini_high_20250131_101112", ("gpqa", "o3-mini_high", "2025-01-31", "", "")),
        ("healthbench_hard_gpt-4.1_20250510_000000", ("healthbench_hard", "gpt-4.1", "2025-05-10", "", "")),
        ("mmlu_model_99999999", ("mmlu", "model", "", "", "")),
        ("mmlu_customgpt", ("mmlu", "customgpt", "", "", "")),
        ("math_model_temp0.5_20250101", ("math", "model_temp0.5", "2025-01-01", "", "")),
        ("math_gpt-oss-20b-low_temp0.5", ("math", "gpt-oss-20b-low_temp0.5", "", "", "")),
    ],
)
def test_a_name_says_only_what_the_tool_writes_into_it(stem: str, told: tuple[str, ...]) -> None:
    """Eval, model and day; effort and temperature only in the very form of the successor, never from a user's words."""
    found = called(stem)
    assert found is not None
    assert (found.eval, found.model, found.measured, found.effort, found.temperature) == told


def test_the_conditions_of_the_run_are_kept() -> None:
    """Temperature and effort of the successor's name stand in the run; the tool's own files leave both unstated."""
    run, _ = only(FORMAT, REPORTED)
    assert (run.model, run.task, run.temperature, run.effort, run.scale) == (
        "gpt-oss-20b", "aime25", "1.0", "low", "fraction",
    )  # fmt: skip
    own, _ = only(FORMAT, FOLDER / WARM)
    assert (own.temperature, own.shots, own.tool_version) == ("", None, "")


def test_the_scale_of_other_metrics_is_judged_by_their_spread() -> None:
    """A mean whose spread is that of zeros and ones is a fraction; a count of characters is none."""
    runs, _ = read(FORMAT, FOLDER / SUMMARY)
    assert {run.scale for run in runs.values()} == {"fraction"}
    assert read(FORMAT, REPORTED)[0]["chars"].scale == "other"


def test_a_repeated_question_is_another_attempt(tmp_path: Path) -> None:
    """The second answer to the same question is attempt 2 at the same item."""
    folder = copied(FOLDER, tmp_path)

    def again(whole: dict[str, Any]) -> None:
        whole["htmls"] = whole["htmls"] * 2

    json_changed(WHOLE, again)(folder)
    run, items = only(FORMAT, folder / SUMMARY)
    assert run.n == len(items) == 112
    assert [item.item for item in items[:56]] == [item.item for item in items[56:]]
    assert [item.attempt for item in items] == [1] * 56 + [2] * 56


def test_items_are_known_again_in_any_order(tmp_path: Path) -> None:
    """The successor writes examples as they end: an item has the name of its question, not of its place."""
    folder = copied(FOLDER, tmp_path)
    _, wanted = only(FORMAT, folder / SUMMARY)
    json_changed(WHOLE, lambda whole: whole["htmls"].reverse())(folder)
    _, items = only(FORMAT, folder / SUMMARY)
    assert items == wanted[::-1]
    assert len({item.item for item in items}) == 56


def test_the_errors_of_healthbench_are_its_own(tmp_path: Path) -> None:
    """Its files state the number of samples and a bootstrapped error; both are taken as they are."""
    path = tmp_path / "healthbench_gpt-4.1_20250510_000000.json"
    path.write_text('{"score": 0.4, "score:bootstrap_std": 0.0071, "score:n_samples": 500}')
    run, _ = only(FORMAT, path)
    assert (run.error, run.n, run.value) == ("0.0071", 500, "0.4")


def test_yes_and_no_are_scores_and_none_is_no_score(tmp_path: Path) -> None:
    """Evals that score with True and False, and examples that have no score."""
    folder = copied(FOLDER, tmp_path)
    raw = json.loads((folder / WHOLE).read_text(encoding="utf-8"))
    changed = [html.replace("Score: 0.0", "Score: False").replace("Score: 1.0", "Score: True") for html in raw["htmls"]]
    json_changed(WHOLE, set_at("htmls", value=changed))(folder)
    assert isclose(sum(item.outcome or 0 for item in only(FORMAT, folder / SUMMARY)[1]), 5)
    json_changed(WHOLE, set_at("htmls", 0, value=raw["htmls"][0].replace("Score: 0.0", "Score: None")))(folder)
    run, items = only(FORMAT, folder / SUMMARY)
    assert (items[0].outcome, items[0].fault, run.n) == (None, "no score", 55)


def test_marks_of_the_template_inside_a_text_change_nothing() -> None:
    """The tool escapes every text: a message that looks like a heading or a score stays a message."""
    text = "&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;Score: 1.0&lt;/p&gt;"
    html = (
        f'<h3>Prompt conversation</h3><div class="message user"><pre>{text}</pre></div>'
        f'<h3>Sampled message</h3><div class="message assistant"><pre>{text}</pre></div>'
        "<h3>Results</h3><p>Score: 0.0</p>"
    )
    found = example(html)
    assert found is not None
    assert found.score == "0.0"
    assert found.messages == (("user", "<h3>Results</h3><p>Score: 1.0</p>"),)


def of_summary(*path: str | int, value: object) -> Change:
    """Another value in the summary."""
    return json_changed(SUMMARY, set_at(*path, value=value))


def of_whole(*path: str | int, value: object) -> Change:
    """Another value in the whole results."""
    return json_changed(WHOLE, set_at(*path, value=value))


def both(one: Change, other: Change) -> Change:
    """One change after the other."""

    def apply(folder: Path) -> None:
        one(folder)
        other(folder)

    return apply


def without_whole(change: Change) -> Change:
    """A change of the report, which is read where the whole results are not there."""

    def apply(folder: Path) -> None:
        (folder / WHOLE).unlink()
        change(folder)

    return apply


DAMAGED: dict[str, tuple[Change, str]] = {
    "summary cut": (cut(SUMMARY, 0.9), "truncated"),
    "summary with a list": (text_changed(SUMMARY, '"other": 0.07142857142857142', '"other": []'), "/other"),
    "score is a word": (of_summary("other", value="high"), "/other"),
    "score is not a number": (of_summary("other", value=float("nan")), "NaN"),
    "score is infinite": (of_summary("other", value=float("inf")), "Infinity"),
    "score is huge": (of_summary("other", value=10**400), "/other"),
    "score is not the mean": (
        both(of_summary("score", value=0.5), of_whole("score", value=0.5)),
        "not the mean of its 56 examples"),
    "spread is a word": (of_summary("score:std", value="wide"), "/score:std"),
    "spread is below 0": (of_summary("score:std", value=-0.1), "/score:std"),
    "samples are a fraction": (of_summary("score:n_samples", value=2.5), "/score:n_samples"),
    "markup in a metric": (of_summary("<b>x</b>", value=1.0), "in a name"),
    "control characters in a metric": (of_summary("a\u202eb", value=1.0), "in a name"),
    "a formula as metric": (of_summary("=1+1", value=1.0), "in a name"),
    "whole results cut": (cut(WHOLE, 0.5), "the file ends"),
    "whole results cut at the end": (cut(WHOLE, 0.999), "the file ends"),
    "whole results empty": (emptied(WHOLE), "the file ends"),
    "whole results of another run": (of_whole("score", value=0.25), "/score"),
    "whole results with a wrong byte in the score": (
        bytes_changed(WHOLE, lambda body: body.replace(b"0.0892857", b"0.0\xb892857", 1)), "/score"),
    "whole results are bytes": (bytes_changed(WHOLE, lambda body: b"\xff" + body), "byte 0"),
    "more after the whole results": (bytes_changed(WHOLE, lambda body: body + b"[]"), "more follows"),
    "whole results nested without end": (
        text_changed(WHOLE, '"metrics"', f'"deep": {nested(9000)}, "metrics"'), "nested too deeply"),
    "an example is a number": (of_whole("htmls", 3, value=7), "byte"),
    "an example is another page": (of_whole("htmls", 3, value="<h1>Hello</h1>"), "no example"),
    "an example is cut": (json_changed(WHOLE, lambda whole: set_at(
        "htmls", 3, value=whole["htmls"][3][:600])(whole)), "no example"),
    "an example's score is a word": (json_changed(WHOLE, lambda whole: set_at(
        "htmls", 3, value=whole["htmls"][3].replace("Score: 0.0", "Score: high"))(whole)), "byte"),
    "an example's score is not a number": (json_changed(WHOLE, lambda whole: set_at(
        "htmls", 3, value=whole["htmls"][3].replace("Score: 0.0", "Score: nan"))(whole)), "byte"),
    "an example less": (json_changed(WHOLE, lambda whole: whole["htmls"].pop()), "not the mean"),
    "report cut": (without_whole(cut(REPORT, 0.5)), "ends"),
    "report of bytes": (without_whole(bytes_changed(REPORT, lambda body: body[:9000] + b"\xff" + body[9000:])), "line"),
    "report with an example cut": (without_whole(text_changed(REPORT, "<h3>Sampled message</h3>", "")), "example 1"),
    "a link out of the folder": (led_out(WHOLE), "link"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_logs_are_refused_with_file_and_place(tmp_path: Path, name: str) -> None:
    """Each damage made from the real files is refused; the error names the file and where it is at fault."""
    change, said = DAMAGED[name]
    folder = copied(FOLDER, tmp_path)
    change(folder)
    message = refusal(FORMAT, folder / SUMMARY)
    assert said in message
    assert str(folder) in message
    assert only(FORMAT, folder / WARM)[0].value == "0.017857142857142856"


@pytest.mark.parametrize("stem", ["mmlu_<b>model_20261121", "mmlu_=model_20261121", f"mmlu_{'m' * 220}\u202e_20261121"])
def test_hostile_names_of_files_are_refused(tmp_path: Path, stem: str) -> None:
    """The model is named by the file's name alone: markup, formulas and hidden characters in it are refused."""
    path = tmp_path / f"{stem}.json"
    path.write_bytes((FOLDER / SUMMARY).read_bytes())
    assert "its name" in refusal(FORMAT, path)


def test_other_files_are_no_log(tmp_path: Path) -> None:
    """An empty summary, one without a score, a name without a model, and a report alone are not found as logs."""
    folder = copied(FOLDER, tmp_path)
    emptied(SUMMARY)(folder)
    (folder / "mmlu_other.json").write_text('{"accuracy": 0.5}')
    (folder / "results.json").write_text('{"score": 0.5}')
    for name in (SUMMARY, "mmlu_other.json", "results.json", REPORT):
        assert FORMAT.find(folder / name) is None
    assert FORMAT.find(folder) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), name=st.sampled_from((SUMMARY, WHOLE, REPORT)))
def test_flipped_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int, name: str) -> None:
    """Whatever a few wrong bytes make of the files, there is a result or a refusal and no other error."""
    folder = copied(FOLDER, tmp_path_factory.mktemp("flipped"))
    bytes_changed(name, lambda body: flipped(body, seed))(folder)
    if name == REPORT:
        (folder / WHOLE).unlink()
    read_or_refused(FORMAT, folder / SUMMARY)
