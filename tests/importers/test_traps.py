"""Every trap that the sources hold (traps.toml), each with the tests that show its wrong reading refused.

The tests of this file look at the shipped catalog and ledgers, so that they fail when the facts go wrong, not only when
an importer does; those of the importers stand in the other files of this folder.
"""

import ast
import csv
import io
import tomllib
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from recorded import COLLECTED, ledger, raw_files

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.row_checks import identity
from evenhand.comparison.admission import admitted
from evenhand.importers.sources import OURS
from evenhand.records.facts import Observation

HERE = Path(__file__).parent
ALL_TIERS = ("A", "B", "C", "D", "E")

TRAPS = [
    (source, trap, shown)
    for source, traps in tomllib.loads((HERE / "traps.toml").read_text(encoding="utf-8")).items()
    for trap, shown in traps.items()
]
OWNERS = {
    "kimi-k2-card": "moonshotai",
    "kimi-k2.5-card": "moonshotai",
    "longcat-flash-thinking-card": "meituan",
    "mimo-v2-flash-card": "xiaomi",
    "openai-simple-evals": "openai",
}
NO_TRAPS = {"benchlm", "evalica"}


def of(catalog: Catalog, source: str) -> list[Observation]:
    """The shipped observations of a source."""
    return [row for row in catalog.observations if row.source == source]


def reasons(source: str, name: str, benchmark: str = "") -> set[str]:
    """The reasons of the shipped ledger for a name."""
    return {row["reason"] for row in ledger(source) if row["name"] == name and benchmark in ("", row["benchmark"])}


@cache
def named_in(name: str) -> frozenset[str]:
    """The tests of a file of this folder."""
    body = ast.parse((HERE / f"test_{name}.py").read_text(encoding="utf-8")).body
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


@pytest.mark.parametrize(("source", "trap", "shown"), TRAPS, ids=[f"{source}: {trap}" for source, trap, _ in TRAPS])
def test_every_trap_is_shown(source: str, trap: str, shown: list[str]) -> None:
    """Each trap of a known source has a test, and the tests that it names exist."""
    assert source in OURS, trap
    assert shown, trap
    for name in shown:
        file, _, test = name.rpartition("::")
        assert f"test_{test}" in named_in(file or "traps"), name


def test_every_source_has_its_traps() -> None:
    """Only the seed pages, which we noted ourselves, hold none; and no test here is without a trap."""
    assert {source for source, _, _ in TRAPS} == set(OURS) - NO_TRAPS
    named = {f"test_{name}" for _, _, shown in TRAPS for name in shown if "::" not in name}
    assert named == named_in("traps") - {"test_every_trap_is_shown", "test_every_source_has_its_traps"}


def test_pairs_of_models_are_nobody(catalog: Catalog) -> None:
    """No observation is of two models; the ledger holds the pairs."""
    assert not [row for row in of(catalog, "aider") if " + " in row.called]
    assert {"a pair of models"} <= {row["reason"] for row in ledger("aider") if " + " in row["name"]}


def test_preferences_are_no_tests(catalog: Catalog) -> None:
    """What a judge prefers is a preference, names its judge and is no accuracy."""
    rows = of(catalog, "alpaca-eval")
    assert {catalog.benchmarks[row.benchmark].kind for row in rows} == {"preference"}
    assert all(row.judge for row in rows)
    assert not [row for row in rows if "accuracy" in catalog.benchmarks[row.benchmark].metric]


def test_the_attack_on_the_judge_is_no_model(catalog: Catalog) -> None:
    """NullModel stands in the ledger and nowhere else."""
    assert reasons("alpaca-eval", "NullModel") == {"not a model"}
    assert not [row for row in catalog.observations if "nullmodel" in row.called.casefold()]


def test_entries_of_others_stay_apart(catalog: Catalog) -> None:
    """What the maintainers did not run is tier D and measured by nobody known."""
    sent_in = [row for row in of(catalog, "alpaca-eval") if "community" in row.quote]
    assert sent_in
    assert {(row.tier, row.measured_by) for row in sent_in} == {("D", "")}


def test_hallucination_rates_hold_no_accuracy(catalog: Catalog) -> None:
    """The three tests are rates where lower is better, and no value is an accuracy; those are in the ledger."""
    for name in ("longfact-concepts", "longfact-objects", "factscore"):
        assert catalog.benchmarks[name].direction == "lower"
        assert max(row.value for row in catalog.observations if row.benchmark == name) < 50
        assert reasons("benchpress", "gpt-5.2", name.replace("-", "_")) == {"metric not stated"}


