"""`evenhand brief preview`: a week, two catalogs, one reader, a letter; in every form, and its mistakes."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from evenhand.records.brief import Brief
from evenhand.settings import OFF, OWN_VARIABLE

Evenhand = Callable[..., Any]


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command leaves own runs out for its process: here until the test is over."""
    monkeypatch.setenv(OWN_VARIABLE, OFF)


@pytest.fixture
def older(toy_facts: Path, tmp_path: Path) -> Path:
    """The toy facts as they were: another price of one model, and another model that is missing."""
    folder = Path(shutil.copytree(toy_facts, tmp_path / "older"))
    path = folder / "prices/tarn.csv"
    path.write_text(path.read_text("utf-8").replace("first seen,2,0.5,,10", "first seen,4,0.5,,10"), "utf-8")
    return folder


def brief(evenhand: Evenhand, *words: str) -> Brief:
    """What the command says as JSON, as its record."""
    said = evenhand("brief", "preview", *words, "--json")
    assert (said.code, said.err) == (0, "")
    return msgspec.json.decode(said.out, type=Brief)


@pytest.mark.usefixtures("toy_facts")
def test_newest_week_with_news_is_shown(evenhand: Evenhand) -> None:
    """Without a word the newest week of the archive: headline, sections, and where each line's evidence stands."""
    found, said = brief(evenhand), evenhand("brief", "preview").out
    flat = " ".join(said.split())
    assert said.startswith(f"Brief {found.id}: {found.first} to {found.last}\n")
    assert found.headline.text in flat
    for section in found.sections:
        for line in section.lines:
            assert line.words.text in flat
    assert evenhand("brief", "preview", "--markdown").out.startswith(f"# Brief {found.id}: ")
    assert brief(evenhand, "--id", found.id) == found


def test_two_catalogs_are_compared(older: Path, evenhand: Evenhand) -> None:
    """A folder of before against the facts as they are."""
    found = brief(evenhand, "--since", str(older))
    assert [section.topic for section in found.sections] == ["corrections"]
    assert "input from $4.00 to $2.00 (−50%)" in found.sections[0].lines[0].words.text


def test_one_readers_brief(older: Path, evenhand: Evenhand) -> None:
    """`--watch` puts all of a model first, by any of its names; `--topic` leaves other topics out."""
    watched = brief(evenhand, "--since", str(older), "--watch", "tarn two", "--topic", "places")
    assert [section.topic for section in watched.sections] == ["watched"]
    assert brief(evenhand, "--since", str(older), "--topic", "places").empty


def test_letter_is_shown_without_a_readers_own_links(older: Path, evenhand: Evenhand) -> None:
    """The text and the HTML of the letter, with a word in the place of tokens."""
    text = evenhand("brief", "preview", "--since", str(older), "--letter", "text")
    assert (text.code, text.err) == (0, "")
    assert "$4.00 to" in " ".join(text.out.split())
    assert "/brief/unsubscribe/your-own" in text.out
    page = evenhand("brief", "preview", "--since", str(older), "--letter", "html").out
    assert "<html" in page
    assert "your-own" in page


def test_letter_without_its_extra_says_what_to_install(
    older: Path, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where letters cannot be written the brief itself still can, and the fix is named."""
    for name in [one for one in sys.modules if one.startswith("evenhand.brief.letters")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "css_inline", None)
    said = evenhand("brief", "preview", "--since", str(older), "--letter", "text")
    assert said.code == 1
    assert 'pip install "evenhand[brief]"' in said.err
    assert evenhand("brief", "preview", "--since", str(older)).code == 0


@pytest.mark.usefixtures("toy_facts")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--id", "2019-W01"), "no brief is called '2019-W01'; did you mean"),
        (("--since", "2999-01-01"), "2999-01-01 lies ahead; give a day up to today"),
        (("--since", "2999", "--dated"), "2999 lies ahead; give a day up to today"),
        (("--id", "yesterday"), "no brief is called 'yesterday'"),
        (("--id", "2025-W22", "--since", "2025-01-01"), "--id names a week; leave --since, --until and --dated away"),
        (("--since", "2025-13-01", "--dated"), "is no date"),
        (("--since", "2025-06-03", "--until", "2025-05-20", "--dated"), "2025-06-03 is not before 2025-05-20; name"),
        (("--since", "2025-06-07", "--dated"), "2025-06-07 is after the newest facts, of 2025-06-03; give an earlier"),
        (("--since", "2025-06-03", "--until", "2025-05-20"), "2025-06-03 is not before 2025-05-20; name the"),
        (("--watch", "nobody"), "no model is called 'nobody'"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], told: str, evenhand: Evenhand) -> None:
    """A mistake is one line that says what would be right."""
    said = evenhand("brief", "preview", *words)
    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert said.err.count("\n") == 1
