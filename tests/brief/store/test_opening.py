"""Opening a store: private, durable, one at a time, never the wrong one."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from tests.postgres import PostgresServer

from evenhand.brief.store.new_rows import add_new
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.schema import known_versions
from evenhand.brief.store.tables import marks
from evenhand.errors import BadStore

DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
# One program that divides itself, so that all open the store at the same moment.
OPENS = """
import os, sys
from evenhand.brief.store.opening import open_store
import alembic.command

for _ in range(4):
    if not os.fork():
        os.write(1, (open_store(sys.argv[1]).secret + "\\n").encode())
        os._exit(0)
sys.exit(max(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(4)))
"""


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_store_is_made_once_and_found_again(store: Store, store_url: str) -> None:
    """The second opening finds the schema and the secret of the first."""
    again = open_store(store_url)
    assert len(store.secret) >= 43
    assert again.secret == store.secret
    again.check()
    again.close()


def test_processes_that_open_at_once_share_one_store(store_url: str) -> None:
    """Four processes that make the same store at the same moment all get it, with one secret."""
    done = subprocess.run([sys.executable, "-c", OPENS, store_url], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    secrets = done.stdout.splitlines()
    assert (len(secrets), len(set(secrets))) == (4, 1)


def test_a_file_is_durable_and_private(tmp_path: Path) -> None:
    """WAL, a sync at each commit, references kept, erased rows overwritten, and nobody else may read it."""
    store = open_store(str(tmp_path / "new" / "brief.sqlite"))
    with store.begin() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in DURABLE}
        assert found == DURABLE
        assert {path.stat().st_mode & 0o077 for path in (tmp_path / "new").iterdir()} == {0}
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    store.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    """A file copied with wide rights loses those of others when it is opened; those of the group stay."""
    file = tmp_path / "brief.sqlite"
    open_store(str(file)).close()
    file.chmod(0o664)
    open_store(str(file)).close()
    assert file.stat().st_mode & 0o777 == 0o660


def test_opening_again_keeps_the_locks_of_this_process(tmp_path: Path) -> None:
    """A second opening in a process does not let go of the lock that the first holds (POSIX drops it at any close)."""
    store = open_store(str(tmp_path / "brief.sqlite"))
    with store.begin() as connection:
        add_new(connection, marks, [{"name": "held", "value": "", "at": 0}])
        open_store(str(tmp_path / "brief.sqlite")).close()
        tries = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run([sys.executable, "-c", tries, str(store.file)], capture_output=True, check=False)
        assert b"locked" in done.stderr
    store.close()


def test_writers_wait_and_lose_nothing(store: Store) -> None:
    """Eight threads that read a number and write the next one count every step: none is refused, none is lost."""
    with store.begin() as connection:
        add_new(connection, marks, [{"name": "count", "value": "0", "at": 0}])
    mine = marks.c.name == "count"

    def step(_: int) -> None:
        with store.begin() as connection:
            value = connection.scalar(select(marks.c.value).where(mine).with_for_update())
            connection.execute(update(marks).where(mine).values(value=str(int(value or "") + 1)))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(step, range(64)))
    with store.reading() as connection:
        assert connection.scalar(select(marks.c.value).where(mine)) == "64"


def test_reading_sees_one_moment(store: Store) -> None:
    """What is written meanwhile is not seen by a transaction that reads, and does not wait for it."""
    counted = select(func.count()).select_from(marks)
    with store.reading() as reader:
        before = reader.scalar(counted)
        with store.begin() as writer:
            add_new(writer, marks, [{"name": "later", "value": "", "at": 0}])
        assert reader.scalar(counted) == before
    with store.reading() as reader:
        assert reader.scalar(counted) == (before or 0) + 1


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    """Nothing of a transaction that failed is there afterwards."""

    def fails() -> None:
        with store.begin() as connection:
            add_new(connection, marks, [{"name": "half", "value": "", "at": 0}])
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fails()
    with store.reading() as connection:
        assert connection.scalar(select(marks.c.name).where(marks.c.name == "half")) is None


def test_rows_that_are_there_stay(store: Store) -> None:
    """Adding counts the new rows alone and changes no old one."""
    with store.begin() as connection:
        assert add_new(connection, marks, [{"name": "a", "value": "1", "at": 1}]) == 1
        assert add_new(connection, marks, [{"name": name, "value": "2", "at": 2} for name in "abc"]) == 2
        assert add_new(connection, marks, []) == 0
        assert connection.scalar(select(marks.c.value).where(marks.c.name == "a")) == "1"


def test_a_newer_store_is_refused(store: Store, store_url: str) -> None:
    """A schema that this program does not know is left alone, by an open store too, and the message says which."""
    with store.begin() as connection:
        connection.execute(text("UPDATE evenhand_schema SET version_num = '9001'"))
    for ask in (lambda: open_store(store_url), store.check):
        with pytest.raises(BadStore, match=f"schema 9001; this program knows up to {known_versions()[-1]}"):
            ask()


def test_a_store_that_fell_behind_is_not_ready(store: Store) -> None:
    """An open store says so when the database under it was put back to an older schema."""
    with store.begin() as connection:
        connection.execute(text("UPDATE evenhand_schema SET version_num = '0001'"))
    with pytest.raises(BadStore, match="no longer at the schema"):
        store.check()


def test_tables_of_another_program_are_left_alone(store_url: str, request: pytest.FixtureRequest) -> None:
    """A database in which `requests` is somebody else's is refused, and keeps what it has."""
    if store_url.startswith("sqlite"):
        import sqlite3  # noqa: PLC0415 - for this kind alone

        _file(store_url).parent.mkdir()
        with sqlite3.connect(_file(store_url)) as other:
            other.execute("CREATE TABLE requests (theirs TEXT)")
        other.close()
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        server.run("psql", "-q", "-d", store_url, "-c", "CREATE TABLE requests (theirs TEXT)")
    with pytest.raises(BadStore, match="tables of another program: requests"):
        open_store(store_url)


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    """A text file named by mistake is not touched."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader, " * 100)
    with pytest.raises(BadStore, match=r"letter\.txt cannot be used: file is not a database"):
        open_store(str(file))
    assert file.read_text() == "Dear reader, " * 100


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A path below a file is refused with the path and the reason."""
    (tmp_path / "file").touch()
    with pytest.raises(BadStore, match="cannot be written: File exists"):
        open_store(str(tmp_path / "file" / "brief.sqlite"))


def test_a_server_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    """An unreachable PostgreSQL is a plain error; the password is in neither the message nor what stands behind it."""
    with pytest.raises(BadStore, match="cannot be used") as refused:
        open_store(f"postgresql://reader:hidden-word@/brief?host={tmp_path}")
    assert "hidden-word" not in f"{refused.value}{refused.value.__cause__}"


def test_the_shown_address_fits_the_kind(store: Store) -> None:
    """A file is shown as its path, a server without options and driver."""
    if store.file:
        assert store.url_shown == os.fspath(store.file)
    else:
        assert store.url_shown.startswith("postgresql://postgres@")
        assert "?" not in store.url_shown
