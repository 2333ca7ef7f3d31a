"""`evenhand brief bounces`: reports of letters that came back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenhand.cli.blocks import Heading, lines
from evenhand.cli.brief_letters import settings_and_store
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting
from evenhand.wording.numbers import count

if TYPE_CHECKING:
    from evenhand.brief.sending.bounces import Bounces


@click.command("bounces")
@click.argument("place", required=False, type=click.Path(path_type=Path))
@json_option
def command(place: Path | None, as_json: bool) -> None:
    """Read reports of letters that came back from PLACE, and stop mailing readers whom none reaches.

    PLACE is an mbox or a Maildir into which bounces are delivered (RFC 3464), or a file of JSON lines (.jsonl) as a
    mail service's webhook can write them; without it, EVENHAND_BOUNCES. It is only read, and may be read again: a
    report counts once. An address that is gone is suspended at once, another when three letters in a row came back.

    \b
    evenhand brief bounces /var/mail/brief
    evenhand brief bounces events.jsonl     lines {"status": "5.1.1", "message_id": "<…>", "recipient": "…"}
    """
    with settings_and_store("bounces") as (settings, store):
        from evenhand.brief.sending.bounces import apply_reports  # noqa: PLC0415 - part of an extra
        from evenhand.brief.sending.delivery_reports import read_reports  # noqa: PLC0415 - likewise

        where = place or settings.bounces
        if where is None:
            raise BadSetting("name an mbox, a Maildir or a .jsonl file, or set EVENHAND_BOUNCES")
        done = apply_reports(store, settings.secret.text or store.secret, read_reports(where))
    write_json(done) if as_json else write([Heading("Letters that came back", 1), *lines(_told(done))])


def _told(done: "Bounces") -> list[str]:
    told = f"{count(done.reports, 'report')}: {count(done.letters, 'letter')} marked, {done.known:,} known already, "
    return [f"{told}{done.unknown:,} not of ours.", f"{count(done.suspended, 'reader')} suspended."]
