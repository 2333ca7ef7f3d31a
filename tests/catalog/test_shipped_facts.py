"""What the shipped catalog must hold."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.files import fact_files
from evenhand.catalog.reading import Reader
from evenhand.importers.names import read_names
from evenhand.records.facts import Offer
from evenhand.scoring.scale import on_common_scale
from evenhand.settings import shipped_data

MODELS = ("gemma-4-12b", "gpt-5.2", "gpt-5.5", "claude-opus-4.5", "gpt-4.1-mini")


def test_counts(catalog: Catalog) -> None:
    """Models, tests of each model, described benchmarks, observations, prices, dated prices and their changes."""
    tests = {name: one for name, one in catalog.benchmarks.items() if one.kind != "composite"}
    assert len(catalog.models) >= 250
    assert sum(len(held.keys() & tests.keys()) >= 5 for held in catalog.observations_of.values()) >= 200
    assert sum(bool(one.measures and one.metric and one.category) for one in tests.values()) >= 150
    assert len(catalog.observations) >= 6_000
    assert sum(seen.tier != "E" and seen.benchmark in tests for seen in catalog.observations) >= 6_000
    assert len(catalog.offers) >= 1_200
    assert sum(bool(offer.since and offer.basis) for offer in catalog.offers) >= 750
    assert price_changes(catalog) >= 90


def price_changes(catalog: Catalog) -> int:
    """How often a stated price follows another one at the same provider, for the same model, mode, length and hours."""
    chains: dict[tuple[object, ...], list[Offer]] = {}
    for offer in catalog.offers:
        key = (offer.source, offer.provider, offer.model, offer.mode, offer.above_tokens, offer.hours)
        chains.setdefault(key, []).append(offer)
    found = 0
    for chain in chains.values():
        for one, other in pairwise(sorted(chain, key=lambda offer: offer.since or "")):
            pairs = [(getattr(one, name), getattr(other, name)) for name in ("input", "cached_input", "output")]
            found += any(before and after and before != after for before, after in pairs)
    return found


def test_every_observation_has_a_source_with_a_licence(catalog: Catalog) -> None:
    """Each score leads to a source that is described, with publisher, licence, link and the day it was read."""
    for seen in catalog.observations:
        source = catalog.sources[seen.source]
        assert source.licence
        assert source.link.startswith("https://")
        assert source.publisher
        assert seen.retrieved
        assert seen.link or source.link


def test_every_row_says_where_it_stands(catalog: Catalog) -> None:
    """File and line of an observation hold its model, benchmark and value as it was written."""
    for seen in catalog.observations[::97]:
        row = (shipped_data() / seen.file).read_text("utf-8").splitlines()[seen.line - 1]
        assert row.startswith(f"{seen.model},{seen.benchmark},")


@pytest.mark.parametrize("model", MODELS)
def test_canonical_ids(model: str, catalog: Catalog) -> None:
    """The models of the seed pages go by their canonical ids and have scores and a price."""
    assert model in catalog.models
    assert len(catalog.observations_of[model]) >= 10
    assert catalog.offers_of[model]


def test_counted_tests_have_their_number_of_questions(catalog: Catalog) -> None:
    """All but four that come in several sizes, and each number says where it was read.

    LiveCodeBench v6 stands for two windows, MRCR for a mean or a point, Graphwalks and Global PIQA for several sets.
    """
    counted = {test.benchmark for one in catalog.rankings["even"].categories.values() for test in one.counted}
    without = {name for name in counted if catalog.benchmarks[name].items is None}
    assert without == {"livecodebench", "mrcr-v2-8needle", "graphwalks-bfs-0k-128k", "global-piqa"}
    for name in counted - without:
        benchmark = catalog.benchmarks[name]
        [told] = [one for one in benchmark.stated if "items" in one.fields]
        assert told.link or name == "aime-2026"
    terminal = catalog.benchmarks["terminal-bench"]
    assert [terminal.items_in(version) for version in terminal.versions] == [80, 89, 89]
    assert catalog.benchmarks["hmmt-feb-2026"].items == 33


def test_a_part_that_names_its_number_of_questions_has_it(catalog: Catalog) -> None:
    """A score of a thousand questions, of 477 tasks or of eleven times forty texts rests on as many."""
    numbers = {
        (seen.benchmark, seen.subset): seen.n
        for seen in catalog.observations
        if re.search(r"^\d+ (?:of \d+$|(?:questions|articles|reviews|problems|public problems)\b)", seen.subset)
    }
    assert len(numbers) > 10
    for (_, subset), items in numbers.items():
        assert items == int(subset.split()[0]), subset
    assert {seen.n for seen in catalog.observations if seen.benchmark == "raft"} == {440}


def test_what_is_known_of_a_small_open_model(catalog: Catalog) -> None:
    """Both gpt-oss models have open weights under one licence and the same window, each said by a source."""
    small, large = catalog.models["gpt-oss-20b"], catalog.models["gpt-oss-120b"]
    fields = ("licence", "open_weights", "context_window", "output_limit", "reasoning", "released")
    assert [getattr(small, name) for name in fields] == [getattr(large, name) for name in fields]
    assert small.parameters == 20.9
    said = {name for one in small.stated for name in one.fields if one.link}
    assert said >= {*fields, "parameters"}


def test_rows_of_other_variants_are_rejected(catalog: Catalog) -> None:
    """The Pro variants' figures are in the ledger and not among the scores of GPT-5.5 and GPT-5.2."""
    rejected = {(row.name, row.benchmark): row.reason for row in catalog.rejections if row.source == "benchpress"}
    assert rejected["gpt-5.5", "hle_text"] == "another model or variant"
    assert rejected["gpt-5.2", "gpqa_main"] == "another model or variant"
    assert "hle-text" not in catalog.observations_of["gpt-5.5"]
    assert "gpqa-main" not in catalog.observations_of["gpt-5.2"]


