"""The facts that follow from own runs: tier O, exact values, every condition, parts of tests, items that pair."""

from pathlib import Path

import pytest
from own_logs import FIXTURES, answers, made, run, scores

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.pairing import outcomes_of
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.item_places import item_places
from evenhand.importers.own.names_of_own import OwnNames
from evenhand.importers.own.values import shifted
from evenhand.records.facts import Observation
from evenhand.records.own_results import OwnItem, OwnRun
from evenhand.scoring.paired_answers import answers as both_answers
from evenhand.scoring.provenance import kind_of
from evenhand.settings import data_folders

CONDITIONS = {
    "tool_version": "1.2", "version": "3", "subset": "hard", "prompt_style": "chat", "shots": 3, "temperature": "0.70",
    "tools": "python", "effort": "high", "mode": "thinking", "trials": "mean of 4", "judge": "gpt-5",
    "settings": {"top_p": "0.9", "zeta": "z", "filter": "strict", "harness": "House 2", "dtype": "int4", "limit": "80"},
    "measured": "2026-01-05",
}  # fmt: skip


def imported(tmp_path: Path, *runs: OwnRun, items: tuple[OwnItem, ...] = (), names: OwnNames | None = None) -> Catalog:
    """The catalog after an import of these runs."""
    (tmp_path / "log.made").write_text("x")
    report = import_logs([tmp_path / "log.made"], [made(runs, items)], names=names or OwnNames())
    assert not report.refused
    return load_catalog(data_folders())


def rows_of(catalog: Catalog) -> list[Observation]:
    """The own scores."""
    return [row for row in catalog.observations if row.tier == "O"]


@pytest.mark.usefixtures("own")
def test_every_condition_of_a_run_stands_in_its_row(tmp_path: Path) -> None:
    """What can change a result is in the row, in one fixed order where it is text, and the log's own words are kept."""
    (row,) = rows_of(imported(tmp_path, run(model="quill-7", error="0.05", n=80, **CONDITIONS)))
    assert (row.version, row.subset, row.tools, row.effort, row.mode) == (
        "3",
        "hard",
        "python",
        "high",
        "thinking; dtype int4",
    )
    assert (row.trials, row.judge, row.harness) == ("mean of 4", "gpt-5", "House 2")
    assert row.prompting == "chat; 3 shots; temperature 0.70; written by tables 1.2; filter strict; top_p 0.9; zeta z"
    assert (row.value, row.error, row.n, row.raw) == (50.0, 5.0, 80, "0.5")
    assert (row.measured, row.called, row.source, row.measured_by) == (
        "2026-01-05",
        "quill-7 | odd | accuracy",
        "own-csv",
        "own",
    )


@pytest.mark.parametrize(
    ("digits", "shift", "written"),
    [
        ("0.65", 2, "65"),
        ("0.07", 2, "7"),
        ("0.6536585365853659", 2, "65.36585365853659"),
        ("57.999999999999996", 0, "57.999999999999996"),
        ("39", -2, "0.39"),
        ("6.5e-1", 2, "65"),
        ("1.0", 2, "100"),
    ],
)
def test_the_point_is_moved_and_nothing_rounded(digits: str, shift: int, written: str) -> None:
    """0.07 is 7 percent and not 7.000000000000001."""
    number = shifted(digits, shift)  # type: ignore[arg-type]
    assert number is not None
    assert f"{number.normalize():f}" == written


@pytest.mark.parametrize("digits", ["", "nan", "Infinity", "1e999", "1" * 70, "0x1p3", "1e-999999999"])
def test_what_is_no_number_of_sensible_size_is_none(digits: str) -> None:
    """It is told so; nothing is worked out of it."""
    assert shifted(digits, 2) is None


