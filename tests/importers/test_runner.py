"""The runner: whole folders, dry runs, second runs, refusals, kills in the middle, reports."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from evenhand.catalog.reading import Reader
from evenhand.errors import RefusedRefresh, UnknownSource
from evenhand.importers.replacing import change_to, replace_files
from evenhand.importers.runner import collect
from evenhand.importers.score_sources import SCORE_SOURCES
from evenhand.records.facts import Observation, Rejection

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
RAW = {
    "benchlm": ROOT / "tests" / "seeds" / "facts.json",
    "benchpress": RECORDINGS / "benchpress" / "data.json",
    "gemma-4-model-card": RECORDINGS / "vendor_tables" / "gemma-4-model-card.md",
    "kimi-k2.5-card": RECORDINGS / "vendor_tables" / "kimi-k2.5-evaluation.md",
}


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("source", SCORE_SOURCES)
def test_every_source_has_a_listing_a_recording_and_a_description(source: str) -> None:
    """A source is complete: it is listed, recorded and described."""
    assert RAW[source].is_file()
    assert (ROOT / "data" / "sources" / f"{source}.toml").is_file()


@pytest.mark.parametrize("source", SCORE_SOURCES)
def test_a_second_run_changes_nothing(facts: Path, source: str) -> None:
    """The first run writes, the second finds everything as it should be."""
    first = collect(source, RAW[source], facts)
    before = snapshot(facts)
    second = collect(source, RAW[source], facts)
    assert first.changed
    assert (second.changed, second.removed) == ((), ())
    assert second.taken == first.taken
    assert snapshot(facts) == before


@pytest.mark.parametrize("source", SCORE_SOURCES)
def test_what_is_written_is_what_the_catalog_reads(facts: Path, source: str) -> None:
    """The catalog's reader accepts every file, and counts what the report says."""
    report = collect(source, RAW[source], facts)
    reader = Reader(facts)
    files = sorted((facts / "scores" / source).glob("*.csv"))
    rows = [row for path in files for row in reader.rows(path, Observation, source=source)]
    refused = reader.rows(facts / "ledger" / f"{source}.csv", Rejection, source=source)
    assert reader.problems == []
    assert (len(rows), len(refused)) == (report.taken, sum(report.rejected.values()))


def test_a_dry_run_reports_and_writes_nothing(facts: Path) -> None:
    """Counts and names of files as in a real run, and no file."""
    before = snapshot(facts)
    dry = collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts, dry_run=True)
    assert snapshot(facts) == before
    wet = collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts)
    assert (dry.taken, dry.changed, dry.tiers) == (wet.taken, wet.changed, wet.tiers)
    assert dry.dry_run


def test_the_report_counts_tiers_reasons_and_unknown_names(facts: Path) -> None:
    """Everything taken has a tier, everything refused a reason, unknown names are listed."""
    report = collect("kimi-k2.5-card", RAW["kimi-k2.5-card"], facts)
    assert sum(report.tiers.values()) == report.taken
    assert report.rejected["one value for two settings"] == 1
    assert report.unresolved == ("model Qwen3-VL-235B-A22B-Thinking",)


def test_an_empty_refresh_is_refused(facts: Path, tmp_path: Path) -> None:
    """A file without a single value replaces nothing."""
    collect("benchpress", RAW["benchpress"], facts)
    before = snapshot(facts)
    raw = json.loads(RAW["benchpress"].read_text(encoding="utf-8"))
    raw["observed"] = [[None for _ in row] for row in raw["observed"]]
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(RefusedRefresh, match="no score"):
        collect("benchpress", empty, facts)
    assert snapshot(facts) == before


def test_a_shrunken_refresh_is_refused(facts: Path, tmp_path: Path) -> None:
    """A file that lost more than a tenth of its values replaces nothing."""
    collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts)
    before = snapshot(facts)
    lines = RAW["gemma-4-model-card"].read_text(encoding="utf-8").splitlines(keepends=True)
    short = tmp_path / "short.md"
    short.write_text("".join(lines[:10]), encoding="utf-8")
    with pytest.raises(RefusedRefresh, match="on file"):
        collect("gemma-4-model-card", short, facts)
    assert snapshot(facts) == before


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", '{"models": [1]}'])
def test_a_broken_file_is_one_clear_error(facts: Path, tmp_path: Path, text: str) -> None:
    """Something that is not the source's file is refused with its name."""
    broken = tmp_path / "broken.json"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedRefresh, match=r"broken\.json"):
        collect("benchpress", broken, facts)


def test_a_missing_file_and_an_unknown_source_are_clear_errors(facts: Path, tmp_path: Path) -> None:
    """Both name what was asked for."""
    with pytest.raises(RefusedRefresh, match=r"none\.json"):
        collect("benchpress", tmp_path / "none.json", facts)
    with pytest.raises(UnknownSource, match="benchpres"):
        collect("benchpres", RAW["benchpress"], facts)


def test_a_model_that_left_the_catalog_is_unresolved(facts: Path) -> None:
    """Its values go to the ledger, and its name is reported."""
    (facts / "models" / "google" / "gemma-4-e2b.toml").unlink()
    report = collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts)
    assert report.unresolved == ("model Gemma 4 E2B",)
    assert report.rejected["unknown model"] > 10


def test_files_that_a_source_no_longer_gives_are_removed(facts: Path) -> None:
    """A leftover file in the source's own folder goes; other sources' folders are not touched."""
    collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts)
    for source in ("gemma-4-model-card", "by-hand"):
        stray = facts / "scores" / source / "nobody.csv"
        stray.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(facts / "scores" / "gemma-4-model-card" / "google.csv", stray)
    (facts / "scores" / "gemma-4-model-card" / "nobody.csv").write_text("model\n", encoding="utf-8")
    report = collect("gemma-4-model-card", RAW["gemma-4-model-card"], facts)
    assert report.removed == ("scores/gemma-4-model-card/nobody.csv",)
    assert (facts / "scores" / "by-hand" / "nobody.csv").is_file()


@pytest.mark.parametrize("killed_at", [0, 1, 2, 3])
def test_a_kill_leaves_whole_files_and_the_next_run_ends_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    """Whenever the process dies, each file is the old or the new one; running again gives the new ones."""
    root = tmp_path / "data"
    old = {name: f"old {name}\n" * 999 for name in ("a.csv", "b.csv", "c.csv")}
    new = {name: f"new {name}\n" * 999 for name in old}
    replace_files(root, old, change_to(root, old, []))
    moves = iter(range(99))
    move = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if next(moves) == killed_at:
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    if killed_at < len(new):
        with pytest.raises(KeyboardInterrupt):
            replace_files(root, new, change_to(root, new, []))
    found = {name: (root / name).read_text(encoding="utf-8") for name in old}
    assert all(text in (old[name], new[name]) for name, text in found.items())
    monkeypatch.setattr(Path, "replace", move)
    replace_files(root, new, change_to(root, new, []))
    assert {path.name: path.read_text(encoding="utf-8") for path in root.iterdir()} == new
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_the_shipped_scores_are_sorted_and_without_repeats() -> None:
    """The files in the catalog are in the order that a run writes, so that a difference shows only what changed."""
    for path in sorted((ROOT / "data" / "scores" / "benchpress").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [tuple(row) for row in csv.reader(file)][1:]
        assert rows == sorted(set(rows)), path.name
