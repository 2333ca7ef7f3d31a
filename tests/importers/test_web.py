"""Fetching from addresses, against a real server on this machine that answers well, badly and with malice."""

import gzip
import io
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli import commands
from evenhand.errors import RefusedRefresh
from evenhand.importers import download_cache, limits
from evenhand.importers.fetching import Fetched, fetch, from_place
from evenhand.importers.findings import Findings, Known
from evenhand.importers.names import Names
from evenhand.importers.rules import Rules
from evenhand.importers.source import Importer
from evenhand.importers.web import Marks, Web, download
from evenhand.importers.web_guard import is_public
from evenhand.records.facts import Source
from evenhand.settings import STATE_VARIABLE

IMPORTER = Importer(("scores.json", "runs/*/run.json"), dict, lambda *_: Findings())
SOURCE = Source(
    id="nowhere",
    name="Nowhere",
    publisher="Nobody",
    kind="aggregator",
    link="",
    licence="MIT",
    licence_class="open",
    retrieved="2025-01-31",
    commit="0" * 40,
)
KNOWN = Known(source=SOURCE, names=Names(), rules=Rules(), labs={}, benchmarks={})
HOSTS = {
    "data.example": ["127.0.0.1"],
    "two.example": ["127.0.0.1", "10.0.0.1"],
    "inside.example": ["10.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "none.example": [],
}

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each path by what the test put there, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Answer as the test says."""
        self.close_connection = True
        self.server.asked.append((self.path, {name.casefold() for name in self.headers}))
        with suppress(OSError):  # the client has had enough
            self.server.answers[self.path](self)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; underscores in names of headers stand for dashes."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on a free port of this machine."""

    daemon_threads = False
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, set[str]]] = []
        self.port = self.server_address[1]

    def address(self, path: str, host: str = "data.example") -> str:
        """The address of a path under a name."""
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    """A running server."""
    with Server() as started:
        thread = threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield started
        started.shutdown()
        thread.join()


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that were made, in seconds."""
    return []


@pytest.fixture
def web(server: Server, pauses: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    """Invented hosts of which only the server's own port on this machine may be reached; pauses take no time."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    return Web(
        resolve=lambda host, _: HOSTS.get(host, [host]),
        allowed=lambda address, port: (address, port) == ("127.0.0.1", server.port),
        connect_seconds=2,
        read_seconds=0.3,
        whole_seconds=1,
        pause=pauses.append,
    )


def fetched(server: Server, web: Web, *paths: str) -> Fetched:
    """What the runner is given for these paths."""
    return fetch([server.address(path) for path in paths], IMPORTER, KNOWN, web)


def refusal(web: Web, address: str, tmp_path: Path, limit: int = 1_000) -> str:
    """Why an address is refused; nothing must be left of it."""
    with pytest.raises(RefusedRefresh) as caught:
        download(address, tmp_path / "target", limit, Marks(), web)
    return str(caught.value)


def test_a_file_is_read_with_day_address_and_no_commit(server: Server, web: Web) -> None:
    """A plain file comes whole, and nothing is said of it that is not known."""
    server.answers["/a/scores.json"] = lambda asked: asked.reply(200, b"[1]")
    found = fetched(server, web, "/a/scores.json")
    assert found.files == {"scores.json": b"[1]"}
    assert found.links == {"scores.json": server.address("/a/scores.json")}
    assert (found.commit, len(found.retrieved)) == ("", 10)
    assert "authorization" not in server.asked[0][1]


def test_an_unchanged_file_is_not_loaded_again(server: Server, web: Web) -> None:
    """The second reading asks with ETag and date, gets 304 and uses the kept file; a damaged copy is loaded anew."""
    modified = formatdate(0, usegmt=True)

    def answer(asked: Handler) -> None:
        same = (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) == ('"v1"', modified)
        asked.reply(304) if same else asked.reply(200, b"[1]", ETag='"v1"', Last_Modified=modified)

    server.answers["/scores.json"] = answer
    assert [fetched(server, web, "/scores.json").files for _ in range(2)] == [{"scores.json": b"[1]"}] * 2
    assert "if-none-match" in server.asked[1][1]
    kept = download_cache.downloaded(server.address("/scores.json"), web)
    kept.write_bytes(b"[2]")
    assert fetched(server, web, "/scores.json").files == {"scores.json": b"[1]"}
    assert "if-none-match" not in server.asked[3][1]


