"""Readers in files: exported whole, imported whole or not at all."""

import csv
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update
from tests.brief.subscribers.reading_site import NOW, asked_for, handled, new_reader, reader_called

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries, subscribers
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.importing import ADDED_AT_ONCE, Statement, readers_in, take_in
from evenhand.brief.subscribers.joining import prefer
from evenhand.brief.subscribers.leaving import suspend
from evenhand.brief.subscribers.reader_files import COLUMNS, exported, read_rows, write_readers
from evenhand.catalog.catalog import Catalog
from evenhand.cli.brief_subscribers import command
from evenhand.errors import BadSetting, BadSubscriberFile
from evenhand.records.subscriptions import Preferences, Watched

ADA, FORMULA = "ada@example.org", "=1+2@example.org"
AGREED = ("--consent", "Yes to the brief, on paper", "--consented-on", "2026-05-01")
STATED = Statement(wording="Yes, on paper", consented="2026-05-01")


@pytest.fixture
def readers(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store that the commands open."""
    monkeypatch.setenv("EVENHAND_STORE", str(file_store.file))
    return file_store


def run(*words: str, typed: str = "") -> Result:
    """What `evenhand brief subscribers` does."""
    return CliRunner().invoke(command, words, input=typed)


def written(folder: Path, text: str, name: str = "readers.csv") -> str:
    """A file with this text."""
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def everybody(store: Store) -> list[dict[str, object]]:
    """All readers, but for what is new in each store."""
    with store.reading() as connection:
        rows = connection.execute(select(subscribers).order_by(subscribers.c.folded)).mappings().all()
    return [{name: value for name, value in row.items() if name not in {"id", "secret"}} for row in rows]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_is_exported_is_imported_again(readers: Store, tmp_path: Path, ending: str) -> None:
    """Preferences, consent and state come back as they were; who had not confirmed does not."""
    ada, bob = new_reader(readers, ADA), new_reader(readers, "bob@example.org")
    new_reader(readers, FORMULA)
    watched = (Watched(model="gpt-5.5", below=4.5), Watched(model="gemma-4-12b"))
    wanted = Preferences(topics=(), watched=watched, alert_percent=2.5, rhythm="at once", workload="chat")
    with readers.begin() as connection:
        prefer(connection, ada, wanted)
        suspend(connection, bob.id, "550 5.1.1", NOW)
    before = everybody(readers)
    asked_for(readers, "waits@example.org")
    asked_for(readers, "gone@example.org")
    handled(readers)
    gone = reader_called(readers, "gone@example.org")
    assert gone
    with readers.begin() as connection:
        suspend(connection, gone.id, "550 5.1.1", NOW)
    file = tmp_path / f"out.{ending}"
    assert "5 readers" in run("export", str(file)).output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
    with readers.begin() as connection:
        connection.execute(deliveries.delete())
        connection.execute(subscribers.delete())
    assert run("import", str(file)).output.splitlines()[-2:] == [
        "3 new, 0 on file already.",
        "2 rows left out: not confirmed, or leaving.",
    ]
    assert everybody(readers) == before
    assert "0 new, 3 on file already." in run("import", str(file)).output


def test_both_forms_say_the_same(readers: Store, tmp_path: Path) -> None:
    """CSV and JSON hold the same cells; what a spreadsheet would take for a formula is text there."""
    new_reader(readers, FORMULA)
    table, document = tmp_path / "out.csv", tmp_path / "out.json"
    assert json.loads(run("export", str(table), "--json").output) == {"readers": 1, "file": str(table)}
    run("export", str(document))
    [row] = csv.DictReader(table.read_text("utf-8").splitlines())
    [entry] = json.loads(document.read_text("utf-8"))["subscribers"]
    assert tuple(row) == tuple(entry) == COLUMNS
    assert row["address"] == f"'{FORMULA}"
    assert {**row, "address": FORMULA} == entry
    assert run("export", "-", "--format", "json").output == document.read_text("utf-8")


def test_addresses_alone_need_a_statement(readers: Store, tmp_path: Path) -> None:
    """A bare list is taken with what they agreed to and when; nobody is written to."""
    file = written(tmp_path, f"address\n{ADA}\n\nbob@example.org\n")
    assert "2 new, 0 on" in run("import", file, *AGREED).output
    reader = reader_called(readers, ADA)
    assert reader
    assert (reader.state, reader.wording) == ("active", AGREED[1])
    assert reader.consented_at == reader.asked_at == 1_777_593_600_000
    assert reader.preferences == Preferences()
    with readers.reading() as connection:
        assert connection.execute(select(deliveries)).all() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"address\n{ADA}\n", ("readers.csv:2", "nothing says what this reader agreed to", "--consent")),
        (f"address,wording\n{ADA},yes\n", ("readers.csv:2", "no day is given", "--consented-on")),
        (f"address,wording,consented\n{ADA},yes,soon\n", ("'soon'", "no day on which they agreed", "2026-05-01")),
        (f"address,wording,consented\n{ADA},yes,2999-01-01\n", ("'2999-01-01'", "a day that is over")),
        ("address,wording,consented\nada,yes,2026-05-01\n", ("readers.csv:2", "'ada'", "name@example.org")),
        (f"address,wording,consented,watched\n{ADA},yes,2026-05-01,gema-4-12b\n", ("`watched`", "gemma-4-12b")),
        (f"address,wording,consented,state\n{ADA},yes,2026-05-01,maybe\n", ("'maybe'", "active, suspended")),
        (f"address,wording,consented,bounces\n{ADA},yes,2026-05-01,many\n", ("'many'", "whole number")),
        (
            f"address,wording,consented\n{ADA},yes,2026-05-01\nADA@example.org,yes,2026-05-01\n",
            ("readers.csv:3", "twice"),
        ),
        (f"adress\n{ADA}\n", ("readers.csv:1", "'adress'", "did you mean address")),
        (f"wording\n{ADA}\n", ("readers.csv:1", "address")),
        (f"address\n{ADA},more\n", ("readers.csv:2", "'more'", "quotes")),
        ("", ("readers.csv:1", "address")),
    ],
)
def test_a_wrong_row_is_told(readers: Store, tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    """File, line, value and what would be right; nothing is imported, rows that were right neither."""
    error = run("import", written(tmp_path, text)).exception
    assert isinstance(error, BadSubscriberFile)
    for part in (*said, "nothing was imported"):
        assert part in str(error)
    assert everybody(readers) == []


def test_a_wrong_entry_is_told(readers: Store, tmp_path: Path) -> None:
    """In JSON the number of the entry stands for the line."""
    for text, said in (
        ('{"subscribers": [{"address": "ada"}]}', "readers.json, entry 1"),
        ('{"subscribers": [{"address": 1}]}', "names with texts"),
        ('{"readers": []}', "the readers are missing"),
        ("[", "this is no JSON"),
    ):
        error = run("import", written(tmp_path, text, "readers.json"), *AGREED).exception
        assert isinstance(error, BadSubscriberFile)
        assert said in str(error)
    assert everybody(readers) == []


def test_every_wrong_row_is_told_at_once(readers: Store, tmp_path: Path) -> None:
    """The first twenty by name, the rest by number."""
    text = f"address\n{ADA}\n" + "nobody\n" * 30
    error = run("import", written(tmp_path, text), *AGREED).exception
    assert isinstance(error, BadSubscriberFile)
    assert len(error.problems) == 30
    assert str(error).splitlines()[-2:] == ["and 10 more", "nothing was imported"]
    assert everybody(readers) == []


def test_a_dry_run_writes_nothing(readers: Store, tmp_path: Path) -> None:
    """It says what would happen."""
    told = json.loads(run("import", written(tmp_path, f"address\n{ADA}\n"), *AGREED, "--dry-run", "--json").output)
    assert told == {"new": 1, "confirmed": 0, "already": 0, "left_out": 0, "dry_run": True}
    assert everybody(readers) == []


def test_files_that_cannot_be_used(readers: Store, tmp_path: Path) -> None:
    """A missing file, another encoding, a name without a form, a folder that is not there."""
    assert "cannot be read" in str(run("import", str(tmp_path / "none.csv")).exception)
    (tmp_path / "latin.csv").write_bytes(b"address\n\xe4@example.org\n")
    assert "not UTF-8" in str(run("import", str(tmp_path / "latin.csv")).exception)
    assert "--format csv" in str(run("import", written(tmp_path, "", "readers.txt")).exception)
    error = run("export", str(tmp_path / "no" / "out.csv")).exception
    assert isinstance(error, BadSetting)
    assert everybody(readers) == []


def test_who_is_on_file_stays(store: Store, catalog: Catalog, tmp_path: Path) -> None:
    """A reader keeps what they chose, who leaves is left alone, and who had only asked is a reader now."""
    reads = new_reader(store, "reads@example.org")
    leaves = new_reader(store, "leaves@example.org")
    with store.begin() as connection:
        connection.execute(update(subscribers).where(subscribers.c.id == leaves.id).values(state="leaving"))
    for name in ("waits", "bounced"):
        asked_for(store, f"{name}@example.org", network="w")
    handled(store)
    with store.begin() as connection:
        bounced = subscribers.c.address == "bounced@example.org"
        connection.execute(update(subscribers).where(bounced).values(state="suspended", suspended_because="550"))
    many = "".join(f"a{place}@example.org\n" for place in range(ADDED_AT_ONCE + 1))
    names = "READS@example.org\nleaves@example.org\nwaits@example.org\nbounced@example.org\n"
    file = written(tmp_path, f"address\n{names}{many}")
    values, left_out = readers_in(read_rows(Path(file), "csv"), catalog, STATED, 1_800_000_000_000)
    with store.begin() as connection:
        done = take_in(connection, values, left_out)
    assert (done.new, done.confirmed, done.already) == (ADDED_AT_ONCE + 3, 2, 2)
    assert reader_called(store, "reads@example.org") == reads
    for name in ("waits", "bounced"):
        found = reader_called(store, f"{name}@example.org")
        assert found
        assert (found.state, found.wording, found.consented_at) == ("active", "Yes, on paper", 1_777_593_600_000)
    left = reader_called(store, "leaves@example.org")
    assert left
    assert left.state == "leaving"
    out = tmp_path / "out.csv"
    with store.reading() as connection, out.open("w", encoding="utf-8") as target:
        assert write_readers(exported(connection), target, "csv") == ADDED_AT_ONCE + 5


def test_one_is_erased_by_name(readers: Store) -> None:
    """By the address, or from standard input, so that it stands in no history of commands."""
    new_reader(readers, ADA)
    new_reader(readers, "bob@example.org")
    assert "Nothing is held" in run("erase", "ADA@example.org").output
    assert json.loads(run("erase", "-", "--json", typed="bob@example.org\n").output) == {"erased": True}
    assert everybody(readers) == []
    assert "nothing is held about this address" in str(run("erase", ADA).exception)
    error = run("erase", "no-address").exception
    assert isinstance(error, BadSetting)
    assert address_of(ADA).mailed not in str(error)
