"""Keys are found where they may be, go where they belong, and are written nowhere."""

import logging
import pickle
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import keyring
import msgspec
import pytest
from click.testing import CliRunner
from keyring.errors import KeyringLocked
from measured_here import few_facts, without_calibration

from evenhand.cli.measure_speed import command
from evenhand.errors import BadSetting
from evenhand.measure.endpoints import Wanted, endpoint
from evenhand.measure.keys import NO_KEY, Key, find_key, lookup
from evenhand.measure.known_endpoints import known_endpoints
from scripted_endpoint import BREAK, EVENTS, Action, scripted, spoken, status

SECRET = "sk-Prb7/Xy+2qLm9vTz4WcK1dEh8RnG5sJa"  # noqa: S105 - invented
CODED = b64encode(SECRET.encode()).decode().rstrip("=")
ECHO = SECRET.encode()
ESCAPED = "".join(f"\\u{ord(sign):04x}" for sign in SECRET).encode()
STREAM_ERROR = b'data: {"error":{"message":"bad key ' + ECHO + b'"}}\n\n'
FAILURES: dict[str, Sequence[Action]] = {
    "none": spoken("chat"),
    "echoed in a message": status(401, b'{"error":{"message":"Incorrect API key provided: ' + ECHO + b'."}}'),
    "echoed in part": status(401, b'{"error":{"message":"bad key ' + ECHO[:14] + b"***" + ECHO[-9:] + b'"}}'),
    "echoed in capitals": status(403, b"<html>" + ECHO.upper() + b"</html>"),
    "echoed for an address": status(400, quote(SECRET, safe="").encode()),
    "echoed as Base64": status(400, CODED.encode()),
    "echoed escaped": status(
        400, b'{"error":{"message":"' + "".join(f"\\u{ord(sign):04x}" for sign in SECRET).encode() + b'"}}'
    ),
    "echoed as a code": status(500, b'{"error":{"code":"' + ECHO + b'"}}'),
    "echoed in the stream": [EVENTS, STREAM_ERROR],
    "echoed in a redirect": status(302, b"", f"Location: http://127.0.0.1:1/{SECRET}"),
    "echoed as the reason": [f"HTTP/1.1 401 {SECRET}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()],
    "echoed instead of HTTP": [ECHO + b"\r\n\r\n"],
    "echoed in a broken head": [b"HTTP/1.1 200 OK\r\n" + ECHO + b"\r\nX: \x00\r\n\r\n"],
    "echoed as what is no event": [EVENTS, b"data: " + ECHO + b"\n\n"],
    "echoed as a wait": status(429, ECHO, f"Retry-After: {SECRET}"),
    "cut": [*spoken("chat")[:4], BREAK],
    "no answer": [BREAK],
}
PARTS = {SECRET.lower()[at : at + 8] for at in range(len(SECRET) - 7)} | {
    CODED[at : at + 11].lower() for at in range(20)
}


@pytest.mark.parametrize("form", ["--json", "--resume"])
def test_a_key_is_written_nowhere(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """However requests fail, neither answer, nor standard error, log or file holds eight letters of the key in a row.

    Between any two failures one is answered, so that no row of refusals ends the run.
    """
    few_facts(monkeypatch)
    without_calibration(monkeypatch)
    monkeypatch.setattr("evenhand.measure.speed_session.keep", _written)
    monkeypatch.setenv("EVENHAND_OWN", str(tmp_path))
    monkeypatch.setenv("TEST_KEY", SECRET)
    caplog.set_level(logging.DEBUG)
    script = [one for failure in FAILURES.values() for one in (failure, spoken("chat"))]
    options = ["--prompt-tokens", "40", "--concurrency", "1", "--warm-up", "0", "--retries", "0", form]
    with scripted(lambda came: script[min(came.number, len(script) - 1)]) as served:
        given = [f"m@{served.base}", "--key-from", "TEST_KEY", "--requests", f"{len(script)}", *options]
        ran = CliRunner().invoke(command, given)
    assert (type(ran.exception), ran.exit_code) == (SystemExit, 1)
    assert len(served.came) == len(script)
    assert served.came[0].headers["authorization"] == f"Bearer {SECRET}"
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    said = b"\0".join((ran.stdout.encode(), ran.stderr.encode(), caplog.text.encode(), *files)).lower().decode()
    assert [part for part in PARTS if part in said] == []
    assert "[key]" in ran.stdout
    assert "[key]" in files[0].decode()


def _written(receipt: object, own: Path) -> None:
    """Keep a receipt as a file, for the search."""
    (own / "measured" / "receipt.json").write_bytes(msgspec.json.encode(receipt))


def test_a_key_does_not_show_itself() -> None:
    """No way to write a key gives it, only asking for it does."""
    key = Key(SECRET + "\n", "TEST_KEY")
    one = endpoint(Wanted(text="m@https://llm.example.org/v1", kind="chat"))
    for text in (
        repr(key),
        str(key),
        f"{key}",
        f"{key!r:>9}",
        repr([key]),
        repr(msgspec.structs.replace(one, key=key)),
    ):
        assert SECRET not in text
    for write in (pickle.dumps, msgspec.json.encode, msgspec.msgpack.encode):
        with pytest.raises(TypeError):
            write(key)
    assert key.reveal() == SECRET
    assert (bool(key), bool(NO_KEY), NO_KEY.hide("plain\x1b[31m text")) == (True, False, "plain [31m text")


@pytest.mark.parametrize(
    "named",
    [
        "sk-SECRETSECRET1234567890abcd",
        "SECRET1234567890ABCDEF",
        "AKIA_SECRETSECRET1234567890",
        "secretsecret",
        "SECRET SECRET",
        "1SECRET",
    ],
)
def test_a_key_for_the_name_of_a_variable_is_not_shown(named: str) -> None:
    """What is no name of a variable may be the key itself: it is refused without being written."""
    ran = CliRunner().invoke(command, ["m@openai", "--key-from", named])
    assert ran.exit_code != 0
    with pytest.raises(BadSetting, match="name of a variable") as caught:
        endpoint(Wanted(text="m@openai", key_from=named))
    assert "SECRET" not in f"{caught.value}{ran.output}{ran.exception}".upper()


def test_names_of_variables() -> None:
    """Usual names are taken, long ones too."""
    for named in ("OPENAI_API_KEY", "_K2", "HF_TOKEN_FOR_EVALS", "AZURE_OPENAI_API_KEY_EASTUS2_2026"):
        assert lookup("openai", None, named).variables == (named,)


def test_where_keys_are_found() -> None:
    """Our own variable comes first, then the host's usual one; another address never gets a maker's key."""
    known = known_endpoints()["openai"]
    both = {"OPENAI_API_KEY": "theirs", "EVENHAND_KEY_OPENAI": "ours"}
    assert find_key(lookup("openai", known), both).reveal() == "ours"
    assert find_key(lookup("openai", known), {"OPENAI_API_KEY": "theirs"}).origin == "OPENAI_API_KEY"
    assert lookup("llm.example.org", None).variables == ("EVENHAND_KEY_LLM_EXAMPLE_ORG",)
    assert find_key(lookup("openai", known, "MINE"), both) is NO_KEY


def test_a_keyring_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that no variable holds is looked up in the keyring under our name; a locked one is as none."""
    monkeypatch.setattr(keyring, "get_password", lambda service, entry: f"{service}-{entry}-kept")
    assert find_key(lookup("openai", None), {}).reveal() == "evenhand-openai-kept"

    def locked(_service: str, _entry: str) -> str:
        raise KeyringLocked

    monkeypatch.setattr(keyring, "get_password", locked)
    assert find_key(lookup("openai", None), {}) is NO_KEY


REFUSED = {
    "m@ftp://example.org": "no MODEL@ENDPOINT",
    "m@http://example.org/v1": "unencrypted",
    f"m@https://user:{SECRET}@example.org/v1": "is no address",
    f"m@https://{SECRET[:7]}@example.org/v1": "leave name, password and query out",
    f"m@https://example.org/v1?key={SECRET}": "leave name, password and query out",
    "m@https://example.org:99999/v1": "is no address",
    "m@opena": "openai",
    "m": "no MODEL@ENDPOINT",
    "m@anthropic": "ANTHROPIC_API_KEY",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused_endpoints(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot or must not be asked is refused with what would be right, without a secret that was typed in it."""
    monkeypatch.setenv("EVENHAND_KEY_EXAMPLE_ORG", SECRET)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    monkeypatch.setattr("evenhand.measure.keys._from_keyring", lambda _entry: "")
    with pytest.raises(BadSetting) as caught:
        endpoint(Wanted(text=text))
    assert REFUSED[text] in str(caught.value)
    assert SECRET[:7] not in str(caught.value)


def test_plain_http_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over plain http a key goes to this machine, or where that is allowed."""
    monkeypatch.setenv("MINE", SECRET)
    for text in ("m@http://127.0.0.1:8080", "m@http://localhost:8080", "m@http://[::1]:8080"):
        assert endpoint(Wanted(text=text, key_from="MINE")).key
    assert endpoint(Wanted(text="m@http://example.org/v1", key_from="MINE", insecure=True)).key


@pytest.mark.parametrize("secret", ["two words", "a\nb", "schlüssel", "a\x00b"])
def test_what_is_no_key(secret: str) -> None:
    """What no header can carry is refused, without being shown."""
    with pytest.raises(BadSetting, match="MINE") as caught:
        find_key(lookup("x", None, "MINE"), {"MINE": secret})
    assert secret not in str(caught.value)


GUESSES = {
    "m@http://127.0.0.1:8080": ("http://127.0.0.1:8080/v1/chat/completions", 2),
    "m@http://127.0.0.1:8080/v1/responses": ("http://127.0.0.1:8080/v1/responses", 1),
    "m@http://127.0.0.1:8080/api/messages/": ("http://127.0.0.1:8080/api/messages", 1),
    "m@http://127.0.0.1:8080/v2/chat/completions": ("http://127.0.0.1:8080/v2/chat/completions", 1),
}


@pytest.mark.parametrize("text", GUESSES)
def test_guesses_are_said(text: str) -> None:
    """Protocol and path are guessed from the address, and each guess is said."""
    url, notes = GUESSES[text]
    found = endpoint(Wanted(text=text))
    assert (found.url, len(found.notes)) == (url, notes)
    assert endpoint(Wanted(text=text, kind="anthropic")).target.kind == "anthropic"


def test_known_hosts() -> None:
    """A known host is found by its name and by its address, with its provider, protocol and fields."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EVENHAND_KEY_OPENAI", SECRET)
        named = endpoint(Wanted(text="gpt-5.5@openai"))
        typed = endpoint(Wanted(text="gpt-5.5@https://api.openai.com/v1"))
    assert SECRET == named.key.reveal() == typed.key.reveal()
    assert named.target == typed.target
    assert (named.target.provider, named.target.limit_field) == ("openai", "max_completion_tokens")
