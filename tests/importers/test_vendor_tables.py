"""The Gemma card, the Kimi table and the seed site's pages, cell by cell."""

from pathlib import Path
from types import ModuleType

import pytest
from msgspec import structs

from evenhand.importers import benchlm, gemma_card, kimi_card
from evenhand.importers.findings import Findings
from evenhand.importers.html_table import grid
from evenhand.importers.known import known_of
from evenhand.importers.names import Names
from evenhand.importers.raw_files import read_place
from evenhand.importers.source import Importer
from evenhand.records.facts import Observation

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests" / "recordings" / "vendor_tables"


def everything(importer: Importer, place: Path, source: str) -> Findings:
    """What an importer finds in a place, with what the shipped catalog knows."""
    return importer.translate(importer.parse(read_place(place, importer.files)), known_of(source, [ROOT / "data"]))


@pytest.fixture(scope="module")
def gemma() -> Findings:
    """The whole card."""
    return everything(gemma_card.IMPORTER, TABLES / "gemma-4-model-card.md", "gemma-4-model-card")


@pytest.fixture(scope="module")
def kimi() -> Findings:
    """The recorded rows."""
    return everything(kimi_card.IMPORTER, TABLES / "kimi-k2.5-evaluation.md", "kimi-k2.5-card")


@pytest.fixture(scope="module")
def pages() -> Findings:
    """The four seed pages."""
    return everything(benchlm.IMPORTER, ROOT / "tests" / "seeds" / "facts.json", "benchlm")


def taken(found: Findings, model: str, benchmark: str, subset: str = "") -> Observation:
    """The one observation of a model on a benchmark and part."""
    [row] = [row for row in found.observations if (row.model, row.benchmark, row.subset) == (model, benchmark, subset)]
    return row


def test_gemma_12b_has_its_figures_with_conditions(gemma: Findings) -> None:
    """Version, prompt length, tools and direction come from the row names; nothing is lost but dashes."""
    assert taken(gemma, "gemma-4-12b", "livecodebench").version == "v6"
    assert taken(gemma, "gemma-4-12b", "mrcr-v2-8needle").context == "128k"
    assert taken(gemma, "gemma-4-31b", "hle-tools").tools == "web"
    row = taken(gemma, "gemma-4-12b", "gpqa-diamond")
    assert (row.value, row.raw, row.tier, row.measured_by) == (78.8, "78.8%", "C", "google")
    assert (row.published, row.retrieved) == ("2026-06", "2026-11-21")
    assert "read from a public copy" in row.quote
    assert (len(gemma.observations), len(gemma.rejections)) == (88, 0)


def test_a_gemma_star_names_the_part_and_a_dash_is_missing(gemma: Findings) -> None:
    """The starred cells exclude Chinese; a dash gives no observation; ratings and rates keep their scale."""
    assert taken(gemma, "gemma-4-12b", "covost", "without Chinese").value == 38.5
    assert taken(gemma, "gemma-4-e4b", "fleurs").value == 0.08
    assert taken(gemma, "gemma-4-12b", "codeforces-rating").value == 1659
    assert not [row for row in gemma.observations if (row.model, row.benchmark) == ("gemma-4-12b", "hle-tools")]


def test_the_column_without_thinking_says_so(gemma: Findings) -> None:
    """Gemma 3 27B stands in the table without thinking."""
    assert taken(gemma, "gemma-3-27b", "gpqa-diamond").mode == "non-thinking"


def test_own_starred_and_quoted_cells_of_kimi_differ(kimi: Findings) -> None:
    """Own model C; a rival D, measured by Moonshot where starred and by nobody known where not."""
    assert taken(kimi, "kimi-k2.5", "livecodebench").tier == "C"
    starred = taken(kimi, "claude-opus-4.5", "livecodebench")
    assert (starred.tier, starred.measured_by, starred.version, starred.raw) == ("D", "moonshotai", "v6", "82.2*")
    assert "measured by Moonshot" in starred.quote
    quoted = taken(kimi, "gpt-5.2", "gpqa-diamond")
    assert (quoted.tier, quoted.measured_by, quoted.effort) == ("D", "", "xhigh")