def test_an_aggregators_gpqa_is_diamond(catalog: Catalog) -> None:
    """Of the column called main, what an aggregator lists is Diamond in tier E; none is called main."""
    rows = [row for row in of(catalog, "benchpress") if row.called.endswith("| gpqa_main")]
    listed = [row for row in rows if "llm-stats.com" in row.link]
    assert len(listed) > 40
    assert {(row.benchmark, row.tier) for row in listed} == {("gpqa-diamond", "E")}
    assert "gpqa-main" not in {row.benchmark for row in rows}


def test_ratings_and_dollars_are_no_percentages(catalog: Catalog) -> None:
    """Ratings and dollars have their own unit, and values that no percentage has."""
    for name, unit in (("codeforces-rating", "rating"), ("chatbot-arena-elo", "elo"), ("vending-bench-2", "usd")):
        assert catalog.benchmarks[name].unit == unit
        assert median(row.value for row in catalog.observations if row.benchmark == name) > 100


def test_distances_are_better_when_lower(catalog: Catalog) -> None:
    """Both editions of OmniDocBench are distances between 0 and 1."""
    for name in (name for name in catalog.benchmarks if name.startswith("omnidocbench")):
        benchmark = catalog.benchmarks[name]
        assert (benchmark.direction, benchmark.unit) == ("lower", "edit distance")
        assert all(0 <= row.value <= 1 for row in catalog.observations if row.benchmark == name)


def test_pro_variants_are_refused(catalog: Catalog) -> None:
    """GPT-5.5 Pro's and GPT-5.2 Pro's values are in the ledger, and under no model."""
    for name, benchmark in (("gpt-5.5", "hle_text"), ("gpt-5.2", "gpqa_main")):
        assert reasons("benchpress", name, benchmark) == {"another model or variant"}
    pro = [row for row in of(catalog, "benchpress") if "Pro, slug=" in row.quote]
    assert not [row for row in pro if row.model.startswith("gpt-") and "pro" not in row.model]


def test_a_day_of_reading_is_no_day_of_a_run(catalog: Catalog) -> None:
    """Sources that know no day of a run have none, and the day of reading for all rows."""
    for source in ("benchpress", "every-eval-ever", "llm-stats"):
        rows = of(catalog, source)
        assert {row.measured for row in rows} == {None}
        assert len({row.retrieved for row in rows}) == 1


def test_composites_are_never_evidence(catalog: Catalog) -> None:
    """No tier admits the two indexes, nor any other composite, for any model."""
    composites = {name for name, benchmark in catalog.benchmarks.items() if benchmark.kind == "composite"}
    assert {"aa-intelligence-index", "livebench"} <= composites
    assert {row.benchmark for row in catalog.observations} >= {"aa-intelligence-index", "livebench"}
    for model in catalog.models.values():
        inside, outside = admitted(catalog, Subject(model), ALL_TIERS)
        assert not composites & (inside.keys() | outside.keys())


def test_marks_and_notes_of_several_lines_move_no_row(catalog: Catalog) -> None:
    """The files begin with a mark and hold notes over several lines, and every row stands at its record."""
    files = {name: body for name, body in raw_files("epoch").items() if name.startswith("external_")}
    assert all(body.startswith(b"\xef\xbb\xbf") for body in files.values())
    wide = {name for name, body in files.items() if body.count(b"\n") > len(_records(body))}
    assert "external_benchmark_os_world.csv" in wide
    for row in of(catalog, "epoch"):
        if row.origin in wide:
            record, column = row.at.removeprefix("record ").split(", column ")
            assert _records(files[row.origin])[int(record) - 1][column] == row.raw


def test_shares_and_percentages_by_file(catalog: Catalog) -> None:
    """No file's shares were taken for percentages: their median would be below one."""
    rows = [row for row in of(catalog, "epoch") if catalog.benchmarks[row.benchmark].unit == "percent"]
    by_file = {name: [row.value for row in rows if row.origin == name] for name in {row.origin for row in rows}}
    assert {name for name, values in by_file.items() if len(values) > 3 and max(values) <= 1} == set()
    assert any(row.raw.endswith("%") for row in rows)
    assert any(row.raw.startswith("0.") and row.value > 1 for row in rows)


def test_no_result_stands_twice(catalog: Catalog) -> None:
    """One model, test and setting has one row of the collection; what repeats it is in the ledger."""
    rows = of(catalog, "every-eval-ever")
    assert len({identity(row) for row in rows}) == len(rows)
    assert {"a second copy of the same weights", "duplicate"} <= {row["reason"] for row in ledger("every-eval-ever")}


