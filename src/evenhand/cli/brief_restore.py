"""`evenhand brief restore`: a backup into an empty store."""

from typing import Literal

import click

from evenhand.brief.mail_settings import extra_installed
from evenhand.cli.brief_backup import rows_in_words
from evenhand.cli.options import json_option
from evenhand.cli.writing import write_json
from evenhand.errors import MissingExtra
from evenhand.records.store_backups import StoreBackup


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--sent-since",
    required=True,
    type=click.Choice(("no", "maybe")),
    help="Whether letters went out since the backup was made; `maybe` sends nothing that waited in it.",
)
@json_option
def command(file: str, sent_since: Literal["no", "maybe"], as_json: bool) -> None:
    """Put the backup in FILE (`-`: standard input) into the empty store that EVENHAND_STORE names.

    \b
    evenhand brief restore brief.jsonl.gz --sent-since maybe
    EVENHAND_STORE=postgresql://evenhand@db/brief evenhand brief restore brief.jsonl.gz --sent-since no

    Readers' links go on working. The store may be of the other kind than the one that the backup came from, and the
    backup from an older Evenhand. Either all of it is restored or nothing; a store that holds readers or letters is
    refused.

    With --sent-since no, as when a store moves, the queue goes on where it was. With maybe, nobody gets twice what went
    out after the backup was made: letters that waited in it are not sent, the next brief is due in a week, and price
    alerts begin anew.
    """
    if not extra_installed():
        raise MissingExtra("restoring the brief's store", "brief")
    from evenhand.brief.store.address import database_at, shown, store_setting  # noqa: PLC0415 - part of an extra
    from evenhand.brief.store.restoring import restore_backup  # noqa: PLC0415 - likewise

    with click.open_file(file, "rb") as backup:
        end = restore_backup(store_setting(), backup, sent_since)
    name = "" if file == "-" else file
    said = StoreBackup(store=shown(database_at(store_setting())), file=name, rows=end.rows)
    if as_json:
        write_json(said)
    else:
        click.echo(f"{said.file or 'standard input'} → {said.store}: {rows_in_words(said.rows)}")
