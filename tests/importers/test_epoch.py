"""What Epoch AI's tables become: own runs with their errors, published scores by their link, and every trap."""

from pathlib import Path

import pytest

from evenhand.importers import epoch
from evenhand.importers.findings import Findings
from evenhand.importers.known import known_of
from evenhand.importers.raw_files import read_place
from evenhand.records.facts import Observation, Rejection

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "recordings" / "epoch"
BOOLQ = "external: boolq"


@pytest.fixture(scope="module")
def found() -> Findings:
    """Everything in the recording."""
    tables = epoch.parse(read_place(RECORDING, epoch.IMPORTER.files))
    return epoch.translate(tables, known_of("epoch", (ROOT / "data",)))


def taken(found: Findings, name: str, measure: str) -> Observation:
    """The one observation of the source's names."""
    [row] = [row for row in found.observations if row.called == f"{name} | {measure}"]
    return row


def read_from(found: Findings, name: str, paper: str) -> Observation:
    """The one observation of a name on BoolQ that a paper gives."""
    [row] = [row for row in found.observations if row.called == f"{name} | {BOOLQ}" and paper in row.link]
    return row


def refused(found: Findings, name: str, measure: str) -> list[Rejection]:
    """The ledger rows of the source's names."""
    return [row for row in found.rejections if (row.name, row.benchmark) == (name, measure)]


def test_an_own_run_keeps_error_day_and_log(found: Findings) -> None:
    """A fraction becomes percent, and so does its error; effort comes from the name, the day from the start."""
    row = taken(found, "gpt-5.1_medium", "runs: GPQA diamond")
    assert (row.model, row.benchmark, row.value, row.raw) == ("gpt-5.1", "gpqa-diamond", 85.0, "0.850")
    assert (row.error, row.effort, row.measured) == (2.0, "medium", "2025-11-17")
    assert (row.tier, row.measured_by, row.harness) == ("A", "Epoch AI", "Epoch AI")
    assert row.link.startswith("https://logs.epoch.ai/inspect-viewer/")
    assert (row.origin, row.at) == ("benchmarks_runs.csv", "record 1, column Best score (across scorers)")


def test_the_version_of_the_code_is_no_version_of_the_test(found: Findings) -> None:
    """Task version 1.0.1 is told in the quote alone."""
    row = taken(found, "gpt-5.1_medium", "runs: GPQA diamond")
    assert row.version == ""
    assert "task version 1.0.1" in row.quote


def test_an_error_of_zero_is_none(found: Findings) -> None:
    """A rounded error of zero means below 0.005, and one of 0.01 may be wrong by half: neither is stated."""
    public = taken(found, "gpt-4o-2024-11-20", "runs: FrontierMath-2025-02-28-Public")
    assert (public.error, public.n) == (None, 10)
    assert taken(found, "gpt-4o-2024-08-06", "runs: MATH level 5").error is None


def test_the_error_is_that_of_the_scorer_that_counts(found: Findings) -> None:
    """Of two scorers 0.72 and 0.67 the published value is the first's, and so is the error."""
    row = taken(found, "DeepSeek-R1", "runs: GPQA diamond")
    assert (row.value, row.error) == (71.7, 3.0)


def test_a_time_of_import_is_no_day_of_a_run(found: Findings) -> None:
    """One minute stands at 109 runs; no such run has a day."""
    assert taken(found, "claude-3-opus-20240229", "runs: GPQA diamond").measured is None


def test_a_run_without_a_public_log_links_the_tables(found: Findings) -> None:
    """Private logs are not linked, and the quote says so."""
    row = taken(found, "o3-mini-2025-01-31_high", "runs: FrontierMath-2025-02-28-Private")
    assert row.link == "https://github.com/epoch-research/benchmark-stitching"
    assert "no public log" in row.quote


def test_a_later_run_replaces_an_earlier_one(found: Findings) -> None:
    """The code was mended between two runs of one model: the later holds, the other is in the ledger."""
    measure = "runs: FrontierMath-2025-02-28-Private"
    assert taken(found, "o3-mini-2025-01-31_high", measure).raw == "0.124"
    [row] = refused(found, "o3-mini-2025-01-31_high", measure)
    assert (row.reason, row.value) == ("replaced by a later run", "0.110")


def test_percent_is_not_multiplied(found: Findings) -> None:
    """The external tables print percent, unlike the own runs."""
    row = read_from(found, "Llama-2-7b", "2307.09288")
    assert (row.model, row.value, row.raw) == ("llama-2-7b-base", 77.4, "77.4%")


def test_a_paper_is_tier_c_about_its_own_model_and_d_about_others(found: Findings) -> None:
    """The tier follows from who stands behind the link."""
    own, other = (read_from(found, name, "2307.09288") for name in ("Llama-2-7b", "mpt-7b"))
    assert own.link == other.link
    assert (own.tier, own.measured_by) == ("C", "meta")
    assert (other.tier, other.measured_by) == ("D", "")


def test_worked_examples_are_prompting(found: Findings) -> None:
    """`25-shot` is 25 examples, and `0` is stated, not unknown; an empty cell states nothing."""
    assert taken(found, "falcon-7b", "external: arc_ai2: Challenge score").prompting == "25 examples"
    rows = {row.link: row for row in found.observations if row.called == f"Llama-2-7b | {BOOLQ}"}
    assert {row.prompting for row in rows.values()} == {"0 examples", ""}