def test_a_dagger_is_the_text_only_part(kimi: Findings) -> None:
    """DeepSeek's exam values are of the text part, with and without tools."""
    assert taken(kimi, "deepseek-v3.2", "hle-text").value == 25.1
    assert taken(kimi, "deepseek-v3.2", "hle-tools", "text only").value == 40.8
    assert taken(kimi, "gpt-5.2", "hle").value == 34.5


def test_document_scores_become_distances(kimi: Findings) -> None:
    """(1 - distance) x 100 is turned back, and the cell's own text is kept."""
    row = taken(kimi, "kimi-k2.5", "omnidocbench-1.5")
    assert (row.value, row.raw) == (0.112, "88.8")


def test_one_cell_for_two_rows_is_taken_once(kimi: Findings) -> None:
    """GPT-5.2's BrowseComp stands for two settings: it is the plain one, and the second is refused."""
    assert taken(kimi, "gpt-5.2", "browsecomp").value == 65.8
    assert taken(kimi, "claude-opus-4.5", "browsecomp", "with context management").value == 57.8
    assert [row.reason for row in kimi.rejections if "GPT" in row.name] == ["one value for two settings"]


def test_settings_that_are_not_one_models_run_stay_apart(kimi: Findings) -> None:
    """Agent swarms are a part of their own; tools are noted where the row says so; footnotes give the mode."""
    assert taken(kimi, "kimi-k2.5", "browsecomp", "agent swarm").value == 78.4
    assert taken(kimi, "gpt-5.2", "zerobench").tools == "tools"
    assert taken(kimi, "kimi-k2.5", "terminal-bench").mode == "non-thinking"
    assert taken(kimi, "gemini-3-pro", "hmmt-feb-2025").trials == "mean of 32 runs"


def test_a_column_without_a_model_is_reported() -> None:
    """A column that the table of names lacks is named with its rows, not guessed, and gives no observation."""
    known = known_of("kimi-k2.5-card", [ROOT / "data"])
    fewer = {name: row for name, row in known.names.models.items() if not name.startswith("Qwen3-VL")}
    known = structs.replace(known, names=Names(fewer, known.names.benchmarks))
    files = read_place(TABLES / "kimi-k2.5-evaluation.md", kimi_card.IMPORTER.files)
    found = kimi_card.translate(kimi_card.parse(files), known)
    [waiting] = found.unresolved
    assert (waiting.kind, waiting.name) == ("model", "Qwen3-VL-235B-A22B-Thinking")
    assert waiting.rows > 1
    assert not [row for row in found.observations if row.called.startswith("Qwen3-VL")]


def test_html_cells_that_span_rows_are_carried_down() -> None:
    """A cell over two rows stands in both, marked in the second, and its neighbours keep their columns."""
    rows = grid("<table><tr><td>a</td><td rowspan=2>b<br>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></table>")
    assert [[cell.text for cell in row] for row in rows] == [["a", "b c", "d"], ["e", "b c", "f"]]
    assert [cell.carried for cell in rows[1]] == [False, True, False]


def test_html_cells_can_span_three_rows_at_the_edge() -> None:
    """The last column of three rows is one cell."""
    rows = grid("<table><tr><td>a<td rowspan=3>z</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>")
    assert [row[-1].text for row in rows] == ["z", "z", "z"]


def test_seed_pages_give_composites_and_printed_values_only(pages: Findings) -> None:
    """Overall, categories and values that a page prints; nothing that was completed from elsewhere."""
    assert taken(pages, "gemma-4-12b", "benchlm-overall").value == 53
    assert taken(pages, "gpt-5.5", "benchlm-reasoning").value == 85
    row = taken(pages, "claude-opus-4.5", "mmlu-pro")
    assert (row.value, row.tier, row.measured_by) == (89.5, "E", "")
    assert row.link == "https://benchlm.ai/compare/claude-opus-4-5-vs-gemma-4-12b"
    benchmarks = {row.benchmark for row in pages.observations}
    assert not benchmarks & {"hle", "mmmu-pro", "mathvision"}
    assert (len(pages.observations), len(pages.rejections)) == (29, 0)


@pytest.mark.parametrize("card", [gemma_card, kimi_card], ids=["gemma", "kimi"])
def test_a_file_without_a_table_is_refused(card: ModuleType) -> None:
    """A page that is not the expected table is an error, not an empty result."""
    with pytest.raises(ValueError, match="no table"):
        card.parse({card.FILE: b"<html>moved</html>"})