def test_every_rejection_has_a_reason(catalog: Catalog) -> None:
    """The ledger says for every row which source, what and why."""
    assert len(catalog.rejections) > 100
    assert all(row.reason and row.name and row.source in catalog.sources for row in catalog.rejections)


def test_no_rejected_value_is_a_score(catalog: Catalog) -> None:
    """A value that was rejected as another model's is not a score of the same model, benchmark and link."""
    scores = {(seen.model, seen.benchmark, seen.raw, seen.link) for seen in catalog.observations}
    reader = Reader(shipped_data())
    names = {source: read_names(reader, source) for source in catalog.sources}
    for row in catalog.rejections:
        known = names[row.source]
        test = known.of_benchmark(row.benchmark)
        if row.reason == "another model or variant" and row.link and test:
            assert (known.model(row.name), test.benchmark, row.value, row.link) not in scores


def test_no_prediction_among_the_scores(catalog: Catalog) -> None:
    """Nothing that came from benchpress lacks the page that it was read from, or claims to be predicted."""
    rows = [seen for seen in catalog.observations if seen.source == "benchpress"]
    assert len(rows) < 2_604 + 1
    for seen in rows:
        assert seen.link.startswith("http")
        assert "predict" not in f"{seen.quote} {seen.mode} {seen.raw}".casefold()


def test_composites_are_never_evidence(catalog: Catalog) -> None:
    """Composites are of that kind, a comparison site's own are of tier E, and no ranking counts one as a test."""
    composites = {name for name, one in catalog.benchmarks.items() if one.kind == "composite"}
    assert {"benchlm-overall", "aa-intelligence-index", "livebench"} <= composites
    assert all(one.category == "composite" for name, one in catalog.benchmarks.items() if name in composites)
    assert all(seen.tier == "E" for seen in catalog.observations if seen.benchmark.startswith("benchlm-"))
    for ranking in catalog.rankings.values():
        counted = {one.benchmark for rule in ranking.categories.values() for one in rule.counted}
        assert not counted & composites


def test_counted_benchmarks_are_on_the_common_scale(catalog: Catalog) -> None:
    """What a ranking counts has a fixed scale and a place between 0 and 100; Elo, dollars and ratings do not."""
    for ranking in catalog.rankings.values():
        for category, rule in ranking.categories.items():
            for counted in rule.counted:
                benchmark = catalog.benchmarks[counted.benchmark]
                assert on_common_scale(benchmark), benchmark.id
                assert benchmark.category == category or ranking.method == "classic", benchmark.id
    assert not on_common_scale(catalog.benchmarks["chatbot-arena-elo"])
    assert not on_common_scale(catalog.benchmarks["codeforces-rating"])


def test_contexts_stay_apart(catalog: Catalog) -> None:
    """An input limit is never above the total window, and a host's limit is on its offer."""
    for model in catalog.models.values():
        if model.context_window and model.input_limit:
            assert model.input_limit <= model.context_window, model.id
    assert any(offer.context_limit for offer in catalog.offers)


def test_licences_only_where_stated(catalog: Catalog) -> None:
    """A model's licence is there only with a statement of the source that says so."""
    for model in catalog.models.values():
        if model.licence:
            assert any("licence" in said.fields for said in model.stated), model.id


def test_nothing_is_dated_after_today(catalog: Catalog) -> None:
    """The catalog's date is one of a check that has happened."""
    assert catalog.date <= datetime.now(UTC).date().isoformat()


def test_files_are_in_their_form() -> None:
    """Facts are UTF-8 with line feeds, end with one, and rows of a table are sorted by model."""
    for path in fact_files(shipped_data()):
        body = path.read_bytes()
        body.decode("utf-8")
        assert b"\r" not in body, path
        assert body.endswith(b"\n"), path


def test_licence_texts_are_shipped(catalog: Catalog) -> None:
    """A source under an open licence that asks for it has its licence text beside the facts."""
    texts = {path.stem for path in Path(shipped_data() / "LICENCES").iterdir()}
    assert {"benchpress", "models-dev", "model-prices"} <= texts
    foreign = [source for source in catalog.sources.values() if source.publisher != "Evenhand"]
    assert all(source.attribution for source in foreign)
