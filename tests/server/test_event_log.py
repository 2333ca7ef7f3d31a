"""The log: lines that programs read, faults with the id of their request, and nothing that belongs to a reader."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.subscribers.tokens import Tokens, new_secret
from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.server import create_app
from evenhand.server.beside_pages import beside
from evenhand.server.event_log import tell, write_events
from evenhand.server.observing import observing
from evenhand.server.redaction import HIDDEN, redacted, redacted_text, secrets_of
from evenhand.server.run import LogForm, Run

ADDRESS = "ada.lovelace+brief@post.example.org"
Written = Callable[[], str]
KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----"


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What stands on standard error since it was last asked for; logging is as before afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("evenhand")
    before = root.handlers[:], root.level, ours.level, sys.excepthook, threading.excepthook
    server = logging.getLogger("uvicorn.error")  # a server that ran in this process before has set its level
    kept = server.level
    server.setLevel(logging.NOTSET)
    yield lambda: capsys.readouterr().err
    root.handlers[:], _, _, sys.excepthook, threading.excepthook = before
    root.setLevel(before[1])
    ours.setLevel(before[2])
    server.setLevel(kept)


def asked(toy: Catalog, form: LogForm, *paths: str, **headers: str) -> list[str]:
    """A site that logs is asked for these; the ids of its answers."""
    run = Run(log=form)
    write_events(form)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    with TestClient[Litestar](create_app(toy, beside=beside(toy, run, MailSettings()))) as site:
        return [site.get(path, headers=said).headers.get("x-request-id", "") for path in paths]


def test_requests_as_json(toy: Catalog, written: Written) -> None:
    """Each request is a line of JSON by its route, with the id that its answer names and no more of what was asked."""
    first, second, third = asked(toy, "json", "/models/quill-7?q=private", "/models/quill-7?q=private", "/private")
    text = written()
    found = [json.loads(line) for line in text.splitlines()]
    assert [one["request"] for one in found] == [first, second, third]
    assert [one["route"] for one in found] == ["/models/{name}", "/models/{name}", "(none)"]
    assert [one["status"] for one in found] == [400, 400, 404]
    assert {one["event"] for one in found} == {"request"}
    assert all(one["level"] == "info" and one["timestamp"].endswith("Z") for one in found)
    assert "private" not in text


def test_faults_name_their_request(toy: Catalog, written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that breaks is logged with its trace under the id that the reader was given, and without an address."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"no such row: {ADDRESS}")

    monkeypatch.setattr(Library, "lab_list", broken)
    (name,) = asked(toy, "json", "/api/v1/labs", x_request_id="0123456789abcdef-proxy")
    fault, request = (json.loads(line) for line in written().splitlines())
    assert name == fault["request"] == request["request"] == "0123456789abcdef-proxy"
    assert fault["level"] == "error"
    assert "in broken" in fault["exception"]
    assert f"no such row: {HIDDEN}" in fault["exception"]
    assert request["status"] == 500


def test_ids_from_outside_are_names_only(toy: Catalog, written: Written) -> None:
    """What a proxy sends as an id is taken where it can be one; else the request gets one of ours."""
    app = observing(create_app(toy), (tell,))
    write_events("json")
    with TestClient(app) as site:
        for sent in ("short", "a" * 65, "<script>alert(1)</script>", ADDRESS, "id with spaces"):
            name = site.get("/healthz", headers={"x-request-id": sent}).headers["x-request-id"]
            assert name != sent
            assert len(name) == 16
            assert sent not in written()


def test_plain_lines_are_for_people(toy: Catalog, written: Written) -> None:
    """The same event as text, on one line, without colours where no terminal is."""
    asked(toy, "plain", "/models/quill-7")
    (line,) = written().splitlines()
    assert "request" in line
    assert "route=/models/{name}" in line
    assert "status=200" in line
    assert "\x1b" not in line


def test_quiet_says_faults_alone(toy: Catalog, written: Written) -> None:
    """Nobody who did not ask for it gets a line a request; warnings come all the same."""
    asked(toy, "quiet", "/models/quill-7")
    assert written() == ""
    logging.getLogger("evenhand.brief").warning("the mail server refuses %s", ADDRESS)
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    first, second = written().splitlines()
    assert f"the mail server refuses {HIDDEN}" in first
    assert "Invalid HTTP request received." in second


def test_what_nobody_caught_is_logged_without_addresses(written: Written) -> None:
    """A thread or a process that ends by a fault says so in the log; Python's own print would repeat the address."""
    write_events("json")

    def fails() -> None:
        raise ValueError(ADDRESS)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    error = ValueError(ADDRESS)
    sys.excepthook(ValueError, error, error.__traceback__)
    text = written()
    found = [json.loads(line) for line in text.splitlines()]
    assert [one["event"] for one in found] == ["a thread ended by a fault", "ended by a fault"]
    assert all(f"ValueError: {HIDDEN}" in one["exception"] for one in found)
    assert ADDRESS not in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"to {ADDRESS}.", f"to {HIDDEN}."),
        (f"<{ADDRESS}>: 550", f"<{HIDDEN}>: 550"),
        ("Key (folded)=(o'brien@example.ie) already exists", f"Key (folded)=({HIDDEN}) already exists"),
        ("jörg@müller.example and 用户@例子.广告", f"{HIDDEN} and {HIDDEN}"),
        ("https://site.example/?to=ada%40post.example.org", f"https:{HIDDEN}"),
        ("postgresql://evenhand:s3cret@db.example/brief", f"postgresql://{HIDDEN}@db.example/brief"),
        ("postgresql://me:p@ss@db.example/brief", f"postgresql://{HIDDEN}@db.example/brief"),
        ("[parameters: ('a', 'b')]\n(more)", f"[parameters: {HIDDEN}]\n(more)"),
        (f"key:\n{KEY}\nend", f"key:\n{HIDDEN}\nend"),
        ("a fault at '/compare/gpt-5.5@high-vs-claude-4.5'", "a fault at '/compare/gpt-5.5@high-vs-claude-4.5'"),
        ("/brief/confirm/abc then /brief/2026-W20", f"/brief/confirm/{HIDDEN} then /brief/2026-W20"),
        ("/brief/confirm/{token}", "/brief/confirm/{token}"),
        ("in evenhand.server.redaction, line 3", "in evenhand.server.redaction, line 3"),
        ('the password is "correct horse"', f'the password is "{HIDDEN}"'),
    ],
)
def test_what_is_taken_out(text: str, left: str) -> None:
    """Addresses, credentials, tokens, keys and bound values go; the words around them, and names of models, stay."""
    assert redacted_text(text, ("correct horse",)) == left


