"""The scores in models.dev's model files: their keys, who published them, and parts that are other tests."""

import tomllib

import pytest
from recorded import all_taken, found_in, raw_files, recorded, refused, taken

from evenhand.importers.findings import Findings, Row
from evenhand.importers.models_dev_scores import score_rows

AGGREGATORS = ("artificialanalysis.ai", "labs.scale.com", "openrouter.ai", "aider.chat")
CATALOGUE = "catalog-2026-08-18.sqlite"


@pytest.fixture(scope="module")
def found() -> Findings:
    """The whole recording."""
    return recorded("models-dev")


def rows_of(model: str, listed: str) -> list[Row]:
    """The rows of a model file that lists these benchmarks."""
    return list(score_rows({f"models/{model}.toml": listed.encode()}))


def listed(**keys: object) -> str:
    """One benchmark of a model file, as text."""
    usual = {"name": "GPQA Diamond", "score": 80.0, "source": "https://openai.com/index/introducing-gpt-5-5/"}
    lines = (f"{key} = {value!r}" for key, value in (usual | keys).items())
    return "\n".join(["[[benchmarks]]", *lines])


def scored(model: str, **keys: object) -> Findings:
    """What one score of a model gives, with the shipped names and rules."""
    catalogue = {name: body for name, body in raw_files("models-dev").items() if name == CATALOGUE}
    return found_in("models-dev", {f"models/{model}.toml": listed(**keys).encode(), **catalogue})


def test_what_an_aggregator_lists_is_tier_e(found: Findings) -> None:
    """A figure that leads to a collection of figures is second-hand, and nobody is said to have measured it."""
    rows = [row for row in found.observations if any(host in row.link for host in AGGREGATORS)]
    assert len(rows) > 150
    assert {(row.tier, row.measured_by) for row in rows} == {("E", "")}


def test_a_labs_own_page_is_tier_c_about_its_own_model(found: Findings) -> None:
    """The page of the lab itself keeps its tier; the same page about another lab's model is D."""
    assert taken(found, "mistral-medium-2604", "swe-bench-verified").tier == "C"
    assert {row.tier for row in found.observations if "anthropic.com" in row.link} == {"C", "D"}


def test_spellings_of_one_test_are_one_benchmark(found: Findings) -> None:
    """SWE-Bench Pro and SWE Bench Pro, Terminal-Bench and Terminal Bench 2.1: the names are mapped one by one."""
    by_test: dict[str, set[str]] = {}
    for row in found.observations:
        by_test.setdefault(row.benchmark, set()).add(row.called.partition(" | ")[2])
    assert {"SWE-Bench Pro", "SWE Bench Pro"} <= by_test["swe-bench-pro"]
    assert {"Terminal-Bench", "Terminal-Bench 2.1", "Terminal Bench 2.1"} <= by_test["terminal-bench"]
    assert {row.version for row in found.observations if row.benchmark == "terminal-bench"} <= {"2.0", "2.1"}


def test_a_variant_is_an_effort_or_a_harness() -> None:
    """Medium is an effort; Terminus-2 under the same key is a harness where one lab writes it so, and nothing else."""
    [row] = rows_of("openai/gpt-5.5", listed(variant="medium", harness="Codex"))
    assert (row.stated["effort"], row.stated["harness"]) == ("medium", "Codex")
    [row] = rows_of("deepreinforce/ornith-1.0-9b", listed(variant="Terminus-2"))
    assert (row.stated["effort"], row.stated["harness"]) == ("", "Terminus-2")
    [row] = rows_of("openai/gpt-5.5", listed(variant="Terminus-2"))
    assert (row.stated["effort"], row.stated["harness"]) == ("", "")


def test_two_spellings_of_a_harness_are_one() -> None:
    """Codex CLI is Codex."""
    [row] = rows_of("openai/gpt-5.5", listed(harness="Codex CLI"))
    assert row.stated["harness"] == "Codex"


def test_runs_with_other_efforts_and_harnesses_stay_apart(found: Findings) -> None:
    """GPT-5.5 stands on one board at two efforts and in two harnesses: three rows, none lost."""
    rows = all_taken(found, "gpt-5.5", "swe-bench-pro", subset="hard part")
    assert {(row.harness, row.effort, row.value) for row in rows} == {
        ("Codex", "medium", 26.2),
        ("Cursor CLI", "medium", 24.9),
        ("Codex", "xhigh", 30.9),
    }


def test_a_part_that_an_aggregator_chose_is_no_whole_test(found: Findings) -> None:
    """The key dataset says hard-aa: such a row is a part of its own, at 12 to 45 where the whole has 54 to 69."""
    hard = [row for row in found.observations if "dataset hard-aa" in row.quote]
    assert len(hard) == 14
    assert {(row.benchmark, row.subset) for row in hard} == {("swe-bench-pro", "hard part")}
    assert {row.subset for row in found.observations if "dataset public" in row.quote} == {""}


def test_one_name_with_two_metrics_is_two_tests(found: Findings) -> None:
    """The board's score and another site's pass rate under one name never meet."""
    name = "SWE-Atlas Codebase QnA"
    rows = [row for row in found.observations if row.called.endswith(f"| {name}")]
    scores = {row.value for row in rows if row.benchmark == "swe-atlas-qna"}
    rates = {row.value for row in rows if row.benchmark == "swe-atlas-qna-aa"}
    assert max(scores) < 46
    assert (len(rates) > 10, min(rates) > 45) == (True, True)


def test_a_page_of_another_version_is_refused(found: Findings) -> None:
    """Mistral Large of November 2024 links the page of July."""
    rows = [row for row in refused(found, "mistral/mistral-large-2411") if "mistral-large-2407" in row.link]
    assert {row.reason for row in rows} == {"another model or variant"}
    assert len(rows) == 3


def test_scores_are_percent_and_never_shares(found: Findings) -> None:
    """No score is multiplied: the value is the text of the file."""
    rows = [row for row in found.observations if row.origin.endswith(".toml")]
    assert all(row.value == float(row.raw) for row in rows)
    too_large = scored("openai/gpt-5.5", score=8000.0)
    assert (too_large.observations, [row.reason for row in too_large.rejections if row.benchmark]) == (
        (),
        ["scale does not fit"],
    )


def test_a_score_says_where_it_stands(found: Findings) -> None:
    """The pointer leads to the text in the file."""
    row = next(row for row in found.observations if row.origin == "models/openai/gpt-5.5.toml")
    number = int(row.at.split("/")[2])
    file = tomllib.loads(raw_files("models-dev")[row.origin].decode(), parse_float=str)
    assert str(file["benchmarks"][number]["score"]) == row.raw


def test_indexes_of_other_sites_are_composites(found: Findings) -> None:
    """The two coding indexes are kept as what they are and carry no scores of a test."""
    names = {"aa-coding-index", "aa-coding-agent-index"}
    assert {row.tier for row in found.observations if row.benchmark in names} == {"E"}
