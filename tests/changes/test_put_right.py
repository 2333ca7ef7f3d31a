"""What was put right: two editions of the facts as files, in log, page, feed, JSON and command."""

import shutil
import sys
from pathlib import Path

import pytest
from tests.few_facts import ROOT
from tests.website.toy_site import toy_client

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.saved import save_before_change, saved
from evenhand.catalog.snapshot import open_catalog
from evenhand.changes import put_right as module
from evenhand.changes.days import change_log, changes_in
from evenhand.changes.put_right import KINDS, put_right
from evenhand.cli import main
from evenhand.library import Library
from evenhand.records.changes import Change
from evenhand.settings import DATA_VARIABLE, STATE_VARIABLE
from evenhand.wording.change_log import line_words

CORRECTED = "Quill 7 on Odd Facts was 62.5 and is corrected to 64.5, from Tarn 2 card."


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the toy facts as the facts of this machine, kept once; then a score and a price are put right."""
    folder = Path(shutil.copytree(ROOT / "tests" / "toy_data", tmp_path / "facts"))
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    save_before_change((folder,))
    edit(folder / "scores/tarn-card/quillwork.csv", ",62.5,,400,D", ",64.5,,400,D")
    edit(folder / "prices/tarn.csv", "first seen,2,0.5,,10", "first seen,2,0.5,,12")
    return folder


def edit(path: Path, was: str, now: str) -> None:
    """Put one cell right by hand."""
    text = path.read_text("utf-8")
    assert text.count(was) == 1
    path.write_text(text.replace(was, now), "utf-8")


def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What `evenhand changes` prints."""
    monkeypatch.setattr(sys, "argv", ["evenhand", "changes", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    return capsys.readouterr().out


def corrections(catalog: Catalog) -> list[Change]:
    """What the log says was put right or taken away, but for what its own source marks as removed."""
    log = change_log(catalog)
    found = [one for month in log.months for one in changes_in(log, month) if one.kind in KINDS]
    return [one for one in found if not getattr(one, "end_unstated", False)]


def test_the_shipped_log_corrects_nothing_without_a_snapshot(catalog: Catalog) -> None:
    """One catalog alone cannot tell what it replaced, and the log says that it was compared with none."""
    assert (corrections(catalog), change_log(catalog).earlier) == ([], ())


@pytest.mark.usefixtures("facts")
def test_what_stood_before_is_told() -> None:
    """Each correction has the value before and after, its source, the day on which it was put right, and its line."""
    catalog = open_catalog()
    price, score = sorted(corrections(catalog), key=lambda one: one.kind)
    assert (score.kind, score.day, score.source, score.before, score.after) == (  # type: ignore[union-attr]
        *("corrected score", catalog.date, "tarn-card"),
        *(62.5, 64.5),
    )
    assert score.now.line == score.was.line == 3  # type: ignore[union-attr]
    (output,) = price.amounts  # type: ignore[union-attr]
    assert (price.kind, output.name, output.before, output.after) == ("corrected price", "output", 10, 12)
    assert [one.version for one in change_log(catalog).earlier] == [one.version for one in saved()]


@pytest.mark.usefixtures("facts")
def test_page_feed_json_and_command_say_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence about a correction is one, wherever it is read."""
    catalog = open_catalog()
    with toy_client(catalog) as client:
        page = client.get("/changes/2025-06/corrections")
        assert page.status_code == 200
        assert CORRECTED in page.text
        assert "against 1 earlier snapshot, the first of 2025-06-03" in page.text
        assert CORRECTED in client.get("/feeds/changes.json").text
        (item,) = client.get("/api/v1/changes", params={"kind": "corrected score"}).json()["items"]
        assert item["words"]["text"] == CORRECTED
    dated = Library(catalog).changes("2025-06", dated=True, kinds=["corrected score"])
    assert [one.text for one in dated.words] == [CORRECTED]
    said = command(monkeypatch, capsys, "--since", saved()[0].version, "--kind", "corrected score")
    assert CORRECTED in " ".join(said.split())


def test_what_is_gone_keeps_its_name(facts: Path) -> None:
    """A model that was taken away is told by its name, though the catalog no longer has it."""
    (facts / "models/tarn/tarn-2-mini.toml").unlink()
    for path in facts.rglob("*.csv"):
        rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(row for row in rows if "tarn-2-mini" not in row), "utf-8")
    catalog = open_catalog()
    (gone,) = (one for one in corrections(catalog) if one.kind == "removed model")
    assert line_words(gone, change_log(catalog).gone).text == "Tarn 2 mini is no longer in the catalog."
    with toy_client(catalog) as client:
        page = client.get(f"/changes/{gone.day}").text
    assert "Tarn 2 mini is no longer in the catalog." in page
    assert "/models/tarn-2-mini" not in page


def test_only_snapshots_of_the_same_facts_count(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot of another folder is no earlier edition of these facts, nor is ours one of another catalog."""
    other = Path(shutil.copytree(facts, tmp_path / "other"))
    edit(other / "prices/tarn.csv", "first seen,2,0.5,,12", "first seen,2,0.5,,13")
    assert put_right(open_catalog((other,))).earlier == (), "another catalog than the configured folders hold"
    monkeypatch.setenv(DATA_VARIABLE, str(other))
    assert put_right(open_catalog()).earlier == ()
    assert len(saved()) == 1


@pytest.mark.usefixtures("facts")
def test_steps_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process reads what the first kept; other code of comparing works it out again."""
    catalog = open_catalog()
    first = put_right(catalog)
    read: list[object] = []

    def reading(one: object) -> tuple[Catalog, tuple[str, ...]]:
        read.append(one)
        return catalog, ()

    monkeypatch.setattr(module, "read_saved", reading)
    assert put_right(catalog) == first
    assert read == []
    monkeypatch.setattr(module, "_code", lambda: "other")
    assert put_right(catalog).changes == ()
    assert len(read) == 1


@pytest.mark.usefixtures("facts")
def test_keep_saves_the_facts_as_they_are(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`--keep` saves one more snapshot, which is found by its version, and the catalog itself is no earlier one."""
    assert open_catalog().version in command(monkeypatch, capsys, "--keep").replace("\n", "")
    assert len(saved()) == 2
    assert len(put_right(open_catalog()).earlier) == 1


@pytest.mark.usefixtures("facts")
def test_a_damaged_snapshot_is_left_out() -> None:
    """A snapshot that cannot be read costs its own steps and no page."""
    saved()[0].path.write_bytes(b"no snapshot")
    assert put_right(open_catalog()).earlier == ()
    assert corrections(open_catalog()) == []


def test_faulty_files_stop_no_log(facts: Path) -> None:
    """A catalog that is open stays readable when its files have become faulty."""
    catalog = open_catalog()
    (facts / "labs/tarn.toml").unlink()
    assert put_right(catalog).earlier == ()
