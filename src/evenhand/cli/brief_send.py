"""`evenhand brief send`: requests, alerts and the brief become letters, and what waits is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from evenhand.brief.mail_settings import MailSettings
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Heading, lines
from evenhand.cli.brief_letters import ended_by_signals, settings_and_store, shown_letters
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.settings import keep_own_to_yourself
from evenhand.wording.numbers import count

if TYPE_CHECKING:
    from evenhand.brief.sending.deliveries import Outcome
    from evenhand.brief.sending.round import Part, Round
    from evenhand.brief.store.opening import Store

CHOICES = ("requests", "alerts", "brief", "queue")


class Sent(Struct, frozen=True, kw_only=True):
    """What `evenhand brief send` did. Numbers are letters; None stands for a part that was left out.

    `in_doubt` letters may have arrived and are sent again. `came_back` letters of earlier rounds were reported since,
    for which `suspended` readers get nothing more. `trouble` is why letters that are due still wait, `folder` where a
    dry run put `written` letters. `unwritten` are letters that a dry run found nobody would get, by reason.
    """

    schema: str = "evenhand/sent/1"
    requests: int | None = None
    alerts: int | None = None
    alerts_reason: str = ""
    brief: str = ""
    brief_queued: int = 0
    brief_reason: str = ""
    sent: int = 0
    later: int = 0
    failed: int = 0
    skipped: int = 0
    in_doubt: int = 0
    erased: int = 0
    came_back: int = 0
    suspended: int = 0
    trouble: str = ""
    stopped: bool = False
    folder: str = ""
    written: int = 0
    unwritten: dict[str, int] = {}


@click.command("send")
@click.option("--now", "at_once", is_flag=True, help="Issue a brief though the last one is less than a week old.")
@click.option("--only", "parts", multiple=True, type=click.Choice(CHOICES), help="Only this part; may be repeated.")
@click.option("--limit", type=click.IntRange(1), help="Send at most so many letters.")
@click.option("--watch", is_flag=True, help="Go on until stopped: requests and letters at once, the brief when due.")
@click.option(
    "--dry-run",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the letters into this folder as .eml files; nothing is sent and nothing changes.",
)
@click.option(
    "--log",
    default="quiet",
    show_default=True,
    envvar="EVENHAND_LOG",
    type=click.Choice(["quiet", "plain", "json"]),
    help="Events on standard error, a line each: faults alone, or letters too.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    at_once: bool,
    parts: "tuple[Part, ...]",
    limit: int | None,
    watch: bool,
    folder: Path | None,
    log: str,
    as_json: bool,
) -> None:
    """Answer requests, send alerts, issue the weekly brief when it is due, and send all letters that wait.

    \b
    evenhand brief send --dry-run letters/    what would be sent, as files; no mail server is needed
    evenhand brief send                       once, as from a timer
    evenhand brief send --watch               all the time, as a service

    It may be ended at any moment, and several may run: no letter is left out, and none is sent twice but the one that
    a mail server had accepted without our hearing of it. SIGTERM finishes the letter at hand. Settings are environment
    variables, EVENHAND_MAIL_SERVER, EVENHAND_MAIL_FROM and EVENHAND_BASE_URL first; docs/brief.md describes them.
    Exit code 1 where letters that are due could not be sent.
    """
    keep_own_to_yourself()
    with settings_and_store("send") as (settings, store):
        from evenhand.server.event_log import write_events  # noqa: PLC0415 - part of an extra

        write_events(log)  # type: ignore[arg-type]
        if watch:
            if folder or limit or at_once or as_json:
                raise BadSetting("--watch goes on by itself; leave --dry-run, --limit, --now and --json away")
            _watch(settings, store, parts or CHOICES)  # type: ignore[arg-type]
            return
        chosen: tuple[Part, ...] = parts or CHOICES  # type: ignore[assignment]
        if folder:
            done = _rehearsed(settings, store, folder, chosen, at_once=at_once, limit=limit)
        else:
            done = _once(settings, store, chosen, at_once=at_once, limit=limit, quiet=as_json)
    write_json(done) if as_json else write(list(_page(done)))
    if done.trouble:
        ctx.exit(1)


def _once(
    settings: MailSettings, store: "Store", parts: "tuple[Part, ...]", *, at_once: bool, limit: int | None, quiet: bool
) -> Sent:
    from evenhand.brief.sending.round import Rounds  # noqa: PLC0415 - part of an extra
    from evenhand.server.event_log import tell_letter  # noqa: PLC0415 - likewise

    with ended_by_signals() as stop, shown_letters(quiet=quiet) as (expect, show):

        def tell(outcome: "Outcome") -> None:
            show(outcome)
            tell_letter(outcome)

        rounds = Rounds(store, settings, _library, stop=stop, tell=tell, expect=expect)
        done = rounds.go(parts, at_once=at_once, limit=limit)
    return _sent(done)


def _watch(settings: MailSettings, store: "Store", parts: "tuple[Part, ...]") -> None:
    from evenhand.brief.sending.round import Rounds  # noqa: PLC0415 - part of an extra
    from evenhand.server.event_log import tell_letter, tell_trouble  # noqa: PLC0415 - likewise

    with ended_by_signals() as stop:
        Rounds(store, settings, _library, stop=stop, tell=tell_letter).watch(parts, tell_trouble)


def _rehearsed(
    settings: MailSettings, store: "Store", folder: Path, parts: "tuple[Part, ...]", *, at_once: bool, limit: int | None
) -> Sent:
    from msgspec.structs import replace  # noqa: PLC0415 - only here

    from evenhand.brief.sending.rehearsal import rehearse  # noqa: PLC0415 - part of an extra

    done = rehearse(store, settings, _library, folder, parts, at_once=at_once, limit=limit)
    return replace(_sent(done.round), folder=str(folder), written=done.letters, unwritten=done.unwritten)


def _library() -> Library:
    return Library(open_catalog())


def _sent(done: "Round") -> Sent:
    alerts, brief, queue = done.alerts, done.brief, done.queue
    endings = queue.endings if queue else {}
    return Sent(
        requests=done.requests,
        alerts=alerts.queued if alerts else None,
        alerts_reason=alerts.reason if alerts else "",
        brief=brief.id if brief else "",
        brief_queued=brief.queued if brief else 0,
        brief_reason=brief.reason if brief else "",
        sent=endings.get("sent", 0),
        later=endings.get("later", 0) + endings.get("doubtful", 0),
        failed=endings.get("failed", 0) + endings.get("unknown", 0),
        skipped=endings.get("skipped", 0),
        in_doubt=queue.in_doubt if queue else 0,
        erased=done.erased,
        came_back=done.bounces.letters if done.bounces else 0,
        suspended=done.bounces.suspended if done.bounces else 0,
        trouble=queue.trouble if queue else "",
        stopped=queue.stopped if queue else False,
    )


def _page(done: Sent) -> Iterator[Block]:
    """What was queued, what was sent, and what is to be known of it."""
    yield Heading("What would be sent" if done.folder else "Sending", 1)
    yield from lines(_queued(done), bullet=True)
    if done.folder:
        yield from lines([f"{count(done.written, 'letter')} in {done.folder}; nothing was sent or changed."])
        yield from lines(
            [f"{number:,} not written: {reason}" for reason, number in done.unwritten.items()], bullet=True
        )
        return
    others = [(done.later, "to be tried later"), (done.failed, "failed"), (done.skipped, "not needed")]
    yield from lines(["; ".join([f"{done.sent:,} sent", *(f"{n:,} {what}" for n, what in others if n)]) + "."])
    yield from lines(_beside(done), style="warn")


def _queued(done: Sent) -> Iterator[str]:
    if done.requests is not None:
        yield f"Requests: {count(done.requests, 'letter')}."
    if done.alerts is not None:
        yield f"Alerts: {count(done.alerts, 'letter')}{f'; {done.alerts_reason}' if done.alerts_reason else ''}."
    if done.brief:
        yield f"Brief {done.brief}: issued, {count(done.brief_queued, 'letter')}."
    elif done.brief_reason:
        yield f"No brief: {done.brief_reason}."


def _beside(done: Sent) -> Iterator[str]:
    if done.came_back or done.suspended:
        yield f"{count(done.came_back, 'letter')} came back; {count(done.suspended, 'reader')} suspended."
    if done.in_doubt:
        yield f"{count(done.in_doubt, 'letter')} may arrive twice: whether a mail server had accepted it is not known."
    if done.trouble:
        yield f"Letters still wait: {done.trouble}."
    if done.stopped:
        yield "Stopped when asked to; what waits is sent next time."