def test_a_changed_file_replaces_the_kept_one(server: Server, web: Web) -> None:
    """Another ETag brings another body."""
    versions = iter((b"[1]", b"[2]"))
    server.answers["/scores.json"] = lambda asked: asked.reply(200, body := next(versions), ETag=f'"{body!r}"')
    assert [fetched(server, web, "/scores.json").files["scores.json"] for _ in range(2)] == [b"[1]", b"[2]"]


def test_a_304_that_nobody_asked_for_is_refused(server: Server, web: Web, tmp_path: Path) -> None:
    """Without a kept file there is nothing that could be unchanged."""
    server.answers["/x"] = lambda asked: asked.reply(304)
    assert "answered 304" in refusal(web, server.address("/x"), tmp_path)


def test_a_tarball_gives_its_files_and_its_commit(server: Server, web: Web) -> None:
    """An archive made by git names its commit; the wanted files are found below its top folder."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", pax_headers={"comment": "a" * 40}) as archive:
        for name in ("top/runs/one/run.json", "top/runs/two/run.json", "top/README.md"):
            member = tarfile.TarInfo(name)
            member.size = 2
            archive.addfile(member, io.BytesIO(b"{}"))
    server.answers["/o/r/archive/main.tar.gz"] = lambda asked: asked.reply(200, packed.getvalue())
    server.answers["/scores.json"] = lambda asked: asked.reply(200, b"[1]")
    found = fetched(server, web, "/o/r/archive/main.tar.gz", "/scores.json")
    assert sorted(found.files) == ["runs/one/run.json", "runs/two/run.json", "scores.json"]
    assert found.commit == "a" * 40


def test_a_zip_gives_its_files(server: Server, web: Web) -> None:
    """A zip archive is read as well."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("top/scores.json", "[1]")
    server.answers["/all.zip"] = lambda asked: asked.reply(200, packed.getvalue())
    assert fetched(server, web, "/all.zip").files == {"scores.json": b"[1]"}


def test_an_archive_without_a_wanted_file_is_refused_with_its_address(server: Server, web: Web) -> None:
    """The message says where it came from and what was looked for."""
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    server.answers["/all.zip"] = lambda asked: asked.reply(200, packed.getvalue())
    with pytest.raises(RefusedRefresh, match=r"http://data\.example.*/all\.zip: .*holds none of scores\.json"):
        fetched(server, web, "/all.zip")


def test_two_addresses_with_one_name_are_refused(server: Server, web: Web) -> None:
    """Neither of two files silently wins."""
    for path in ("/a/scores.json", "/b/scores.json"):
        server.answers[path] = lambda asked: asked.reply(200, b"[1]")
    with pytest.raises(RefusedRefresh, match=r"/b/scores\.json gives scores\.json, and so does .*/a/scores\.json"):
        fetched(server, web, "/a/scores.json", "/b/scores.json")


def test_a_source_without_an_address_says_what_to_name() -> None:
    """Nothing is guessed."""
    with pytest.raises(RefusedRefresh, match="nowhere names no address; name a file"):
        fetch([], IMPORTER, KNOWN)


def test_a_place_of_another_day_is_not_of_the_described_commit(tmp_path: Path) -> None:
    """A day that is given, without a commit, leaves the commit unknown."""
    (tmp_path / "scores.json").write_bytes(b"[1]")
    assert from_place(tmp_path, IMPORTER, KNOWN).commit == SOURCE.commit
    assert from_place(tmp_path, IMPORTER, KNOWN, retrieved="2026-01-01").commit == ""


def test_redirects_are_followed_to_the_end(server: Server, web: Web, tmp_path: Path) -> None:
    """Five redirects are followed, the sixth is not."""
    for step in range(1, 7):
        server.answers[f"/{step}"] = lambda asked, step=step: asked.reply(302, Location=f"/{step - 1}")
    server.answers["/0"] = lambda asked: asked.reply(200, b"end")
    download(server.address("/5"), tmp_path / "target", 1_000, Marks(), web)
    assert (tmp_path / "target").read_bytes() == b"end"
    assert "more than 5 redirects" in refusal(web, server.address("/6"), tmp_path)


