"""The runner: second runs, dry runs, refusals, sources of other packages, and one folder that changes in one step."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner
from msgspec import structs

from evenhand.catalog import whole_folder
from evenhand.catalog.loading import load_catalog
from evenhand.cli import commands
from evenhand.errors import BadCatalog, BadSetting, RefusedRefresh, UnknownSource
from evenhand.importers import benchpress, collected_folder, gemma_card, kimi_card, raw_files, runner
from evenhand.importers.fetching import Fetched, from_place
from evenhand.importers.findings import Findings, Known, Report, Row
from evenhand.importers.known import known_of
from evenhand.importers.runner import collect
from evenhand.importers.source import Importer
from evenhand.importers.sources import all_importers
from evenhand.records.facts import Observation, Unresolved
from evenhand.settings import shipped_data

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
IMPORTERS = {
    "benchpress": benchpress.IMPORTER,
    "gemma-4-model-card": gemma_card.IMPORTER,
    "kimi-k2.5-card": kimi_card.IMPORTER,
}
RAW = {
    "benchpress": RECORDINGS / "benchpress" / "data.json",
    "gemma-4-model-card": RECORDINGS / "vendor_tables" / "gemma-4-model-card.md",
    "kimi-k2.5-card": RECORDINGS / "vendor_tables" / "kimi-k2.5-evaluation.md",
}
CARD = "gemma-4-model-card"


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def collected(
    facts: Path, *sources: str, raw: Mapping[str, Path] = RAW, dry_run: bool = False, also: tuple[Path, ...] = ()
) -> list[Report]:
    """Collect sources from their recordings, or from other places, into a folder of facts."""

    def fetching(source: str, importer: Importer, known: Known) -> Fetched:
        return from_place({**RAW, **raw}[source], importer, known)

    chosen = {source: IMPORTERS[source] for source in sources}
    return collect(chosen, fetching, (*also, facts), facts, dry_run=dry_run)


def one_row(**changed: object) -> Importer:
    """An importer of one file that gives a single observation, as the test wants it."""
    row = Observation(
        model="gemma-4-12b",
        benchmark="gpqa-diamond",
        value=1.5,
        tier="E",
        source="own-notes",
        retrieved="2026-01-31",
        link="https://notes.example/",
        origin="notes.txt",
        at="line 1",
    )
    given = structs.replace(row, **changed)
    return Importer(("notes.txt",), dict, lambda *_: Findings(observations=(given,)))


def describe(facts: Path, source: str = "own-notes", licence_class: str = "own use") -> None:
    """Write the description of an invented source."""
    text = f"""name = "Notes"
publisher = "Nobody"
kind = "aggregator"
link = "https://notes.example/"
licence = "for own use"
licence_class = "{licence_class}"
retrieved = "2026-01-31"
"""
    (facts / "sources" / f"{source}.toml").write_text(text, encoding="utf-8")


def notes(facts: Path, importer: Importer, source: str = "own-notes") -> Report:
    """Collect the invented source."""
    read = Fetched(files={"notes.txt": b"1.5"}, retrieved="2026-01-31")
    return collect({source: importer}, lambda *_: read, (facts,), facts)[0]


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of facts into which three sources were collected once."""
    data = Path(shutil.copytree(template, tmp_path_factory.mktemp("filled") / "data"))
    assert [report.refused for report in collected(data, *IMPORTERS)] == [""] * 3
    return data


