"""The commands that send: what they print, their JSON, and what is missing."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.brief.letters.invented_letters import FULL
from tests.brief.sending.sending_ground import subscribe
from tests.mail_server import Behaviour, RunningServer, mail_server

from evenhand.brief.sending.issuing import issue
from evenhand.brief.sending.pauses import milliseconds
from evenhand.brief.store.opening import Store, open_store
from evenhand.cli import commands, main
from evenhand.errors import BadCatalog, BadSetting


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command sets for its own process ends with the test."""
    monkeypatch.setattr(logging.getLogger(), "handlers", list(logging.getLogger().handlers))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the settings name, with a brief for three readers."""
    file = str(tmp_path / "brief.sqlite")
    for name, value in (("STORE", file), ("MAIL_FROM", "brief@example.org"), ("BASE_URL", "https://example.org")):
        monkeypatch.setenv(f"EVENHAND_{name}", value)
    monkeypatch.setenv("EVENHAND_OWN", "off")
    opened = open_store(file)
    subscribe(opened, "a", "gone", "b")
    with opened.begin() as connection:
        issue(connection, FULL, "v1", milliseconds())
    yield opened
    opened.close()


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A mail server that knows nobody called gone."""
    behaviour = Behaviour(at_recipient={"gone@example.net": "550 5.1.1 no gone@example.net here"})
    with mail_server(tmp_path / "mail", behaviour) as running:
        monkeypatch.setenv("EVENHAND_MAIL_SERVER", running.address)
        yield running


def _said(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["brief", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("store")
def test_sending_and_its_status(post: RunningServer) -> None:
    """What waits is sent; both commands tell it, in words and as JSON, without an address."""
    sent = _said("send", "--only", "queue")
    assert "2 sent; 1 failed." in sent.output
    assert [one.to for one in post.taken()] == ["a@example.net", "b@example.net"]
    status = _said("status")
    assert "1 the address was refused (550 5.1.1)" in status.output
    assert "Readers: 2 active, 1 suspended." in status.output
    found = json.loads(_said("status", "--json").output)
    assert found["briefs"][0]["sent"] == 2
    again = json.loads(_said("send", "--only", "queue", "--json").output)
    assert (again["sent"], again["trouble"], again["requests"]) == (0, "", None)
    assert "example.net" not in sent.output + status.output + json.dumps(found)


@pytest.mark.usefixtures("store")
def test_a_dry_run_leaves_letters_as_files(tmp_path: Path) -> None:
    """Without any mail server the letters lie in the folder."""
    said = _said("send", "--dry-run", str(tmp_path / "letters"), "--only", "queue")
    assert "3 letters in" in said.output
    assert len(list((tmp_path / "letters").glob("brief-*.eml"))) == 3


@pytest.mark.usefixtures("store")
def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run into a path that is no folder fails with one line, before any letter."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "argv", ["evenhand", "brief", "send", "--dry-run", str(tmp_path / "file" / "x")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "file/x cannot be written: Not a directory; name a folder" in line


def test_a_broken_catalog_fails_after_sending(
    post: RunningServer, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits arrives though the facts have a fault; the command then ends with their problem and code 1."""
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "models.toml").write_text("this is = no [fact")
    monkeypatch.setenv("EVENHAND_DATA", str(facts))
    with pytest.raises(BadCatalog):
        _said("send")
    assert [one.to for one in post.taken()] == ["a@example.net", "b@example.net"]
    monkeypatch.setattr(sys, "argv", ["evenhand", "brief", "send"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert store.file


def test_trouble_is_an_exit_code(store: Store, post: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server cannot be reached the command says so and ends with 1."""
    from evenhand.brief.sending import sender  # noqa: PLC0415 - only here

    monkeypatch.setenv("EVENHAND_MAIL_SERVER", "smtp+plain://127.0.0.1:1")
    monkeypatch.setattr(sender.Sender.__init__, "__kwdefaults__", sender.Sender.__init__.__kwdefaults__ | {
        "server": sender.Pauses(first=0.001, longest=0.001, most=2)
    })  # fmt: skip
    said = _said("send", "--only", "queue")
    assert said.exit_code == 1
    assert "Letters still wait: the mail server cannot be reached." in said.output
    assert post.taken() == []
    assert store.file


@pytest.mark.usefixtures("store")
def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings that sending needs, and options that do not go together."""
    monkeypatch.delenv("EVENHAND_MAIL_SERVER", raising=False)
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_SERVER is not set"):
        _said("send", "--only", "queue")
    with pytest.raises(BadSetting, match="--watch goes on by itself"):
        _said("send", "--watch", "--dry-run", str(tmp_path))
    with pytest.raises(BadSetting, match="EVENHAND_BOUNCES"):
        _said("bounces")


@pytest.mark.usefixtures("store")
def test_bounces_are_counted(post: RunningServer, tmp_path: Path) -> None:
    """A line of a mail service that names our Message-ID suspends its reader; read again it is known."""
    _said("send", "--only", "queue")
    file = tmp_path / "events.jsonl"
    file.write_text(json.dumps({"status": "5.1.1", "message_id": post.taken()[0].id}) + "\n")
    assert "1 report: 1 letter marked, 0 known already, 0 not of ours." in _said("bounces", str(file)).output
    assert json.loads(_said("bounces", str(file), "--json").output)["known"] == 1