@pytest.mark.usefixtures("own")
def test_a_run_without_a_usable_value_is_kept_without_a_score(tmp_path: Path) -> None:
    """No value, a share above 1 and a value of another scale than the test: each is told, and has no row."""
    (tmp_path / "log.made").write_text("x")
    runs = [
        run(key="1", value="0.5"),
        run(key="2", value=""),
        run(key="3", value="1.5"),
        run(key="4", value="7", scale="other", task="odd-facts"),
    ]
    names = OwnNames(benchmarks={"odd-facts": "odd-facts"})
    report = import_logs([tmp_path / "log.made"], [made(runs)], names=names)
    told = {one.key: one.without_score for one in report.taken}
    assert told["1"] == ""
    assert "printed no value" in told["2"]
    assert "150 percent is outside of 0.0 to 100.0" in told["3"]
    assert "another scale than odd-facts" in told["4"]
    assert len(rows_of(load_catalog(data_folders()))) == 1


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("told", "part", "n", "trials"),
    [
        ({"n": 400}, "", 400, ""),
        ({"n": 100}, "100 of 400 questions", 100, ""),
        ({"n": 1600}, "", 400, "mean of 4 answers a question"),
        ({"n": 500}, "500 questions", 500, ""),
        ({"n": 50, "subset": "birds"}, "birds", 50, ""),
        ({}, "", None, ""),
    ],
)
def test_a_run_over_a_part_of_a_public_test_says_so(
    tmp_path: Path, told: dict[str, int | str], part: str, n: int | None, trials: str
) -> None:
    """Odd Facts has 400 questions: a run over fewer is of a part, so that it never meets a score of the whole."""
    catalog = imported(tmp_path, run(**told), names=OwnNames(benchmarks={"odd": "odd-facts"}))
    (row,) = rows_of(catalog)
    assert (row.benchmark, row.subset, row.n, row.trials) == ("odd-facts", part, n, trials)


@pytest.mark.usefixtures("own")
def test_of_an_own_test_the_longest_run_is_the_whole(tmp_path: Path) -> None:
    """Forty of a hundred questions are a part, and the test has a hundred."""
    catalog = imported(tmp_path, run(key="1", n=100), run(key="2", n=40))
    assert {row.n: row.subset for row in rows_of(catalog)} == {100: "", 40: "40 of 100 questions"}
    assert catalog.benchmarks["own-odd"].items == 100
    assert (catalog.benchmarks["own-odd"].category, catalog.benchmarks["own-odd"].unit) == ("own", "percent")


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("metric", "scale", "benchmark", "unit", "direction"),
    [
        ("acc", "fraction", "own-odd", "percent", "higher"),
        ("exact_match,strict-match", "fraction", "own-odd", "percent", "higher"),
        ("f1", "percent", "own-odd-f1", "percent", "higher"),
        ("word_perplexity,none", "other", "own-odd-word-perplexity", "points", "lower"),
        ("accuracy", "other", "own-odd-accuracy-points", "points", "higher"),
    ],
)
def test_another_metric_is_another_test(
    tmp_path: Path, metric: str, scale: str, benchmark: str, unit: str, direction: str
) -> None:
    """Shares of right answers are the task itself, by whatever word; any other metric has its own test and unit."""
    catalog = imported(tmp_path, run(metric=metric, scale=scale))
    (row,) = rows_of(catalog)
    held = catalog.benchmarks[row.benchmark]
    assert (row.benchmark, held.unit, held.direction) == (benchmark, unit, direction)


@pytest.mark.usefixtures("own")
def test_two_runs_alike_are_two_rows(tmp_path: Path) -> None:
    """The same test twice under the same conditions is no duplicate: both stand, each with its own place."""
    rows = rows_of(imported(tmp_path, run(key="1", value="0.5"), run(key="2", value="0.6")))
    assert sorted(row.value for row in rows) == [50.0, 60.0]
    assert len({row.origin for row in rows}) == 2


def test_an_own_run_is_no_claim() -> None:
    """Its provenance is that of one's own run, whatever else it states."""
    assert kind_of("O", stated_settings=False) == "own_run"


@pytest.mark.usefixtures("own")
def test_two_models_pair_on_the_same_questions(tmp_path: Path) -> None:
    """The outcomes behind two own scores lie in one table, question by question, also in another order."""
    answers(tmp_path / "a.csv", "quill-7", "1101-0")
    text = answers(tmp_path / "b.csv", "tarn-2", "100111").read_text().splitlines()
    (tmp_path / "b.csv").write_text("\n".join([text[0], *reversed(text[1:])]) + "\n")
    import_logs([tmp_path / "a.csv", tmp_path / "b.csv"])
    catalog = load_catalog(data_folders())
    left, right = (outcomes_of(catalog, row) for row in sorted(rows_of(catalog), key=lambda row: row.model))
    assert left is not None
    assert right is not None
    known = int(left.known, 16) & int(right.known, 16)
    found = both_answers(int(left.solved, 16), int(right.solved, 16), known)
    assert (found.items, found.both, found.left_only, found.right_only) == (5, 2, 1, 1)


