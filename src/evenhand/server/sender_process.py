"""The sender of a site: what it needs before it begins, and what it does, in a process of its own."""

from threading import Event

from evenhand.brief.mail_settings import MailSettings, mail_settings, needed_for_sending
from evenhand.brief.sending.round import PARTS, Rounds
from evenhand.brief.store.opening import open_store
from evenhand.catalog.snapshot import open_catalog
from evenhand.library import Library
from evenhand.server.event_log import tell_letter, tell_trouble, write_events
from evenhand.server.run import Run
from evenhand.settings import keep_own_to_yourself


def store_made_ready(settings: MailSettings, *, sending: bool) -> None:
    """Open the store once before the processes do, so that a fault is told once, and check what sending needs.

    Raises:
        BadSetting: there is nobody to send letters by.
        BadStore: the database cannot be used.

    """
    if sending:
        needed_for_sending(settings)
    open_store(settings.store).close()


def send_letters(run: Run, told: Event) -> None:
    """Answer requests, send what waits and issue the brief when it is due, until told to end; of public facts alone."""
    keep_own_to_yourself()
    write_events(run.log)
    settings = mail_settings()
    parts = PARTS if run.issue else tuple(part for part in PARTS if part != "brief")
    with open_store(settings.store) as store:
        rounds = Rounds(store, settings, lambda: Library(open_catalog()), stop=told, tell=tell_letter)
        rounds.watch(parts, tell_trouble)