@pytest.fixture
def again(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled folder, to be changed."""
    return Path(shutil.copytree(filled, tmp_path / "again"))


def shortened(tmp_path: Path, lines: int = 10) -> dict[str, Path]:
    """The card with its first lines only."""
    short = tmp_path / "short.md"
    short.write_text("".join(RAW[CARD].read_text("utf-8").splitlines(keepends=True)[:lines]), encoding="utf-8")
    return {CARD: short}


def changed_card(tmp_path: Path) -> dict[str, Path]:
    """The card with one other value."""
    other = tmp_path / "other.md"
    text = RAW[CARD].read_text("utf-8")
    assert "78.8%" in text
    other.write_text(text.replace("78.8%", "78.9%"), encoding="utf-8")
    return {CARD: other}


def test_a_second_run_changes_nothing(filled: Path) -> None:
    """Everything is found as it should be, and no file is touched."""
    before = snapshot(filled)
    stamps = {path: path.stat().st_mtime_ns for path in filled.rglob("*")}
    reports = collected(filled, *IMPORTERS)
    assert [(report.changed, report.removed) for report in reports] == [((), ())] * 3
    assert snapshot(filled) == before
    assert {path: path.stat().st_mtime_ns for path in filled.rglob("*")} == stamps


def test_what_is_written_is_what_the_catalog_reads(filled: Path) -> None:
    """The catalog accepts every file and holds what the reports count, each row with its raw file."""
    catalog = load_catalog((filled,))
    reports = collected(filled, *IMPORTERS)
    assert len(catalog.observations) == sum(report.scores for report in reports)
    assert sum(sum(report.tiers.values()) for report in reports) == len(catalog.observations)
    assert {row.origin for row in catalog.observations} == {path.name for path in RAW.values()}
    assert all(row.at for row in catalog.observations)


def test_the_report_counts_reasons_and_unknown_names(filled: Path) -> None:
    """Every refused row has a reason; a name without a row in the tables is reported with the nearest ids."""
    reports = {report.source: report for report in collected(filled, *IMPORTERS)}
    assert reports["kimi-k2.5-card"].rejected["one value for two settings"] == 1
    text = (filled / "collected" / "benchpress" / "ledger.csv").read_text("utf-8")
    assert text.count("\n") - 1 == sum(reports["benchpress"].rejected.values())


def test_a_dry_run_writes_nothing_and_shows_the_lines(again: Path, tmp_path: Path) -> None:
    """The lines that would come and go are shown by file; a real run then changes exactly these files."""
    before = snapshot(again)
    dry = collected(again, CARD, raw=changed_card(tmp_path), dry_run=True)[0]
    assert snapshot(again) == before
    assert dry.dry_run
    path = f"collected/{CARD}/scores/google.csv"
    gone, come = dry.diff[path]
    assert gone.startswith("-gemma-4-12b,gpqa-diamond")
    assert ("78.8" in gone, "78.9" in come) == (True, True)
    wet = collected(again, CARD, raw=changed_card(tmp_path))[0]
    assert (wet.changed, wet.diff) == (dry.changed, dry.diff)
    after = snapshot(again)
    assert {name for name in after if after[name] != before.get(name)} == set(wet.changed)


def test_a_shrunken_source_is_refused_and_the_rest_is_taken(again: Path, tmp_path: Path) -> None:
    """A file that lost more than a tenth of its values replaces nothing; the other source of the batch is written."""
    before = snapshot(again / "collected" / CARD)
    shutil.rmtree(again / "collected" / "kimi-k2.5-card")
    card, kimi = collected(again, CARD, "kimi-k2.5-card", raw=shortened(tmp_path))
    assert "where" in card.refused
    assert "on file; nothing is replaced" in card.refused
    assert (kimi.refused, bool(kimi.changed)) == ("", True)
    assert snapshot(again / "collected" / CARD) == before
    assert (again / "collected" / "kimi-k2.5-card" / "files.csv").is_file()


def test_an_empty_source_is_refused(again: Path, tmp_path: Path) -> None:
    """A file without a single value replaces nothing."""
    before = snapshot(again)
    raw = json.loads(RAW["benchpress"].read_text("utf-8"))
    raw["observed"] = [[None for _ in row] for row in raw["observed"]]
    empty = tmp_path / "data.json"
    empty.write_text(json.dumps(raw), encoding="utf-8")
    report = collected(again, "benchpress", raw={"benchpress": empty})[0]
    assert report.refused == "benchpress gives nothing that is known here; nothing is replaced"
    assert snapshot(again) == before


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", '{"models": [1]}'])
def test_a_broken_file_is_one_clear_refusal(facts: Path, tmp_path: Path, text: str) -> None:
    """Something that is not the source's file is refused with its name, and no folder appears."""
    broken = tmp_path / "data.json"
    broken.write_text(text, encoding="utf-8")
    assert "data.json" in collected(facts, "benchpress", raw={"benchpress": broken})[0].refused
    assert not (facts / "collected").exists()


def test_a_missing_file_and_an_unknown_source_are_clear(facts: Path, tmp_path: Path) -> None:
    """Both name what was asked for."""
    report = collected(facts, "benchpress", raw={"benchpress": tmp_path / "none.json"})[0]
    assert "none.json does not exist" in report.refused
    with pytest.raises(UnknownSource, match="benchpres"):
        known_of("benchpres", (facts,))


def test_a_name_that_left_the_table_waits(facts: Path) -> None:
    """Its rows are counted under the name, with the nearest ids, and are no scores."""
    table = facts / "names" / CARD / "models.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if "gemma-4-e2b" not in line), encoding="utf-8")
    report = collected(facts, CARD)[0]
    assert [(name.kind, name.rows > 10, name.nearest.split()[0]) for name in report.unresolved] == [
        ("model", True, "gemma-4-e2b")
    ]
    assert (facts / "collected" / CARD / "unresolved.csv").read_text("utf-8").count("\n") == 2


def test_files_that_a_source_no_longer_gives_are_removed(again: Path) -> None:
    """A leftover in the source's own folder goes; a file of people and other sources' files stay."""
    stray = again / "collected" / CARD / "scores" / "nobody.csv"
    stray.write_text("model\n", encoding="utf-8")
    others = snapshot(again / "collected" / "benchpress")
    report = collected(again, CARD)[0]
    assert report.removed == (f"collected/{CARD}/scores/nobody.csv",)
    assert not stray.exists()
    assert snapshot(again / "collected" / "benchpress") == others


def test_what_may_not_be_shipped_is_refused_for_the_shipped_folder(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source for own use goes into a folder of one's own and never into the shipped one."""
    describe(facts)
    monkeypatch.setattr(runner, "shipped_data", lambda: facts)
    assert "forbids shipping its figures; name a folder of your own with --data" in notes(facts, one_row()).refused
    assert not (facts / "collected").exists()
    monkeypatch.undo()
    assert notes(facts, one_row()).changed


@pytest.mark.parametrize("changed", [{"origin": "another.txt"}, {"at": ""}])
def test_rows_without_a_place_are_refused(facts: Path, changed: dict[str, str]) -> None:
    """A row that does not say in which raw file it stands, and where, is not taken."""
    describe(facts)
    report = notes(facts, one_row(**changed))
    assert report.refused == "own-notes: a row about gemma-4-12b does not say where it stands in the raw files"


def test_a_fault_of_the_catalog_is_refused_before_anything_is_written(again: Path) -> None:
    """What the catalog would not accept replaces nothing, and the fault names the file, line and value."""
    describe(again)
    before = snapshot(again)
    with pytest.raises(BadCatalog) as caught:
        notes(again, one_row(value=101.5))
    problem = caught.value.problems[0]
    assert problem.file.endswith("own-notes/scores/google.csv")
    assert (problem.line, problem.value) == (2, "101.5")
    assert snapshot(again) == before
    assert not list(again.glob(".*"))


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "=HYPERLINK(1)"},
        {"link": "javascript:<script>"},
        {"called": "a\x1b[31m"},
        {"raw": "9" * 30_000},
    ],
)
def test_unsafe_cells_are_refused_with_their_place(facts: Path, changed: dict[str, str]) -> None:
    """No importer can write a formula, markup, control characters or endless text."""
    describe(facts)
    report = notes(facts, one_row(**changed))
    assert "collected/own-notes/scores/google.csv, line 2: " in report.refused
    assert not (facts / "collected").exists()


