"""`evenhand serve` with its form on, as people run it: letters go out, processes count together, the log is clean."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.mail_server import Behaviour, RunningServer, mail_server

from evenhand.brief.subscribers.consent import wording_in_use

TOY = Path(__file__).parents[1] / "toy_data"
ADA, NOBODY = "ada.lovelace+brief@post.example.org", "nobody@post.example.org"
SECRET, SHOWN = "signs-links-of-this-run-0123456789", "shown-by-who-watches-0123456789"
LINK = re.compile(r"/brief/(?:confirm|preferences|unsubscribe)/[^\s>?\"]+")
PATIENCE = 90


class Site:
    """A site that runs: its address, its mail server, what it wrote once it has ended."""

    def __init__(self, process: "subprocess.Popen[str]", base: str, mail: RunningServer) -> None:
        self.process, self.base, self.mail = process, base, mail
        self.out = self.log = ""

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        """A page, or the answer to a form."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        with httpx.Client(base_url=self.base, timeout=PATIENCE, headers=said) as client:
            return client.get(path) if form is None else client.post(path, data=form)

    def letter(self, kind: str) -> str:
        """The text of the letter whose subject says this, when it has come."""
        found = until(lambda: [one.parsed for one in self.mail.taken() if kind in str(one.parsed["subject"])])
        return str(found[0].get_body(("plain",)).get_content())

    def end(self) -> int:
        """Ask it to end; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.out, self.log = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


def until(what: Callable[[], Any]) -> Any:
    """What this gives once it gives something."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Two processes that answer and one that sends, over invented facts, beside a mail server that knows no NOBODY."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    behaviour = Behaviour(at_recipient={NOBODY: f"550 5.1.1 <{NOBODY}> is unknown here"})
    with mail_server(tmp_path / "mail", behaviour) as mail:
        settings = {
            "TMPDIR": str(tmp_path),
            "EVENHAND_DATA": str(TOY),
            "EVENHAND_STORE": str(tmp_path / "brief.sqlite"),
            "EVENHAND_BASE_URL": f"http://127.0.0.1:{port}",
            "EVENHAND_MAIL_FROM": "Evenhand <brief@evenhand.example>",
            "EVENHAND_MAIL_SERVER": mail.address,
            "EVENHAND_SECRET": SECRET,
            "EVENHAND_METRICS_TOKEN": SHOWN,
        }
        command = [sys.executable, "-m", "evenhand", "serve", "--port", str(port), "--workers", "2"]
        command += ["--log", "json", "--metrics"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, env={**os.environ, **settings}, **pipes) as process:
            running = Site(process, f"http://127.0.0.1:{port}", mail)
            try:
                until(lambda: ready(running))
                yield running
            finally:
                process.kill()


def ready(site: Site) -> bool:
    """Whether the site says that it can do its work."""
    try:
        return site.ask("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def subscribe(site: Site, address: str) -> None:
    """Send the form."""
    mark, _ = wording_in_use()
    form = {"address": address, "topics": "prices", "consent": mark, "website": ""}
    assert site.ask("/brief/subscribe", form).status_code == 200


def counted(site: Site, name: str, **labels: str) -> float:
    """The value of a sample of /metrics; 0 where there is none."""
    text = site.ask("/metrics", authorization=f"Bearer {SHOWN}").text
    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    return sum(one.value for one in samples if one.name == name and labels.items() <= one.labels.items())


def visits(site: Site) -> float:
    """How often /about was answered."""
    return counted(site, "evenhand_http_requests_total", route="/about")


def kill_a_worker(folder: Path) -> None:
    """Kill one of the processes that answer; each counts in files that have its number."""
    processes = {int(file.stem.rpartition("_")[2]) for file in folder.glob("evenhand-metrics-*/counter_*.db")}
    os.kill(min(processes), signal.SIGKILL)


def path_in(text: str, purpose: str) -> str:
    """The first address of a reader's own in a text, of this purpose."""
    return next(path for path in LINK.findall(text) if f"/{purpose}/" in path)


def test_a_reader_comes_and_goes(site: Site, tmp_path: Path) -> None:
    """From the form to the goodbye all letters come, beside a mailbox that is unknown.

    Nothing that the site wrote meanwhile holds an address, a token or a secret; what a killed process counted stays.
    """
    subscribe(site, NOBODY)
    subscribe(site, ADA)
    confirm = path_in(site.letter("onfirm"), "confirm")
    assert site.ask(confirm).status_code == 200
    confirmed = site.ask(confirm, {})
    assert confirmed.status_code == 200
    assert counted(site, "evenhand_subscribers", state="active") == 1
    unsubscribe = path_in(confirmed.text, "unsubscribe")
    assert site.ask(f"{unsubscribe}x").status_code == 404
    assert site.ask(unsubscribe, {"List-Unsubscribe": "One-Click"}).status_code == 200
    site.letter("unsubscribed")
    for _ in range(12):
        assert site.ask("/about").status_code == 200
    until(lambda: visits(site) == 12)  # an answer is counted after its last byte
    kill_a_worker(tmp_path)
    assert {visits(site) for _ in range(4)} == {12}
    assert counted(site, "evenhand_letters", kind="confirm", state="failed") == 1
    assert site.ask("/metrics").status_code == 404
    assert site.end() == 0

    events = [json.loads(line) for line in site.log.splitlines()]
    letters = [(one["kind"], one["ending"]) for one in events if one["event"] == "letter"]
    assert sorted(letters) == [("confirm", "failed"), ("confirm", "sent"), ("goodbye", "sent")]
    asked = {(one["method"], one["route"], one["status"]) for one in events if one["event"] == "request"}
    assert {
        ("POST", "/brief/subscribe", 200),
        ("POST", "/brief/confirm/{token}", 200),
        ("GET", "/brief/unsubscribe/{token}", 404),
        ("POST", "/brief/unsubscribe/{token}", 200),
    } <= asked
    written = site.out + site.log
    assert "Evenhand is at" in written
    for private in (ADA, NOBODY, "lovelace", "@post", SECRET, SHOWN, confirm[-30:], unsubscribe[-30:]):
        assert private not in written
