"""Addresses of databases, as people write them."""

from pathlib import Path

import pytest

from evenhand.brief.store.address import database_at, shown
from evenhand.errors import BadSetting


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("/var/lib/evenhand/brief.sqlite", "/var/lib/evenhand/brief.sqlite"),
        ("sqlite:////var/lib/evenhand/brief.sqlite", "/var/lib/evenhand/brief.sqlite"),
        ("sqlite:///50 %/brief.sqlite", str(Path.cwd() / "50 %" / "brief.sqlite")),
        ("~/brief.sqlite", str(Path("~").expanduser() / "brief.sqlite")),
    ],
)
def test_a_file_is_a_store(text: str, file: str) -> None:
    """A path and an address of SQLite name the same file, and are shown as the file."""
    assert database_at(text).database == file
    assert shown(database_at(text)) == file


def test_without_an_address_the_file_lies_in_the_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """EVENHAND_STATE holds the file; without it the user's data folder does, which nobody empties as a cache."""
    monkeypatch.setenv("EVENHAND_STATE", str(tmp_path))
    assert database_at("").database == str(tmp_path / "brief.sqlite")
    monkeypatch.delenv("EVENHAND_STATE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert database_at("").database == str(tmp_path / "data" / "evenhand" / "brief.sqlite")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_form_of_postgres_is_opened_with_one_driver(scheme: str) -> None:
    """What hosts write as postgres:// or postgresql:// is one database."""
    url = database_at(f"{scheme}://reader:pass%40word@db.example.org:5433/brief?sslmode=require")
    assert (url.drivername, url.password, url.query["sslmode"]) == ("postgresql+psycopg", "pass@word", "require")


@pytest.mark.parametrize("options", ["", "?password=hidden&sslpassword=hidden"])
def test_no_password_is_shown(options: str) -> None:
    """Neither the password nor options, which may hold one, are in the address that is printed."""
    words = shown(database_at(f"postgresql://reader:hidden@db.example.org/brief{options}"))
    assert words == "postgresql://reader@db.example.org/brief"


@pytest.mark.parametrize(
    "text",
    [
        "mysql://u:hidden@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:hidden@h",
        "postgresql://u:hidden@h:x/d",
        "://hidden",
    ],
)
def test_what_is_no_store_is_refused_with_what_would_be(text: str) -> None:
    """The message names the variable and a form that works, and no password."""
    with pytest.raises(BadSetting, match="EVENHAND_STORE") as refused:
        database_at(text)
    assert "postgresql://user@host/database" in str(refused.value)
    assert "hidden" not in str(refused.value)