def test_a_row_without_a_model_is_refused(found: Findings) -> None:
    """The name on the page is never used where Epoch could not tell which model it is."""
    rows = [row for row in found.rejections if row.benchmark == BOOLQ and row.name.startswith("GLaM")]
    assert rows
    assert {row.reason for row in rows} == {"the source could not tell which model"}


def test_what_is_read_first_hand_is_not_read_twice(found: Findings) -> None:
    """HELM's own records are another source; its copies here are refused."""
    [row] = refused(found, "text-davinci-003", BOOLQ)
    assert row.reason == "duplicate of a source read first-hand"


def test_a_row_filed_under_another_model_is_refused(found: Findings) -> None:
    """The page names Llama 2 7B and DeepSeek-V3 Base; Epoch files them under 70B and under the tuned model."""
    row = taken(found, "Llama-2-70b-hf", "external: gsm8k")
    assert (row.value, row.subset, row.n, row.tier) == (48.4, "1000 questions (HELM)", 1000, "D")
    [row] = refused(found, "Llama-2-70b-hf", "external: gsm8k")
    assert (row.value, row.reason) == ("13.3%", "another model or variant")
    reasons = {row.reason for row in refused(found, "DeepSeek-V3", "external: arc_ai2: Challenge score")}
    assert reasons == {"another model or variant"}


def test_a_misprinted_error_is_not_taken(found: Findings) -> None:
    """A standard error of 68.6 is more than a share of 0 to 100 can have; the others stay."""
    assert taken(found, "grok-3-beta", "external: balrog: BabyAI progress").error is None
    assert taken(found, "grok-3-beta", "external: balrog: Average progress").error == pytest.approx(1.6, abs=1)


def test_an_inflated_run_is_refused(found: Findings) -> None:
    """The notes say that the answer leaked to the model."""
    rows = refused(found, "o3-mini-2025-01-31_medium", "external: cybench: Unguided % Solved")
    assert [row.reason for row in rows] == ["the source itself doubts the value"]


def test_an_assumed_version_is_not_stated(found: Findings) -> None:
    """Epoch's assumption that it was the latest version is no statement of the page."""
    rows = [row for row in found.rejections if row.benchmark == "external: cadeval: Overall pass (%)"]
    assert [row.reason for row in rows] == ["snapshot not stated"]


def test_an_assumed_effort_is_not_stated(found: Findings) -> None:
    """The score stays, the effort that Epoch assumed goes."""
    assert taken(found, "o1-2024-12-17_medium", "external: vpct").effort == ""
    assert taken(found, "gpt-5-2025-08-07_high", "external: vpct").effort == "high"


def test_a_row_without_a_link_is_refused(found: Findings) -> None:
    """A score that nobody can look up is not admitted."""
    rows = [row for row in found.rejections if row.reason == "no link"]
    assert {row.name for row in rows} == {"gemini-2.5-flash-preview-05-20"}


def test_searching_is_another_tool_access(found: Findings) -> None:
    """The same model stands twice: with and without a search."""
    measure = "gemini-2.5-pro-preview-05-06 | external: geobench: ACW Avg Score"
    assert {row.tools for row in found.observations if row.called == measure} == {"", "web"}


def test_a_version_follows_from_its_page(found: Findings) -> None:
    """The first table of the factory game is 0.1, the release note 0.2."""
    measure = "claude-3-5-sonnet-20240620 | external: factorio_learning_environment: Lab Success %"
    assert {row.version for row in found.observations if row.called == measure} == {"0.1", "0.2"}


def test_a_method_around_a_model_is_not_the_model(found: Findings) -> None:
    """A note says that the score is of a model augmented by a method."""
    reasons = {row.reason for row in found.rejections if row.benchmark.startswith("external: videomme")}
    assert "a system around the model" in reasons


def test_a_value_of_another_version_is_refused(found: Findings) -> None:
    """A value that is that of version 2.0 does not belong into the table of version 1.0."""
    [row] = refused(found, "gpt-5.1_medium", "external: terminal_bench")
    assert row.reason == "version not stated"
    kept = taken(found, "DeepSeek-R1", "external: terminal_bench")
    assert (kept.version, kept.harness) == ("1.0", "Terminus")


def test_minutes_are_not_shares(found: Findings) -> None:
    """A time horizon stays in minutes, and its interval, which is not even, gives no error."""
    row = taken(found, "claude-3-opus-20240229", "external: metr: Time horizon")
    assert (row.raw, row.error) == ("6.42282500", None)
    assert row.value == pytest.approx(6.422825)


def test_release_dates_are_facts_unless_they_differ(found: Findings) -> None:
    """Names of one model with one date give it; names with two dates, or a host's name, give none."""
    dates = {fact.model: fact.value for fact in found.facts}
    assert dates["gpt-4o-2024-11-20"] == "2024-11-20"
    assert dates["qwen3-32b"] == "2025-04-29"
    assert "gemini-2.5-pro" not in dates
    assert "several release dates" in {row.reason for row in found.rejections if row.name == "gemini-2.5-pro"}
    fact = next(fact for fact in found.facts if fact.model == "gpt-5.1")
    assert fact.at.startswith("record ")
    assert fact.origin == "model_versions.csv"


def test_other_tables_are_refused() -> None:
    """Without the runs there is nothing to read."""
    with pytest.raises(KeyError):
        epoch.parse({"external_benchmark_vpct.csv": b"id\n1\n"})
