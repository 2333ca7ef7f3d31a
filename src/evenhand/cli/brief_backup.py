"""`evenhand brief backup`: the store of readers and letters in one file."""

import sys
from pathlib import Path

import click

from evenhand.brief.mail_settings import extra_installed
from evenhand.cli.options import json_option
from evenhand.cli.writing import write_json
from evenhand.errors import MissingExtra
from evenhand.records.store_backups import StoreBackup

STREAM = Path("-")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@json_option
def command(file: Path, as_json: bool) -> None:
    """Write all readers, briefs and letters into FILE (`-`: standard output), while site and senders go on.

    \b
    evenhand brief backup brief.jsonl.gz
    evenhand brief backup - | age -r age1… > brief.jsonl.gz.age

    The file is JSON lines packed with gzip, one moment of the whole store, and fits SQLite and PostgreSQL alike. It
    holds addresses and the secret that signs readers' links: keep it as you keep the store. Without EVENHAND_STORE the
    store is the file `brief.sqlite` of this user.
    """
    if not extra_installed():
        raise MissingExtra("a backup of the brief's store", "brief")
    from evenhand.brief.store.address import store_setting  # noqa: PLC0415 - part of an extra
    from evenhand.brief.store.backup import back_up_into, write_backup  # noqa: PLC0415 - likewise
    from evenhand.brief.store.opening import open_store  # noqa: PLC0415 - likewise

    with open_store(store_setting()) as store:
        end = write_backup(store, sys.stdout.buffer) if file == STREAM else back_up_into(store, file)
    said = StoreBackup(store=store.url_shown, file="" if file == STREAM else str(file), rows=end.rows)
    if file == STREAM:
        click.echo(rows_in_words(said.rows), err=True)
    elif as_json:
        write_json(said)
    else:
        click.echo(f"{said.store} → {said.file}: {rows_in_words(said.rows)}")


def rows_in_words(rows: dict[str, int]) -> str:
    """How many rows of each table, the tables with none left out: `2 subscribers, 1 briefs`."""
    return ", ".join(f"{count:,} {name}" for name, count in rows.items() if count) or "nothing"
