"""`evenhand brief`: what changed in a week, in everyone's mailbox; one subcommand a file, loaded when it is called."""

import click

from evenhand.cli.lazy_group import LazyGroup

COMMANDS = {
    "bounces": "Read reports of letters that came back, and stop mailing where none arrives.",
    "backup": "Write all readers, briefs and letters into one file.",
    "preview": "Show a brief: of a week, or between two catalogs.",
    "restore": "Put a backup into an empty store, of either database.",
    "send": "Issue the brief when one is due, and send what waits.",
    "status": "Show what was sent, what waits and what failed.",
    "subscribers": "Take readers in from a file, write them to one, erase one.",
}


class LazyBriefs(LazyGroup):
    """All subcommands of `evenhand brief`."""

    known = COMMANDS
    prefix = "brief_"


@click.group("brief", cls=LazyBriefs)
def command() -> None:
    """Tell once a week what changed: models, ranking shifts, prices, tests, corrections.

    \b
    evenhand brief preview
    evenhand brief preview --since 2026-10-01 --watch gpt-5.5
    evenhand brief send --dry-run letters/
    evenhand brief status
    """