def test_a_redirect_loop_ends(server: Server, web: Web, tmp_path: Path) -> None:
    """A page that leads to itself is asked six times and no more."""
    server.answers["/x"] = lambda asked: asked.reply(301, Location="/x")
    assert "more than 5 redirects" in refusal(web, server.address("/x"), tmp_path)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1:1/", "127.0.0.1 leads to 127.0.0.1, which is no public address"),
        ("http://10.0.0.1/", "10.0.0.1, which is no public address"),
        ("http://[::1]/", "::1, which is no public address"),
        ("http://169.254.169.254/latest", "169.254.169.254, which is no public address"),
        ("http://metadata.google.internal/", "metadata.google.internal leads to 169.254.169.254"),
        ("http://two.example:{port}/", "two.example leads to 10.0.0.1"),
        ("http://mapped.example/", "mapped.example leads to ::ffff:10.0.0.1"),
        ("file:///etc/hostname", "no address of a web page"),
        ("ftp://data.example/x", "no address of a web page"),
        ("http://user:word@data.example/", "has a user or password in it"),
        ("http://exa mple/", "is no address"),
        ("", "redirected to nowhere"),
    ],
)
def test_redirects_to_other_places_are_refused(
    server: Server, web: Web, tmp_path: Path, location: str, said: str
) -> None:
    """No redirect leads to an inner address, another scheme or a password, and none is tried twice."""
    server.answers["/x"] = lambda asked: asked.reply(302, Location=location.format(port=server.port))
    text = refusal(web, server.address("/x"), tmp_path)
    assert said in text
    assert len(server.asked) == 1
    assert not (tmp_path / "target").exists()


def test_the_name_is_resolved_once_for_a_connection(server: Server, web: Web, tmp_path: Path) -> None:
    """A name that would lead elsewhere the second time is not asked a second time."""
    answers = iter((["127.0.0.1"], ["10.0.0.1"]))
    server.answers["/x"] = lambda asked: asked.reply(200, b"1")
    rebinding = Web(resolve=lambda host, port: next(answers), allowed=web.allowed)  # noqa: ARG005 - its signature
    download(server.address("/x"), tmp_path / "target", 9, Marks(), rebinding)
    assert next(answers) == ["10.0.0.1"]


def test_an_address_of_which_one_side_is_private_is_not_reached(server: Server, web: Web, tmp_path: Path) -> None:
    """One private address among several is enough to refuse the name before anything is sent."""
    assert "two.example leads to 10.0.0.1" in refusal(web, server.address("/", "two.example"), tmp_path)
    assert server.asked == []


def test_the_shipped_guard_refuses_this_machine(server: Server, tmp_path: Path) -> None:
    """Without the test's permission a server on this machine is not reached."""
    text = refusal(Web(), f"http://127.0.0.1:{server.port}/", tmp_path)
    assert "127.0.0.1, which is no public address" in text
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%lo", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "::127.0.0.1",
        "64:ff9b:1::1", "2001::1", "100::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved, shared and example addresses, however they are written."""
    assert not is_public(address, 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "185.199.108.133", "2606:50c0:8000::154", "::ffff:8.8.8.8"])
def test_outer_addresses_are_public(address: str) -> None:
    """Addresses of the internet are."""
    assert is_public(address, 443)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://user@data.example/x", "has a user or password"),
        ("ftp://data.example/x", "no address of a web page"),
        ("https:///x", "no address"),
        ("https://data.example:99999999/x", "no address"),
        ("https://data.example/" + "x" * 2_000, "no address"),
    ],
)
def test_malformed_addresses_are_refused(web: Web, tmp_path: Path, address: str, said: str) -> None:
    """An address that cannot be read says so before anything is sent."""
    assert said in refusal(web, address, tmp_path)


def test_a_password_is_not_repeated(web: Web, tmp_path: Path) -> None:
    """The message about a password does not hold it."""
    assert "secret" not in refusal(web, "https://user:secret@data.example/x", tmp_path)


def test_an_unknown_host_is_a_clear_error(web: Web, tmp_path: Path, pauses: list[float]) -> None:
    """A name without an address is tried again, then refused."""
    assert "none.example has no address" in refusal(web, "http://none.example/", tmp_path)
    assert len(pauses) == 3


