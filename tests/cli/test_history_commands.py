"""`evenhand changes` and `--as-of`: what they print, in every form, and their mistakes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from evenhand.catalog.saved import saved
from evenhand.records.changes import ChangesReport
from evenhand.settings import DATA_VARIABLE, STATE_VARIABLE

Evenhand = Callable[..., Any]


@pytest.fixture
def older(toy_facts: Path, tmp_path: Path) -> Path:
    """The toy facts as they were: another price, a score less, a model that is not yet retired."""
    folder = Path(shutil.copytree(toy_facts, tmp_path / "older"))
    path = folder / "prices/tarn.csv"
    path.write_text(path.read_text("utf-8").replace("first seen,2,0.5,,10", "first seen,4,0.5,,10"), "utf-8")
    path = folder / "scores/vote-hall/tarn.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:1]) + "\n", "utf-8")
    return folder


def test_changes_between_two_folders(older: Path, evenhand: Evenhand) -> None:
    """A folder of before against the facts as they are: each change a sentence under its day, with its place."""
    said = evenhand("changes", "--since", str(older))
    assert (said.code, said.err) == (0, "")
    flat = " ".join(said.out.split())
    assert "2 changes between the catalog of 2025-06-03" in flat
    assert (
        "Tarn 2 at Tarn Labs, corrected: input from $4.00 to $2.00 (−50%) per million tokens, by Plain Board." in flat
    )
    assert "[prices/tarn.csv:3, https://board.example/tarn-2]" in flat
    assert "Tarn 2 has 1,311 on Vote Hall rating, new from Vote Hall." in flat
    assert flat.index("2025-06-03 ----------") < flat.index("2025-05-20 ----------")


def test_changes_in_every_form(older: Path, evenhand: Evenhand) -> None:
    """The JSON reads back into its record, and the Markdown and plain page hold its sentences."""
    report = msgspec.json.decode(evenhand("changes", "--since", str(older), "--json").out, type=ChangesReport)
    assert report.schema == "evenhand/changes/1"
    assert report.changes.counts == {"corrected price": 1, "new score": 1}
    markdown = evenhand("changes", "--since", str(older), "--markdown").out
    assert markdown.startswith("# Changes from 2025-06-03 to 2025-06-03\n")
    for sentence in (*report.words, *report.summary):
        assert sentence.text in markdown


def test_choosing_changes(older: Path, evenhand: Evenhand) -> None:
    """`--kind` and `--model` choose; nothing chosen is said plainly."""
    of_kind = json.loads(evenhand("changes", "--since", str(older), "--kind", "new score", "--json").out)
    assert of_kind["changes"]["counts"] == {"new score": 1}
    assert "No changes between" in evenhand("changes", "--since", str(older), "--model", "quill-7").out
    of_model = json.loads(evenhand("changes", "--since", str(older), "--model", "tarn two", "--json").out)
    assert of_model["changes"]["counts"] == {"corrected price": 1, "new score": 1}


def test_until(older: Path, toy_facts: Path, evenhand: Evenhand) -> None:
    """`--until` names the newer catalog, so that the changes can be read backwards."""
    back = evenhand("changes", "--since", str(toy_facts), "--until", str(older)).out
    assert "no longer has 1,311 on Vote Hall rating" in " ".join(back.split())


def test_older_layout_is_said(older: Path, evenhand: Evenhand) -> None:
    """What could not be read of the older facts is counted and listed."""
    path = older / "sources/vote-hall.toml"
    path.write_text(path.read_text("utf-8") + '\n[model_names]\nA = "tarn-2"\n', "utf-8")
    said = evenhand("changes", "--since", str(older)).out
    assert "1 part of the catalog of 2025-06-03" in " ".join(said.split())
    assert "sources/vote-hall.toml" in said


def test_snapshots(
    older: Path, toy_facts: Path, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A collection saves what stood before it; `--list` shows it and its version leads back to it."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    assert "No snapshot is saved yet" in evenhand("changes", "--list").out
    monkeypatch.setenv(DATA_VARIABLE, str(older))
    words = ("collect", "benchpress", str(older / "labs"), "--data", str(older))
    evenhand(*words, "--dry-run")
    assert saved() == ()
    evenhand(*words)
    (kept,) = saved()
    assert kept.version[:12] in evenhand("changes", "--list").out
    assert [one["version"] for one in json.loads(evenhand("changes", "--list", "--json").out)] == [kept.version]
    monkeypatch.setenv(DATA_VARIABLE, str(toy_facts))
    said = evenhand("changes", "--since", kept.version[:8])
    assert "Vote Hall rating, new from" in " ".join(said.out.split())


@pytest.mark.usefixtures("toy_facts")
def test_dated(evenhand: Evenhand) -> None:
    """`--dated` gives the log of today's facts, by the facts' own days, in the words of the page."""
    said = evenhand("changes", "--since", "2025-04-30", "--until", "2025-05-31", "--dated")
    flat = " ".join(said.out.split())
    assert "Tarn 2 was released." in flat
    assert "the facts of 2025-06-03 as of 2025-04-30" in flat
    assert "new source" not in flat


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 1, "name the older catalog"),
        (("--since", "nonsense"), 1, "is no date, folder of facts, saved snapshot or git revision"),
        (("--since", "2020-01-01", "--dated", "--until", "soon"), 1, "'soon' is no date"),
        (("--since", "2025-02-30", "--dated"), 1, "'2025-02-30' is no date"),
        (("--since", "3025-01-01", "--dated"), 1, "is a day to come"),
        (("--since", "2025-06-03", "--kind", "gossip"), 2, "gossip"),
        (("--since", "2025-06-01", "--dated", "--model", "tarn-9"), 1, "no model is called 'tarn-9'"),
    ],
)
@pytest.mark.usefixtures("toy_facts")
def test_mistakes(words: tuple[str, ...], code: int, says: str, evenhand: Evenhand) -> None:
    """A mistake gives one clear line and nothing on the output."""
    said = evenhand("changes", *words)
    assert (said.code, said.out) == (code, "")
    assert says in said.err


VIEWS = (
    ("compare", "quill-7", "tarn-2"),
    ("rank",),
    ("show", "tarn-2"),
    ("explain", "tarn-2", "odd-facts"),
)


@pytest.mark.parametrize("words", VIEWS, ids=lambda words: words[0])
@pytest.mark.usefixtures("toy_facts")
def test_a_view_says_so(words: tuple[str, ...], evenhand: Evenhand) -> None:
    """Each page as of a day says so below its title, with how many scores have no day; JSON has it beside it."""
    said = evenhand(*words, "--as-of", "2025-06-02")
    flat = " ".join(said.out.split())
    assert said.code == 0
    assert "A view as of 2025-06-02 of the catalog of 2025-06-03" in flat
    plain = evenhand(*words, "--as-of", "2025-06-02", "--json")
    assert json.loads(plain.out)
    assert "A view as of 2025-06-02" in plain.err
    assert "view as of" not in evenhand(*words).out


@pytest.mark.usefixtures("toy_facts")
def test_a_view_has_no_later_facts(evenhand: Evenhand) -> None:
    """A model of later is not there, a price of later is not told, the day of today changes nothing but the note."""
    told = evenhand("show", "tarn-2", "--as-of", "2025-04-30")
    assert (told.code, told.err) == (1, "evenhand: Tarn 2 was not on file on 2025-04-30 (released 2025-05)\n")
    assert evenhand("show", "quill-7", "--as-of", "2025-04-30").code == 0
    board = json.loads(evenhand("rank", "--as-of", "2025-04", "--json").out)
    assert board["snapshot"]["date"] == "2025-04-30"
    assert board["snapshot"]["catalog"].endswith("-2025-04-30")
    today = evenhand("rank", "--as-of", "2025-06-03", "--json")
    assert today.out == evenhand("rank", "--json").out
    assert "the whole catalog" in today.err


@pytest.mark.parametrize("day", ["yesterday", "2025-13", "2025-02-30", "3000-01-01", "20250601x", ""])
@pytest.mark.usefixtures("toy_facts")
def test_days_that_are_none(day: str, evenhand: Evenhand) -> None:
    """A text that is no day, or one to come, is one clear line."""
    said = evenhand("rank", "--as-of", day)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "no date" in said.err or "a day to come" in said.err