def test_deep_values_and_names_are_taken_out() -> None:
    """What lies deep in an event, or under a name that says what it is, goes too; plain values stay as they are."""
    event = {"event": "x", "address": "hidden by its name", "Token": 7, "row": {"of": [ADDRESS, 3, None, ("b", 1.5)]}}
    assert redacted(event) == {
        "event": "x",
        "address": HIDDEN,
        "Token": HIDDEN,
        "row": {"of": [HIDDEN, 3, None, ["b", 1.5]]},
    }
    assert redacted({"error": ValueError(ADDRESS)}) == {"error": f"ValueError('{HIDDEN}')"}


@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 10**9), st.sampled_from(["confirm", "preferences"]))
def test_no_token_is_left(before: str, after: str, number: int, purpose: str) -> None:
    """A token of ours is taken out of any text, with its address or alone."""
    secret = new_secret()
    tokens = Tokens("a secret of the site")
    path, token = tokens.path(purpose, number, secret), tokens.make(purpose, number, secret)
    for said in (f"{before}{path}{after}", f"{before} {token} {after}"):
        assert secret not in redacted_text(said)
        assert token.rpartition(".")[2] not in redacted_text(said)


def test_secrets_of_the_settings(tmp_path: Path) -> None:
    """Every secret that a setting holds, or the file that it names, is known to the log."""
    file = tmp_path / "password"
    file.write_text("from the file\n")
    environment = {
        "EVENHAND_SECRET": "a long secret of the site",
        "EVENHAND_MAIL_PASSWORD_FILE": str(file),
        "EVENHAND_STORE": "postgresql://evenhand:half%20way@db/brief",
        "EVENHAND_METRICS_TOKEN": "",
    }
    found = secrets_of(environment)
    assert found == ("a long secret of the site", "from the file", "half%20way", "half way")