@pytest.mark.usefixtures("own")
def test_items_of_several_attempts_or_degrees_give_no_bits(tmp_path: Path) -> None:
    """Half a point, or two answers to one question, are no outcome of right or wrong; the score stays."""
    halves = tuple(OwnItem(run="k", item=str(place), outcome=0.5) for place in range(4))
    catalog = imported(tmp_path, run(n=4), items=halves)
    assert list(catalog.outcomes) == []
    twice = tuple(OwnItem(run="k", item="1", attempt=attempt, outcome=1.0) for attempt in (1, 2))
    (tmp_path / "second.made").write_text("y")
    import_logs([tmp_path / "second.made"], [made([run(value="1")], twice)])
    assert list(load_catalog(data_folders()).outcomes) == []


@pytest.mark.usefixtures("own")
def test_two_items_of_one_question_stay_two(tmp_path: Path) -> None:
    """A question that a test asks twice is two items, by the order in which they come."""
    (tmp_path / "a.csv").write_text("model,task,item,outcome,question\nm,t,1,1,Why?\nm,t,2,0,Why?\n")
    import_logs([tmp_path / "a.csv"])
    (held,) = load_catalog(data_folders()).outcomes
    assert (held.items, int(held.solved, 16).bit_count()) == (2, 1)


@pytest.mark.usefixtures("own")
def test_a_measured_speed_is_a_speed_and_no_score() -> None:
    """LLMPerf's medians stand in one row, with the load in the method."""
    report = import_logs([FIXTURES / "llmperf"], names=OwnNames(models={"meta.llama2-13b-chat-v1": "quill-7"}))
    catalog = load_catalog(data_folders())
    (speed,) = [one for one in catalog.speeds if one.source == "own-llmperf"]
    assert (speed.model, speed.tokens_per_second, speed.n) == ("quill-7", 37.37334408311301, 53)
    assert speed.first_token_seconds == 0.2687641180000355
    assert "requests at once 5" in speed.method
    assert rows_of(catalog) == []
    assert {one.without_score for one in report.taken} == {"a speed, kept as one"}


@pytest.mark.usefixtures("own")
def test_configurations_are_told_apart_by_what_differs(tmp_path: Path) -> None:
    """Two runs of a model that differ in temperature have it in their names; a model with one run has no name more."""
    head = "model,task,item,outcome,temperature"
    rows = ("quill-7,odd,a,1,0", "quill-7,odd,a,0,0.7", "tarn-2,odd,a,1,0")
    import_logs([scores(tmp_path / "a.csv", *rows, head=head)])
    places = item_places()
    assert sorted((one.model, one.configuration) for one in places.runs) == [
        ("quill-7", "t=0"),
        ("quill-7", "t=0.7"),
        ("tarn-2", ""),
    ]
    assert all(path.is_file() for path in places.files)


@pytest.mark.usefixtures("own")
def test_one_model_on_the_same_questions_has_each_tools_own_result() -> None:
    """The trap of the fixtures: 100 questions, one model, 39, 65 and 66 percent; nothing is averaged or paired."""
    tasks = ("bbh_boolean_expressions", "bbh_boolean_expressions_local", "bbh_boolean_local")
    names = OwnNames(benchmarks=dict.fromkeys(tasks, "own-boolean"))
    report = import_logs([FIXTURES / tool / "own" for tool in ("inspect", "lm-eval", "lighteval")], names=names)
    assert not report.refused
    catalog = load_catalog(data_folders())
    rows = [row for row in rows_of(catalog) if row.benchmark == "own-boolean"]
    assert {(row.source, row.value, row.subset) for row in rows} == {
        ("own-inspect", 65.0, ""),
        ("own-lm-eval", 39.0, ""),
        ("own-lighteval", 66.0, ""),
        ("own-lighteval", 75.0, "40 of 100 questions"),
    }
    assert len({row.model for row in rows}) == 1
    assert {row.source for row in rows if "completion" in row.prompting} == {"own-lm-eval"}
    assert {row.source for row in catalog.outcomes} == {"own-inspect", "own-lm-eval", "own-lighteval"}
