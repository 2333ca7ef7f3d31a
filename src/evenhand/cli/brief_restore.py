"""`evenhand brief restore`: a backup into an empty store."""

import sys
from typing import IO, Literal

import click

from evenhand.brief.mail_settings import extra_installed
from evenhand.cli.brief_backup import rows_in_words
from evenhand.cli.options import json_option
from evenhand.cli.writing import write_json
from evenhand.errors import MissingExtra
from evenhand.records.store_backups import StoreBackup


@click.command("restore")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--waiting",
    type=click.Choice(("send", "skip")),
    help="Letters that waited when the backup was made: send them (none has gone out since), or never.",
)
@json_option
def command(file: IO[bytes], waiting: Literal["send", "skip"] | None, as_json: bool) -> None:
    """Put the backup in FILE (`-`: standard input) into the empty store that EVENHAND_STORE names.

    \b
    evenhand brief restore brief.jsonl.gz --waiting skip
    EVENHAND_STORE=postgresql://evenhand@db/brief evenhand brief restore brief.jsonl.gz --waiting send

    Readers' links go on working, and the queue goes on where it was. The store may be of the other kind than the one
    that the backup came from, and the backup from an older Evenhand. Either all of it is restored or nothing; a store
    that holds readers or letters is refused.
    """
    if not extra_installed():
        raise MissingExtra("restoring the brief's store", "brief")
    from evenhand.brief.store.address import database_at, shown, store_setting  # noqa: PLC0415 - part of an extra
    from evenhand.brief.store.restoring import restore_backup  # noqa: PLC0415 - likewise

    end = restore_backup(store_setting(), file, waiting)
    name = "" if file is sys.stdin.buffer else file.name
    said = StoreBackup(store=shown(database_at(store_setting())), file=name, rows=end.rows)
    if as_json:
        write_json(said)
    else:
        click.echo(f"{said.file or 'standard input'} → {said.store}: {rows_in_words(said.rows)}")
