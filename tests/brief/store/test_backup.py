"""Backup and restore: everything comes back, into either database, or nothing does."""

import gzip
import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select
from tests.brief.store.write_release import make
from tests.filled_store import AT, ROWS, SECRET, held
from tests.postgres import PostgresServer

from evenhand.brief.sending.issuing import WEEK, LastIssue, issue_when_due
from evenhand.brief.store.backup import FORMAT, write_backup
from evenhand.brief.store.new_rows import add_new
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.restoring import restore_backup
from evenhand.brief.store.tables import ALERTS, deliveries, marks, requests, subscribers
from evenhand.cli import commands
from evenhand.errors import BadSetting, BadStore
from evenhand.records.brief import Brief

Edit = Callable[[list[dict[str, Any]]], object]


@pytest.fixture(params=["to SQLite", "to PostgreSQL"])
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a second, empty database, once of each kind."""
    if request.param == "to SQLite":
        return str(tmp_path / "restored" / "brief.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def other_url(store_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a second, empty database, of the other kind than the first."""
    if store_url.startswith("postgresql"):
        return str(tmp_path / "restored" / "brief.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def filled(store_url: str) -> Iterator[Store]:
    """A store with something of everything, once in each kind of database."""
    make(store_url, "head")
    with open_store(store_url) as store:
        yield store


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of a filled store in SQLite."""
    url = str(tmp_path_factory.mktemp("backup") / "brief.sqlite")
    make(url, "head")
    with open_store(url) as store:
        return _bytes_of(store)


def _bytes_of(store: Store) -> bytes:
    file = io.BytesIO()
    write_backup(store, file)
    return file.getvalue()


def _rows(store: Store) -> object:
    with store.reading() as connection:
        return held(connection)


def test_all_comes_back_in_either_database(filled: Store, target_url: str) -> None:
    """Every row and the secret are the same after a restore, whichever database it came from and went to."""
    end = restore_backup(target_url, io.BytesIO(_bytes_of(filled)), "no")
    restored = open_store(target_url)
    assert _rows(restored) == _rows(filled)
    assert restored.secret == filled.secret == SECRET
    assert end.rows == {name: len(rows) for name, rows in ROWS.items()}
    assert _without_date(_bytes_of(restored)) == _without_date(_bytes_of(filled))
    restored.close()


def _without_date(backup: bytes) -> list[dict[str, object]]:
    head, *rows = map(json.loads, gzip.decompress(backup).splitlines())
    return [{**head, "made": ""}, *rows]


def test_ids_are_never_given_again(filled: Store, other_url: str) -> None:
    """The reader after a restore gets a new id, also where the newest one had been erased before the backup."""
    reader = {"state": "active", "preferences": "", "wording": "", "network": "", "secret": "", "asked_at": AT}
    with filled.begin() as connection:
        connection.execute(insert(subscribers).values(address="gone@example.org", folded="gone@example.org", **reader))
        connection.execute(subscribers.delete().where(subscribers.c.folded == "gone@example.org"))
    restore_backup(other_url, io.BytesIO(_bytes_of(filled)), "no")
    store = open_store(other_url)
    with store.begin() as connection:
        added = connection.execute(
            insert(subscribers).values(address="n@example.org", folded="n@example.org", **reader)
        )
        assert added.inserted_primary_key == (6,)
    store.close()


@pytest.mark.parametrize("version", ["0001"])
def test_a_backup_of_an_older_schema_is_brought_up(version: str, tmp_path: Path, target_url: str) -> None:
    """A backup that an older Evenhand made is restored and upgraded in one step."""
    old = tmp_path / "old.sqlite"
    make(str(old), version)
    connection = sqlite3.connect(old)
    connection.row_factory = sqlite3.Row
    head = {"type": "backup", "format": FORMAT, "schema": version, "made": "", "last_ids": {}}
    lines: list[dict[str, object]] = [head]
    for name in ROWS:
        rows = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own names
        lines += [{"type": "row", "table": name, "values": dict(row)} for row in rows]
    connection.close()
    lines.append({"type": "end", "rows": {name: len(rows) for name, rows in ROWS.items()}})
    restore_backup(target_url, _packed(lines), "no")
    restored = open_store(target_url)
    with restored.reading() as reading:
        assert reading.scalar(select(func.count()).select_from(deliveries)) == len(ROWS["deliveries"])
    restored.check()
    restored.close()


def _packed(lines: list[dict[str, object]]) -> io.BytesIO:
    return io.BytesIO(gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))


def test_a_backup_is_one_moment_while_writers_go_on(store: Store) -> None:
    """Rows that come while a backup is written are in none of its tables."""
    with store.begin() as connection:
        add_new(connection, marks, [{"name": f"{number:05}", "value": "x" * 100, "at": 0} for number in range(50)])

    class Meanwhile(io.BytesIO):
        def write(self, data: bytes, /) -> int:  # type: ignore[override]
            if self.tell() > 20:  # the head is written, and with it the moment is fixed
                with store.begin() as writer:
                    writer.execute(insert(requests).values(address="", preferences="", wording="", network="", at=1))
            return super().write(data)

    file = Meanwhile()
    end = write_backup(store, file)
    assert (end.rows["marks"], end.rows["requests"]) == (51, 0)
    with store.reading() as reader:
        assert reader.scalar(select(func.count()).select_from(requests)) > 1


def test_what_may_have_gone_out_does_not_go_out_again(backup: bytes, target_url: str) -> None:
    """With `maybe` nothing waits any more, no brief is due for a week, and alerts have no catalog to begin from."""
    restore_backup(target_url, io.BytesIO(backup), "maybe")
    with open_store(target_url) as store:
        with store.reading() as connection:
            states = connection.scalars(select(deliveries.c.state).order_by(deliveries.c.id)).all()
            asked = connection.execute(select(requests.c.address, requests.c.handled_at.is_(None))).all()
            assert connection.scalar(select(marks.c.value).where(marks.c.name == ALERTS)) is None
        assert states == ["sent", "skipped", "skipped", "failed"]
        assert asked == [("", False)] * 2
        now = int(time.time() * 1000)
        assert issue_when_due(store, "c", "2999-01-01", _no_brief, now).reason.startswith("a backup was restored")
        with pytest.raises(LookupError):
            issue_when_due(store, "c", "2999-01-01", _no_brief, now + WEEK)


def _no_brief(_: LastIssue | None) -> Brief:
    raise LookupError


def test_a_store_in_use_is_not_restored_into(backup: bytes, store: Store, store_url: str) -> None:
    """One reader is enough to refuse, and nothing changes; an empty store takes the secret of the backup."""
    with store.begin() as connection:
        add_new(connection, marks, [{"name": "alerts", "value": "catalog", "at": 1}])
    before = _rows(store)
    with pytest.raises(BadStore, match="is in use"):
        restore_backup(store_url, io.BytesIO(backup), "no")
    assert _rows(store) == before
    with store.begin() as connection:
        connection.execute(marks.delete().where(marks.c.name == "alerts"))
    restore_backup(store_url, io.BytesIO(backup), "no")
    again = open_store(store_url)
    assert again.secret == SECRET
    again.close()


def test_a_damaged_backup_changes_nothing(backup: bytes, tmp_path: Path) -> None:
    """A file cut off or changed anywhere is refused as such, and leaves an empty store that takes the whole one."""
    url, chance = str(tmp_path / "brief.sqlite"), Random(7)  # noqa: S311 - no secret
    for _ in range(10):
        place = chance.randrange(10, len(backup))
        changed = bytes([backup[place] ^ 1 << chance.randrange(8)])
        for damaged in (backup[:place], backup[:place] + changed + backup[place + 1 :]):
            with pytest.raises(BadStore, match=r"backup|begin"):
                restore_backup(url, io.BytesIO(damaged), "no")
    restore_backup(url, io.BytesIO(backup), "no")


def _edited(backup: bytes, edit: Edit) -> io.BytesIO:
    lines = [json.loads(line) for line in gzip.decompress(backup).splitlines()]
    edit(lines)
    return _packed(lines)


@pytest.mark.parametrize(
    "edit",
    [
        lambda lines: lines.pop(),
        lambda lines: lines.pop(2),
        lambda lines: lines.pop(0),
        lambda lines: lines.append(lines[-1]),
        lambda lines: lines.append(lines[2]),
        lambda lines: lines.insert(3, lines[2]),
        lambda lines: lines[0].update(format="evenhand/brief-backup/2"),
        lambda lines: lines[0].update(schema="9001"),
        lambda lines: lines[1].update(table="evenhand_schema", values={"version_num": "9001"}),
        lambda lines: lines[1].update(table="no_such_table"),
        lambda lines: lines[1]["values"].update(no_such_column=1),
        lambda lines: lines[-2]["values"].update(subscriber=77),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused(backup: bytes, edit: Edit, tmp_path: Path) -> None:
    """Lines missing, doubled, strange or out of place are refused, and the database stays empty."""
    _refused(str(tmp_path / "brief.sqlite"), _edited(backup, edit))


def test_rows_that_do_not_fit_are_undone_in_postgres(backup: bytes, postgres: PostgresServer) -> None:
    """A reference that leads nowhere, in the last row, leaves nothing of the rows before it."""
    _refused(postgres.new_database(), _edited(backup, lambda lines: lines[-2]["values"].update(subscriber=77)))


def _refused(url: str, file: io.BytesIO) -> None:
    with pytest.raises(BadStore):
        restore_backup(url, file, "no")
    with open_store(url) as store, store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(subscribers)) == 0
        assert connection.scalar(select(marks.c.value).where(marks.c.name == "secret")) != SECRET


def test_the_databases_own_backups_are_restored_too(
    filled: Store, store_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`sqlite3 .backup` and `pg_dump` with `pg_restore`, as documented, give a store that opens with all rows."""
    if filled.file:
        copied = tmp_path / "copy.sqlite"
        with sqlite3.connect(filled.file) as source, sqlite3.connect(copied) as target:
            source.backup(target)
        source.close()
        target.close()
        url = str(copied)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.new_database()
        dump = tmp_path / "brief.dump"
        server.run("pg_dump", "--format=custom", f"--dbname={store_url}", f"--file={dump}")
        server.run("pg_restore", f"--dbname={url}", str(dump))
    restored = open_store(url)
    assert _rows(restored) == _rows(filled)
    restored.close()


def test_the_commands_move_a_store(filled: Store, store_url: str, other_url: str, tmp_path: Path) -> None:
    """`backup` and `restore` say what they moved; the file is private; streams do the same."""
    file = tmp_path / "brief.jsonl.gz"
    done = CliRunner(env={"EVENHAND_STORE": store_url}).invoke(commands, ["brief", "backup", str(file)])
    counts = "1 briefs, 2 marks, 2 requests, 1 senders, 3 subscribers, 4 deliveries"
    assert done.output == f"{filled.url_shown} → {file}: {counts}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    piped = CliRunner(env={"EVENHAND_STORE": store_url}).invoke(commands, ["brief", "backup", "-"])
    assert _without_date(piped.stdout_bytes) == _without_date(file.read_bytes())
    into = CliRunner(env={"EVENHAND_STORE": other_url})
    refused = into.invoke(commands, ["brief", "restore", str(file)])
    assert (refused.exit_code, "--sent-since" in refused.output) == (2, True)
    restored = into.invoke(
        commands, ["brief", "restore", "--sent-since", "no", "--json", "-"], input=piped.stdout_bytes
    )
    assert json.loads(restored.output)["rows"]["subscribers"] == 3
    assert "example.org" not in f"{done.output}{refused.output}{restored.output}"


def test_an_unwritable_place_is_said(filled: Store, store_url: str, tmp_path: Path) -> None:
    """A folder that is not there is refused with the path, and no part of a backup is left behind."""
    asked = ["brief", "backup", str(tmp_path / "no" / "brief.jsonl.gz")]
    done = CliRunner(env={"EVENHAND_STORE": store_url}).invoke(commands, asked)
    assert isinstance(done.exception, BadSetting)
    assert "cannot be written: No such file" in str(done.exception)
    assert filled.secret == SECRET