@pytest.mark.parametrize("name", ["../out.csv", "/out.csv", "a/../../out.csv", ".hidden.csv", "a.sh"])
def test_files_of_items_stay_in_their_folder(facts: Path, name: str) -> None:
    """No name of a file leads out of the source's folder."""
    describe(facts)
    given = one_row()
    importer = Importer(
        given.files, given.parse, lambda *both: structs.replace(given.translate(*both), items={name: "a\n"})
    )
    assert "is no name for a file" in notes(facts, importer).refused


def test_a_failing_step_is_a_refusal(facts: Path) -> None:
    """A source whose rows cannot be translated is refused by name, and no trace is shown."""
    describe(facts)
    importer = Importer(("notes.txt",), dict, lambda rows, known: rows["missing"])  # noqa: ARG005 - its signature
    assert notes(facts, importer).refused.startswith("this is not what own-notes looks like (notes.txt): KeyError")


def test_a_flood_of_names_is_refused(facts: Path) -> None:
    """A file with more unknown names than any source has is not compared with ours name by name."""
    describe(facts)
    names = tuple(Unresolved("model", f"m{number}", 1) for number in range(20_001))
    importer = Importer(("notes.txt",), dict, lambda *_: Findings(unresolved=names))
    assert "gives 20,001 names that are not known here" in notes(facts, importer).refused