def test_no_gpqa_is_normalised(catalog: Catalog) -> None:
    """Four answers to choose from: a share above chance would stand near 0, a raw one near 25 at least."""
    values = [row.value for row in of(catalog, "every-eval-ever") if row.benchmark.startswith("gpqa")]
    assert len(values) > 200
    assert min(values) > 20


def test_second_opinions_are_marked(catalog: Catalog) -> None:
    """Sources of which many prices were found wrong are only held against the others."""
    assert {catalog.sources[name].opinion for name in ("genai-prices", "litellm", "llm-stats")} == {"second"}


def test_prices_are_per_million(catalog: Catalog) -> None:
    """A price per token would be millionths, one in cents thousands."""
    prices = [price for row in catalog.offers for price in (row.input, row.output) if price]
    assert min(prices) >= 0.001
    assert max(prices) <= 600


def test_cents_are_dollars_of_other_sources(catalog: Catalog) -> None:
    """What two sources state of one model at its own lab is nowhere a hundred times apart."""
    other = {(row.provider, row.model): row.input for row in catalog.offers if _plain(row, "model-prices")}
    pairs = [
        (row.input, other[row.provider, row.model])
        for row in catalog.offers
        if _plain(row, "llm-stats") and other.get((row.provider, row.model)) and row.input
    ]
    assert len(pairs) > 5
    assert all(1 / 20 < ours / theirs < 20 for ours, theirs in pairs)


def test_an_input_limit_is_no_window(catalog: Catalog) -> None:
    """GPT-5.2 takes 272,000 tokens in, and its window is 400,000."""
    model = catalog.models["gpt-5.2"]
    assert (model.input_limit, model.context_window) == (272_000, 400_000)
    windows = {fact.source for fact in catalog.facts if fact.field == "context_window"}
    assert "litellm" not in windows


def test_no_score_has_a_made_up_link(catalog: Catalog) -> None:
    """Sixteen rows with an example address are in the ledger, none in the catalog."""
    assert not [row for row in catalog.observations if "example.com" in row.link]
    assert len([row for row in ledger("llm-stats") if "example.com" in row["link"]]) == 16


def test_speeds_without_a_method_are_refused(catalog: Catalog) -> None:
    """No speed of the catalog leaves its method, its number of requests or its day open."""
    assert all(row.method and row.n and row.measured for row in catalog.speeds)
    assert "llm-stats" not in {row.source for row in catalog.speeds}
    assert "speed without a method" in {row["reason"] for row in ledger("llm-stats")}


def test_thinking_on_and_off_are_two_cells(catalog: Catalog) -> None:
    """Both values of Claude 3.7 Sonnet's page are kept, and the one without thinking says so."""
    rows = [row for row in catalog.observations_of["claude-3.7-sonnet"]["aime-2024"] if row.tier == "C"]
    assert {row.value: row.mode for row in rows}[23.3] == "non-thinking"
    assert {row.mode for row in rows if row.value == 80.0}.isdisjoint({"non-thinking"})


def test_no_aggregator_is_independent(catalog: Catalog) -> None:
    """What a collection of other people's figures says is never tier A or B."""
    for source in ("models-dev", "llm-stats"):
        assert {row.tier for row in of(catalog, source)} <= {"C", "D", "E"}


def test_old_speeds_say_their_day(catalog: Catalog) -> None:
    """Each speed has the day of its measurement, which is not the day of reading, and all are of 2023 and 2024."""
    assert {str(row.measured)[:4] for row in catalog.speeds} <= {"2023", "2024"}


def test_failed_requests_are_in_the_ledger() -> None:
    """Requests that failed are counted with their code."""
    assert any(row["reason"].startswith("the request failed") for row in ledger("llmperf"))


def test_the_basis_says_how_a_day_is_known(catalog: Catalog) -> None:
    """Every dated price says whether its day was documented, seen or is that of a commit."""
    rows = [row for row in catalog.offers if row.source == "model-prices"]
    known = ("documented", "models.dev commit", "first observed", "first recorded")
    assert all(row.basis.startswith(known) for row in rows)
    assert any("models.dev commit" in row.basis for row in rows)


def test_no_price_starts_before_it_was_seen(catalog: Catalog) -> None:
    """A start without a stated day is the day of the first record."""
    rows = [row for row in catalog.offers if row.source == "model-prices" and row.basis.startswith("first recorded")]
    assert rows
    assert all(row.since is None or (row.seen and row.since >= row.seen) for row in rows)