def test_a_closed_port_is_a_clear_error(server: Server, web: Web, tmp_path: Path) -> None:
    """Where nobody listens the connection fails."""
    open_to_all = Web(resolve=web.resolve, allowed=lambda address, port: True, pause=web.pause)  # noqa: ARG005 - its signature
    assert "the connection failed" in refusal(open_to_all, "http://127.0.0.1:9/", tmp_path)
    assert server.asked == []


def test_a_large_file_is_not_read_to_its_end(server: Server, web: Web, tmp_path: Path) -> None:
    """A body without a length is cut off at the limit."""

    def endless(asked: Handler) -> None:
        asked.send_response(200)
        asked.end_headers()
        for _ in range(10_000):
            asked.wfile.write(b"x" * 10_000)

    server.answers["/x"] = endless
    assert "larger than 1,000 bytes" in refusal(web, server.address("/x"), tmp_path)
    assert (tmp_path / "target").stat().st_size <= 1_000


def test_the_limits_are_those_of_raw_files(server: Server, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be as large as any raw file, and nothing of a larger one is kept."""
    monkeypatch.setattr(download_cache, "LARGEST_FILE", 10)
    server.answers["/scores.json"] = lambda asked: asked.reply(200, b"x" * 11)
    with pytest.raises(RefusedRefresh, match="larger than 10 bytes"):
        fetched(server, web, "/scores.json")
    assert limits.LARGEST_FILE == 64 * 2**20


def test_a_packed_transfer_is_unpacked(server: Server, web: Web, tmp_path: Path) -> None:
    """A body sent as gzip arrives as it is."""
    server.answers["/x"] = lambda asked: asked.reply(200, gzip.compress(b"[1]"), Content_Encoding="gzip")
    download(server.address("/x"), tmp_path / "target", 1_000, Marks(), web)
    assert (tmp_path / "target").read_bytes() == b"[1]"


def test_a_packed_bomb_is_not_unpacked(server: Server, web: Web, tmp_path: Path) -> None:
    """A small body that unpacks to a large one is cut off at the limit."""
    bomb = gzip.compress(b"\0" * 2**24)
    server.answers["/x"] = lambda asked: asked.reply(200, bomb, Content_Encoding="gzip")
    assert "larger than 100,000 bytes" in refusal(web, server.address("/x"), tmp_path, 100_000)
    assert len(bomb) < 100_000
    assert (tmp_path / "target").stat().st_size <= 100_000


def test_a_packing_that_was_not_asked_for_is_refused(server: Server, web: Web, tmp_path: Path) -> None:
    """Packings in packings and unknown ones are not opened."""
    server.answers["/x"] = lambda asked: asked.reply(200, b"x", Content_Encoding="gzip, gzip")
    assert "not asked for" in refusal(web, server.address("/x"), tmp_path)


def test_a_damaged_packing_is_tried_again(server: Server, web: Web, tmp_path: Path, pauses: list[float]) -> None:
    """What breaks on its way may arrive the next time, and is refused after four attempts."""
    server.answers["/x"] = lambda asked: asked.reply(200, gzip.compress(b"[1]")[:-4], Content_Encoding="gzip")
    assert "damaged on its way" in refusal(web, server.address("/x"), tmp_path)
    assert (len(server.asked), len(pauses)) == (4, 3)


def test_a_cut_body_is_tried_again(server: Server, web: Web, tmp_path: Path) -> None:
    """A body shorter than announced is not taken for whole."""
    whole = iter((False, True))

    def answer(asked: Handler) -> None:
        asked.reply(200, b"[1]", **({} if next(whole) else {"Content_Length": "99"}))

    server.answers["/x"] = answer
    download(server.address("/x"), tmp_path / "target", 1_000, Marks(), web)
    assert (tmp_path / "target").read_bytes() == b"[1]"
    assert len(server.asked) == 2


def test_a_silent_server_is_left(server: Server, web: Web, tmp_path: Path) -> None:
    """A wait without a byte ends, four times, and says how long it was."""
    server.answers["/x"] = lambda asked: time.sleep(0.5)  # noqa: ARG005 - it says nothing
    assert "no answer in 0.3 seconds" in refusal(web, server.address("/x"), tmp_path)


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_server_is_left(server: Server, web: Web, tmp_path: Path, part: str) -> None:
    """A byte now and then, in the head or in the body, does not hold a download beyond its whole time."""

    def drip(asked: Handler) -> None:
        if part == "body":
            asked.send_response(200)
            asked.end_headers()
        else:
            asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(40):
            asked.wfile.write(b"x" if part == "body" else b"x-%d: 1\r\n" % number)
            asked.wfile.flush()
            time.sleep(0.05)

    server.answers["/x"] = drip
    began = time.monotonic()
    assert "not read whole in 1 seconds" in refusal(web, server.address("/x"), tmp_path)
    assert time.monotonic() - began < 1.8
    assert len(server.asked) == 1


@pytest.mark.parametrize("first", [500, 502, 503, 429, 408])
def test_a_passing_failure_is_tried_again(
    server: Server, web: Web, tmp_path: Path, first: int, pauses: list[float]
) -> None:
    """An answer that may be another one soon is asked for again after a pause."""
    statuses = iter((first, 200))
    server.answers["/x"] = lambda asked: asked.reply(next(statuses), b"[1]")
    download(server.address("/x"), tmp_path / "target", 1_000, Marks(), web)
    assert (tmp_path / "target").read_bytes() == b"[1]"
    assert len(pauses) == 1


def test_pauses_grow_and_end(server: Server, web: Web, tmp_path: Path, pauses: list[float]) -> None:
    """Four attempts, each pause longer than the one before, then a refusal that says so."""
    server.answers["/x"] = lambda asked: asked.reply(500)
    text = refusal(web, server.address("/x"), tmp_path)
    assert "answered 500 4 times; try again later" in text
    assert [1 <= pauses[0] <= 2, 2 <= pauses[1] <= 3, 4 <= pauses[2] <= 5] == [True] * 3
    assert len(server.asked) == 4


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_wait_that_is_asked_for_is_kept(
    server: Server, web: Web, tmp_path: Path, pauses: list[float], form: str
) -> None:
    """Retry-After as seconds or as a moment is waited for."""
    answers = iter((429, 200))
    after = "40" if form == "seconds" else formatdate(time.time() + 40, usegmt=True)
    server.answers["/x"] = lambda asked: asked.reply(next(answers), b"[1]", Retry_After=after)
    download(server.address("/x"), tmp_path / "target", 1_000, Marks(), web)
    assert 35 < pauses[0] <= 40


def test_a_wait_that_is_too_long_is_not_kept(server: Server, web: Web, tmp_path: Path, pauses: list[float]) -> None:
    """A server that asks for an hour is not asked again, and the message says so."""
    server.answers["/x"] = lambda asked: asked.reply(429, Retry_After="3600")
    assert "asks to wait 3,600 seconds" in refusal(web, server.address("/x"), tmp_path)
    assert (pauses, len(server.asked)) == ([], 1)


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410])
def test_other_answers_are_refused_at_once(server: Server, web: Web, tmp_path: Path, status: int) -> None:
    """What will not be better soon is asked for once."""
    server.answers["/x"] = lambda asked: asked.reply(status)
    assert f"answered {status}" in refusal(web, server.address("/x"), tmp_path)
    assert len(server.asked) == 1


def test_the_command_reads_public_addresses_only(server: Server) -> None:
    """`evenhand collect SOURCE ADDRESS` goes through the same guard, and says that an address has no other day."""
    address = f"http://127.0.0.1:{server.port}/data.json"
    run = CliRunner().invoke(commands, ["collect", "benchpress", address])
    assert (run.exit_code, server.asked) == (1, [])
    assert "127.0.0.1, which is no public address" in str(run.exception)
    dated = CliRunner().invoke(commands, ["collect", "benchpress", address, "--retrieved", "2026-01-01"])
    assert "what an address gives is of today" in dated.output


def test_something_else_than_http_is_refused(server: Server, web: Web, tmp_path: Path) -> None:
    """A server that speaks another language is a failed connection."""
    server.answers["/x"] = lambda asked: asked.wfile.write(b"SSH-2.0-hello\r\n\r\n")
    assert "the connection failed" in refusal(web, server.address("/x"), tmp_path)