def test_a_file_that_may_not_be_read_is_refused(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system keeps closed is named, without a trace."""
    place = tmp_path / "data.json"
    place.write_text("{}", encoding="utf-8")

    def closed(file: IO[bytes]) -> None:
        file.close()
        raise PermissionError(13, "Permission denied")

    known = known_of("benchpress", (facts,))
    monkeypatch.setattr(raw_files, "limited", closed)
    with pytest.raises(RefusedRefresh, match=r"data\.json cannot be read \(Permission denied\)"):
        from_place(place, benchpress.IMPORTER, known)


def test_two_collections_at_once_are_refused(again: Path) -> None:
    """While one collection is at work, a second one says so and changes nothing; afterwards it runs."""
    with collected_folder.collecting(again):
        refused: list[BaseException] = []

        def second() -> None:
            try:
                collected(again, CARD)
            except RefusedRefresh as error:
                refused.append(error)

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert "another collection is at work" in str(refused[0])
    assert collected(again, CARD)[0].refused == ""


def test_a_lock_of_a_dead_process_holds_nobody_up(again: Path) -> None:
    """The system lets go of the lock of a process that died."""
    program = (
        "import os, sys, pathlib\n"
        "from evenhand.importers.collected_folder import collecting\n"
        "with collecting(pathlib.Path(sys.argv[1])): os._exit(9)\n"
    )
    died = subprocess.run([sys.executable, "-c", program, str(again)], check=False)
    assert died.returncode == 9
    assert collected(again, CARD)[0].refused == ""


def test_a_folder_of_ones_own_is_written(tmp_path: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--data` writes there and nowhere else, and the catalog reads both folders together."""
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("EVENHAND_DATA", str(facts))
    before = snapshot(facts)
    run = CliRunner().invoke(commands, ["collect", CARD, str(RAW[CARD]), "--data", str(own)])
    assert run.exit_code == 0, run.output
    assert snapshot(facts) == before
    assert (own / "collected" / CARD / "scores" / "google.csv").is_file()
    assert len(load_catalog((facts, own)).observations) == 88


def test_a_folder_that_cannot_be_written_is_refused(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the folder and the way out."""
    monkeypatch.setattr(collected_folder.os, "access", lambda *_: False)
    with pytest.raises(RefusedRefresh, match="cannot be written; name a folder of your own with --data"):
        collected(facts, CARD)


BROUGHT = '''"""An importer that another package brings."""

from evenhand.importers.admission import admit
from evenhand.importers.findings import Row
from evenhand.importers.source import Importer


def parse(files):
    return files["notes.txt"].decode().split()


def translate(words, known):
    row = Row(model="G12", benchmark="GPQA-D", raw=words[0], origin="notes.txt", at="line 1", tier="E")
    return admit([row], known)


IMPORTER = Importer(("notes.txt",), parse, translate)
NOTHING = object()
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed distribution of another author, as it lies on the path of Python."""
    site = tmp_path / "site"
    about = site / "evenhand_notes-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "evenhand_notes.py").write_text(BROUGHT, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: evenhand-notes\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[evenhand.sources]\nown-notes = evenhand_notes:IMPORTER\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(site))
    yield about
    sys.modules.pop("evenhand_notes", None)


@pytest.fixture
def own(package: Path, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, beside the other facts, with description and names of the package's source."""
    assert package.is_dir()
    own = tmp_path / "own"
    (own / "sources").mkdir(parents=True)
    describe(own)
    (own / "names" / "own-notes").mkdir(parents=True)
    names = "name,model,why\nG12,gemma-4-12b,the name in the notes\n"
    (own / "names" / "own-notes" / "models.csv").write_text(names, encoding="utf-8")
    tests = "name,benchmark,why\nGPQA-D,gpqa-diamond,the name in the notes\n"
    (own / "names" / "own-notes" / "benchmarks.csv").write_text(tests, encoding="utf-8")
    monkeypatch.setenv("EVENHAND_DATA", str(facts))
    monkeypatch.setenv("EVENHAND_ALSO", str(own))
    return own


def test_a_source_of_another_package_is_collected(own: Path, facts: Path, tmp_path: Path) -> None:
    """An installed package brings a source by its entry point; description and names lie in a folder of one's own."""
    (tmp_path / "notes.txt").write_text("61.5", encoding="utf-8")
    run = CliRunner().invoke(commands, ["collect", "own-notes", str(tmp_path / "notes.txt"), "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.output)["scores"] == 1
    row = load_catalog((facts, own)).observations[0]
    assert (row.value, row.raw, row.origin, row.at) == (61.5, "61.5", "notes.txt", "line 1")


def test_each_source_goes_to_the_folder_that_describes_it(own: Path, facts: Path, tmp_path: Path) -> None:
    """Collecting all at once puts one's own source into one's own folder, and the others into theirs."""
    recordings = tmp_path / "recordings"
    (recordings / "own-notes").mkdir(parents=True)
    (recordings / "own-notes" / "notes.txt").write_text("61.5", encoding="utf-8")
    (recordings / CARD).mkdir()
    shutil.copy(RAW[CARD], recordings / CARD)
    run = CliRunner().invoke(commands, ["collect", "--from", str(recordings), "--json"])
    assert run.exit_code == 0, run.output
    assert [report["source"] for report in json.loads(run.output)] == [CARD, "own-notes"]
    assert [path.name for path in (facts / "collected").iterdir()] == [CARD]
    assert [path.name for path in (own / "collected").iterdir()] == ["own-notes"]
    assert len(load_catalog((facts, own)).observations) == 89


def test_a_source_that_nobody_describes_is_refused(own: Path, facts: Path, tmp_path: Path) -> None:
    """Without its description a package's source is refused by name, and the sources beside it are collected."""
    (own / "sources" / "own-notes.toml").unlink()
    recordings = tmp_path / "recordings"
    for name, raw in {"own-notes": b"61.5", CARD: RAW[CARD].read_bytes()}.items():
        (recordings / name).mkdir(parents=True)
        (recordings / name / ("notes.txt" if name == "own-notes" else RAW[CARD].name)).write_bytes(raw)
    run = CliRunner().invoke(commands, ["collect", "--from", str(recordings), "--json"])
    assert run.exit_code == 1
    refused = {report["source"]: report["refused"] for report in json.loads(run.output)}
    assert refused[CARD] == ""
    assert refused["own-notes"].startswith("no source is called 'own-notes'")
    assert (facts / "collected" / CARD).is_dir()


@pytest.mark.parametrize(
    ("entry", "said"),
    [("own-notes = evenhand_notes:NOTHING", "is no Importer"), ("benchpress = evenhand_notes:IMPORTER", "that exists")],
)
def test_a_wrong_entry_point_is_named(package: Path, entry: str, said: str) -> None:
    """A package that brings something else, or a source that exists, is a clear error."""
    (package / "entry_points.txt").write_text(f"[evenhand.sources]\n{entry}\n", encoding="utf-8")
    with pytest.raises(BadSetting, match=said):
        all_importers()


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder in place and a new one beside it."""
    place, new = tmp_path / "collected", tmp_path / ".collected-incoming"
    for folder, text in ((place, "old"), (new, "new")):
        folder.mkdir()
        (folder / "a.csv").write_text(text, encoding="utf-8")
    return new, place


@pytest.fixture(params=["exchange", "two moves"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the system's exchange of two folders, and without it."""
    if request.param == "two moves":
        monkeypatch.setattr(whole_folder, "_exchanged", lambda *_: False)
    return str(request.param)


def test_a_folder_is_replaced_whole(tmp_path: Path, way: str) -> None:
    """The new folder stands where the old one stood, and nothing lies beside it."""
    assert way
    whole_folder.put_in_place(*folders(tmp_path))
    assert snapshot(tmp_path) == {"collected/a.csv": b"new"}


def test_the_first_folder_needs_no_old_one(tmp_path: Path, way: str) -> None:
    """Where nothing stood, the new folder is moved there."""
    assert way
    new, place = folders(tmp_path)
    shutil.rmtree(place)
    whole_folder.put_in_place(new, place)
    assert snapshot(tmp_path) == {"collected/a.csv": b"new"}


@pytest.mark.parametrize("move", [1, 2])
def test_a_kill_between_the_moves_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: int) -> None:
    """Killed after the first move the old folder comes back, after the second the new one stays; then it works."""
    monkeypatch.setattr(whole_folder, "_exchanged", lambda *_: False)
    new, place = folders(tmp_path)
    moved, rename, done = 0, Path.rename, KeyboardInterrupt

    def dying(self: Path, target: Path) -> Path:
        nonlocal moved
        result = rename(self, target)
        moved += 1
        if moved == move:
            raise done
        return result

    monkeypatch.setattr(Path, "rename", dying)
    with pytest.raises(KeyboardInterrupt):
        whole_folder.put_in_place(new, place)
    monkeypatch.setattr(Path, "rename", rename)
    whole_folder.mended(place)
    assert (place / "a.csv").read_text("utf-8") == ("old" if move == 1 else "new")
    new.mkdir(exist_ok=True)
    (new / "a.csv").write_text("newest", encoding="utf-8")
    whole_folder.put_in_place(new, place)
    assert snapshot(tmp_path) == {"collected/a.csv": b"newest"}


def test_the_catalog_mends_what_a_kill_left(again: Path) -> None:
    """Whoever reads the facts next finds the old folder, without a collection."""
    before = snapshot(again / "collected")
    (again / "collected").rename(again / ".collected-before")
    load_catalog((again,))
    assert snapshot(again / "collected") == before


def test_a_folder_that_cannot_be_moved_stays(again: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system cannot move folders, the old one still stands and the message says what to do."""
    before = snapshot(again / "collected")
    monkeypatch.setattr(whole_folder, "_exchanged", lambda *_: False)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith("incoming"):
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(RefusedRefresh, match=r"cannot be replaced as a whole .*; copy the folder of facts"):
        collected(again, CARD, raw=changed_card(tmp_path))
    assert snapshot(again / "collected") == before


def test_the_shipped_folder_has_no_source_without_a_description() -> None:
    """Everything collected has a description, and an importer that wrote it."""
    described = {path.stem for path in (shipped_data() / "sources").glob("*.toml")}
    assert {path.name for path in (shipped_data() / "collected").iterdir()} <= described


def test_a_row_is_what_an_importer_gives() -> None:
    """The fields that trace a row are required of every importer."""
    with pytest.raises(TypeError, match="origin"):
        Row(model="a", benchmark="b", raw="1")  # type: ignore[call-arg]


def test_a_fetch_of_the_same_files_on_a_later_day_changes_nothing(again: Path) -> None:
    """What stands unchanged at its address keeps day and commit on record; one changed byte gives the new day."""
    before = snapshot(again)

    def on_a_later_day(body: bytes) -> Report:
        read = Fetched(
            files={CARD + ".md": body}, retrieved="2026-11-22", links={CARD + ".md": "https://card.example/"}
        )
        return collect({CARD: IMPORTERS[CARD]}, lambda *_: read, (again,), again)[0]

    card = RAW[CARD].read_bytes()
    assert on_a_later_day(card).changed == ()
    assert snapshot(again) == before
    assert f"collected/{CARD}/files.csv" in on_a_later_day(card + b"\n").changed
    assert b"2026-11-22" in snapshot(again)[f"collected/{CARD}/files.csv"]