def test_long_prompts_are_rows_of_their_own(catalog: Catalog) -> None:
    """A surcharge is a row with the length from which it holds; the plain price stands beside it."""
    rows = [row for row in catalog.offers if row.source == "model-prices"]
    plain = {(row.provider, row.model, row.mode) for row in rows if not row.above_tokens}
    assert {row.above_tokens for row in rows} >= {0, 200_000}
    assert {(row.provider, row.model, row.mode) for row in rows if row.above_tokens} <= plain


def test_nothing_is_free_by_a_blank(catalog: Catalog) -> None:
    """No offer has zero for input and output at once; such rows are in the ledgers."""
    assert not [row for row in catalog.offers if row.input == 0 and row.output == 0]
    for source in ("models-dev", "model-prices"):
        assert "zero price" in {row["reason"] for row in ledger(source)}


def test_unknown_outcomes_stay_blank() -> None:
    """The tables of outcomes hold one, zero and nothing; the table of runs counts what is unknown."""
    folder = COLLECTED / "openhands-index" / "items"
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as file:
        unknown = sum(int(row["unknown"]) for row in csv.DictReader(file))
    cells = [
        cell
        for path in sorted(folder.glob("*.csv"))
        if path.name != "runs.csv"
        for row in list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))[1:]
        for cell in row[1:]
    ]
    assert set(cells) == {"0", "1", ""}
    assert 0 < unknown <= cells.count("")


def test_two_spellings_are_one_model(catalog: Catalog) -> None:
    """Minimax-2.7 is MiniMax M2.7."""
    rows = [row for row in of(catalog, "openhands-index") if row.called.startswith("Minimax-2.7 ")]
    assert {row.model for row in rows} == {"minimax-m2.7"}


def test_agents_say_their_version(catalog: Catalog) -> None:
    """Every score names agent and version, and most name the day."""
    assert all(row.harness and row.measured for row in of(catalog, "openhands-index"))


def test_regraded_versions_never_meet(catalog: Catalog) -> None:
    """Domains that were mended or graded anew state their version in every row."""
    rows = of(catalog, "tau2-bench")
    for domain in ("airline", "retail", "banking"):
        assert all(row.version for row in rows if row.benchmark == f"tau2-bench-{domain}")
    assert {row.version for row in rows if row.benchmark == "tau2-bench-airline"} == {"0.1.3", "1.0"}


def test_voice_is_another_test(catalog: Catalog) -> None:
    """Spoken talks have benchmarks of their own."""
    rows = of(catalog, "tau2-bench")
    assert {row.benchmark.startswith("tau-voice-") for row in rows if "voice:" in row.called} == {True}
    assert not [row for row in rows if row.benchmark.startswith("tau-voice-") and "voice:" not in row.called]


def test_no_speed_is_the_sentinel(catalog: Catalog) -> None:
    """999 is nobody's speed."""
    assert max(row.tokens_per_second or 0 for row in catalog.speeds) < 999
    assert any("one piece" in row["reason"] for row in ledger("thefastest-ai"))


def test_short_outputs_are_said(catalog: Catalog) -> None:
    """Every speed of 20 tokens says so in its method."""
    rows = [row for row in catalog.speeds if row.source == "thefastest-ai"]
    assert all(row.method.startswith("20 tokens of output") for row in rows)


def test_stars_of_two_cards_mean_the_reverse(catalog: Catalog) -> None:
    """Of rivals, K2 starred what it quotes and K2.5 what it ran itself."""
    for source, starred in (("kimi-k2-card", ""), ("kimi-k2.5-card", "moonshotai")):
        rivals = [row for row in of(catalog, source) if row.tier == "D" and "*" in row.raw]
        assert rivals
        assert {row.measured_by for row in rivals} == {starred}


def test_a_dash_is_no_number(catalog: Catalog) -> None:
    """No cell of a card without a digit became a value."""
    for source in (*OWNERS, "gemma-4-model-card"):
        assert all(any(letter.isdigit() for letter in row.raw) for row in of(catalog, source))


def test_a_lab_is_never_first_hand_about_rivals(catalog: Catalog) -> None:
    """On a lab's card its own models are tier C and all others D."""
    for source, owner in OWNERS.items():
        for row in of(catalog, source):
            own = catalog.models[row.model].lab == owner
            assert row.tier == ("C" if own else "D"), row


def _records(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def _plain(offer: object, source: str) -> bool:
    kind = tuple(getattr(offer, name) for name in ("source", "mode", "above_tokens", "hours", "until"))
    return kind == (source, "standard", 0, "", None)
