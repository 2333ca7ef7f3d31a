"""`evenhand brief subscribers`: readers taken in from a file, written to one, erased."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from msgspec import Struct

from evenhand.brief.mail_settings import extra_installed, mail_settings
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Heading, lines
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting, MissingExtra
from evenhand.wording.numbers import count

if TYPE_CHECKING:
    from evenhand.brief.store.opening import Store
    from evenhand.brief.subscribers.importing import Imported
    from evenhand.brief.subscribers.reader_files import Form

PRIVATE = 0o600
STANDARD = "-"
FORMS = click.Choice(["csv", "json"])


class Exported(Struct, frozen=True, kw_only=True):
    """What an export wrote: how many readers, to which file."""

    readers: int
    file: str


class Erased(Struct, frozen=True, kw_only=True):
    """Whether anything was held about an address and is erased now."""

    erased: bool


@click.group("subscribers")
def command() -> None:
    """Take readers in from a file, write them to one, erase one.

    \b
    evenhand brief subscribers export readers.csv
    evenhand brief subscribers import old-list.csv --consent "…" --consented-on 2026-05-01
    evenhand brief subscribers erase name@example.org
    """


@command.command("export")
@click.argument("file")
@click.option("--format", "form", type=FORMS, help="Where the name of the file does not say it.")
@json_option
def export(file: str, form: "Form | None", as_json: bool) -> None:
    """Write all readers with their preferences and consent to FILE (.csv or .json, - for standard output).

    The file is for its owner alone: it holds addresses. `import` reads it again.
    """
    with _store() as store, store.reading() as connection:
        from evenhand.brief.subscribers.reader_files import exported, write_readers  # noqa: PLC0415 - needs the extra

        chosen = _form(file, form)
        with _target(file) as target:
            written = write_readers(exported(connection), target, chosen)
    if as_json:
        write_json(Exported(readers=written, file=file))
    elif file != STANDARD:
        write([Heading("Export", 1), *lines([f"{count(written, 'reader')} in {file}."])])


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=FORMS, help="Where the name of the file does not say it.")
@click.option("--consent", default="", help="What they agreed to, and where, for rows that do not say it.")
@click.option("--consented-on", default="", metavar="DATE", help="When they agreed, for rows that do not say it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@json_option
def import_(file: Path, form: "Form | None", consent: str, consented_on: str, dry_run: bool, as_json: bool) -> None:
    """Take in readers who confirmed elsewhere, from FILE (.csv or .json): all of them, or none where a row is wrong.

    Only `address` must be there; other columns are those that `export` writes. Each row needs what was agreed to and
    when. Who is a reader already stays as they are; nobody is written to.
    """
    with _store() as store:
        from evenhand.brief.subscribers.importing import Statement, readers_in, take_in  # noqa: PLC0415 - likewise
        from evenhand.brief.subscribers.reader_files import read_rows  # noqa: PLC0415 - likewise

        stated = Statement(wording=consent.strip(), consented=consented_on.strip())
        rows = read_rows(file, _form(file.name, form))
        readers, left_out = readers_in(rows, open_catalog(), stated, int(time.time() * 1000))
        with store.begin() as connection:
            done = take_in(connection, readers, left_out)
            if dry_run:
                connection.rollback()
    _say(done, dry_run=dry_run, as_json=as_json)


@command.command("erase")
@click.argument("address")
@json_option
def erase(address: str, as_json: bool) -> None:
    """Erase all that is held about ADDRESS, at once and without a letter; - reads it from standard input."""
    with _store() as store:
        from evenhand.brief.store.turns import transaction  # noqa: PLC0415 - likewise
        from evenhand.brief.subscribers.addresses import address_of  # noqa: PLC0415 - likewise
        from evenhand.brief.subscribers.leaving import erase_address  # noqa: PLC0415 - likewise

        named = address_of(sys.stdin.readline() if address == STANDARD else address)
        erased = transaction(store, lambda connection: erase_address(connection, named))
    if as_json:
        write_json(Erased(erased=erased))
    elif not erased:
        raise BadSetting("nothing is held about this address")
    else:
        write([Heading("Erased", 1), *lines(["Nothing is held about this address any more."])])


def _say(done: "Imported", *, dry_run: bool, as_json: bool) -> None:
    from msgspec.structs import replace  # noqa: PLC0415 - beside the record that it is for

    if as_json:
        write_json(replace(done, dry_run=dry_run))
        return
    told = [f"{done.new:,} new, {done.already:,} on file already."]
    if done.confirmed:
        told.append(f"{done.confirmed:,} of the new had asked here and not confirmed yet.")
    if done.left_out:
        told.append(f"{count(done.left_out, 'row')} left out: not confirmed, or leaving.")
    write([Heading("Import", 1), *lines([*told, *(["Nothing was written."] if dry_run else [])])])


@contextmanager
def _store() -> "Iterator[Store]":
    if not extra_installed():
        raise MissingExtra("`evenhand brief subscribers`", "brief")
    from evenhand.brief.store.opening import open_store  # noqa: PLC0415 - likewise

    store = open_store(mail_settings().store)
    try:
        yield store
    finally:
        store.close()


def _form(name: str, form: "Form | None") -> "Form":
    from evenhand.brief.subscribers.reader_files import form_of  # noqa: PLC0415 - likewise

    found = form or form_of(Path(name))
    if found is None:
        raise BadSetting(f"{name!r} says neither .csv nor .json; give --format csv or --format json")
    return found


@contextmanager
def _target(name: str) -> Iterator[IO[str]]:
    """The file that is written, whole or not at all, for its owner alone."""
    if name == STANDARD:
        yield sys.stdout
        return
    path = Path(name)
    part = path.with_name(f".{path.name}.part")
    try:
        private = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        with os.fdopen(private, "w", encoding="utf-8", newline="") as to:
            yield to
        part.replace(path)
    except OSError as error:
        raise BadSetting(f"{name} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
