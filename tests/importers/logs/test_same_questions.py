"""One model, the same 100 questions, scores from 0.37 to 0.66: what made the difference must be seen in the runs."""

from itertools import combinations
from pathlib import Path

from evenhand.importers.logs import inspect_log, lighteval, lm_eval
from evenhand.importers.own.conditions_of_runs import harness, prompting
from evenhand.records.own_results import OwnItem, OwnRun, Tool
from harness_logs import FIXTURES, copied, json_changed, only, read, set_at

LIGHTEVAL = FIXTURES / "lighteval" / "own"
RESULTS = "results_2026-11-21T23-02-03.391041.json"
MODEL = "openai/smollm2-135m-instruct-q4_1"
Read = tuple[OwnRun, list[OwnItem]]


def in_lm_eval() -> Read:
    """The run of lm-evaluation-harness."""
    return only(lm_eval.FORMAT, next((FIXTURES / "lm-eval" / "own").glob("results_*.json")))


def in_inspect() -> Read:
    """The run of Inspect."""
    runs, items = read(inspect_log.FORMAT, next((FIXTURES / "inspect" / "own").glob("*.eval")))
    return next(iter(runs.values())), items


def in_lighteval(folder: Path = LIGHTEVAL) -> Read:
    """The run of lighteval."""
    return only(lighteval.FORMAT, folder / "results" / MODEL / RESULTS)


def warmer(tmp_path: Path) -> OwnRun:
    """The run of lighteval at temperature 0.7, which scored 0.37: its files were not kept, this is what differed."""
    folder = copied(LIGHTEVAL, tmp_path)
    (folder / "details").rename(tmp_path / "apart")
    parameters = ("config_general", "model_config", "generation_parameters")
    json_changed(RESULTS, set_at(*parameters, "temperature", value=0.7))(folder)
    json_changed(RESULTS, set_at("results", "bbh_boolean_local|0", "em", value=0.37))(folder)
    return in_lighteval(folder)[0]


def test_the_scores_differ_and_so_do_the_conditions_that_are_shown(tmp_path: Path) -> None:
    """Each two of the four runs differ in harness, prompt style or temperature, and in the words that people see."""
    runs: list[tuple[Tool, OwnRun]] = [
        ("lm-eval", in_lm_eval()[0]),
        ("inspect", in_inspect()[0]),
        ("lighteval", in_lighteval()[0]),
        ("lighteval", warmer(tmp_path)),
    ]
    assert [run.value for _, run in runs] == ["0.39", "0.65", "0.66", "0.37"]
    told = [(tool, run.tool_version, run.prompt_style, run.shots, run.temperature) for tool, run in runs]
    assert told == [
        ("lm-eval", "0.4.13", "completion", 0, "0.0"),
        ("inspect", "0.3.285", "chat", 0, "0.0"),
        ("lighteval", "", "chat", 0, "0.0"),
        ("lighteval", "", "", 0, "0.7"),
    ]
    shown = [(harness(tool, run), prompting(tool, run)) for tool, run in runs]
    assert all(one != other for one, other in combinations(shown, 2))
    assert all("temperature 0." in words for _, words in shown)


def test_they_were_asked_the_same_questions() -> None:
    """All three put the same 100 questions; lm-evaluation-harness and Inspect keep them apart from their template."""
    asked, sent = ({getattr(item, name) for item in in_lm_eval()[1]} for name in ("question", "prompt"))
    assert {item.question for item in in_inspect()[1]} == asked
    assert {item.prompt for item in in_lighteval()[1]} == sent
    assert len(asked) == len(sent) == 100


def test_the_number_of_questions_tells_a_part_from_the_whole() -> None:
    """The same task over its first 40 questions scored 0.75: the run says that it had 40, and that it was limited."""
    part, _ = only(lighteval.FORMAT, LIGHTEVAL / "results" / MODEL / "results_2026-11-21T23-00-14.880780.json")
    whole, _ = in_lighteval()
    assert (part.value, part.n, part.settings["limit"]) == ("0.75", 40, "40")
    assert (whole.value, whole.n, whole.settings["limit"]) == ("0.66", 100, "100")
