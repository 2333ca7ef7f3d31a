"""Issued briefs read by who sends none: the same everywhere, nothing made or changed, and what is wrong is said."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update
from tests.brief.store.write_release import released
from tests.issued_brief import issued_brief, put_issued

from evenhand.brief.store.address import STORE_VARIABLE
from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.schema import known_versions
from evenhand.brief.store.tables import briefs
from evenhand.errors import BadSetting, BadStore
from evenhand.library import issued_briefs as issued_module
from evenhand.library.issued_briefs import issued_briefs
from evenhand.settings import STATE_VARIABLE

FIRST, SECOND = issued_brief("2026-W20", "The first."), issued_brief("2026-W20-2", "The second.")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for the default store."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    return tmp_path / "state"


def test_issued_briefs_are_read_whole(store: Store, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, the newest first, with what only readers who watch models need; on both databases."""
    monkeypatch.setenv(STORE_VARIABLE, store_url)
    assert issued_briefs() == ()
    put_issued(store, FIRST, SECOND)
    assert issued_briefs() == (SECOND, FIRST)


def test_the_default_store_is_read_where_it_is(state: Path) -> None:
    """Without a setting the default file is read, and neither it nor its folder is made."""
    assert issued_briefs() == ()
    assert not state.exists()
    with open_store() as store:
        put_issued(store, FIRST)
    before = sorted(state.iterdir())
    assert issued_briefs() == (FIRST,)
    assert sorted(state.iterdir()) == before


def test_a_named_store_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody has made the file yet nothing was issued, and it stays unmade."""
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "later" / "brief.sqlite"))
    assert issued_briefs() == ()
    assert not (tmp_path / "later").exists()


def test_a_store_in_use_is_read(state: Path) -> None:
    """A sender that writes meanwhile holds nobody up, and what it has not finished is not seen."""
    with open_store() as store:
        put_issued(store, FIRST)
        with store.begin() as connection:
            connection.execute(update(briefs).values(content="half"))
            assert issued_briefs() == (FIRST,)
            connection.rollback()
    assert state.is_dir()


@pytest.mark.parametrize("version", known_versions())
def test_a_store_of_an_older_evenhand_is_read_as_it_is(version: str, state: Path) -> None:
    """Its briefs are read, and its schema is left to who opens it for sending."""
    state.mkdir()
    with closing(sqlite3.connect(state / "brief.sqlite")) as old, old:
        old.executescript(released(version, "sqlite").read_text("utf-8"))
        old.execute("update briefs set content = ?, id = ?", (msgspec.json.encode(FIRST).decode(), FIRST.id))
    assert issued_briefs() == (FIRST,)
    with closing(sqlite3.connect(state / "brief.sqlite")) as old:
        assert old.execute("select version_num from evenhand_schema").fetchall() == [(version,)]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("update evenhand_schema set version_num = '9999'", "the database has the schema 9999"),
        ("update briefs set content = '{}'", "holds an issued brief that cannot be read"),
        ("drop table evenhand_schema", "the database has tables of another program"),
        ("drop table briefs", "cannot be used: no such table: briefs"),
    ],
)
def test_a_store_that_cannot_be_read_is_told(state: Path, spoil: str, said: str) -> None:
    """A newer store, a spoilt brief, another program's tables and a damaged schema are errors, never no briefs."""
    with open_store() as store:
        put_issued(store, FIRST)
    with closing(sqlite3.connect(state / "brief.sqlite")) as file, file:
        file.execute(spoil)
    with pytest.raises(BadStore, match=said):
        issued_briefs()


def test_what_is_no_store_is_told(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another kind of file, a folder, and an address of another database."""
    state.mkdir()
    (state / "brief.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(BadStore, match="file is not a database"):
        issued_briefs()
    monkeypatch.setenv(STORE_VARIABLE, str(state))
    with pytest.raises(BadStore, match="cannot be used"):
        issued_briefs()
    monkeypatch.setenv(STATE_VARIABLE, "a" * 300)
    monkeypatch.delenv(STORE_VARIABLE)
    with pytest.raises(BadStore, match="cannot be read: File name too long"):
        issued_briefs()
    monkeypatch.setenv(STORE_VARIABLE, "mysql://host/brief")
    with pytest.raises(BadSetting, match="neither SQLite nor PostgreSQL"):
        issued_briefs()


def test_without_the_extra_or_a_store_nothing_is_imported(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain installation opens no store, wherever one lies; with the extra nothing is imported until there is one."""
    monkeypatch.setitem(sys.modules, "evenhand.brief.store.issued_briefs", None)
    assert issued_briefs() == ()
    state.mkdir()
    (state / "brief.sqlite").write_bytes(b"")
    with pytest.raises(ModuleNotFoundError):
        issued_briefs()
    monkeypatch.setattr(issued_module, "extra_installed", lambda: False)
    assert issued_briefs() == ()
    monkeypatch.setenv(STORE_VARIABLE, "postgresql://nobody@localhost/none")
    assert issued_briefs() == ()
    assert issued_module.STORE_VARIABLE == STORE_VARIABLE
