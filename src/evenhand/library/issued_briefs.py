"""The briefs that were issued, for what shows briefs and sends none: files of the site, agents, the command."""

import os

from evenhand.brief.mail_settings import extra_installed
from evenhand.records.brief import Brief
from evenhand.settings import brief_store

STORE_VARIABLE = "EVENHAND_STORE"


def store_configured() -> bool:
    """Whether there may be a store: EVENHAND_STORE names one or the default file exists, and the extra is installed."""
    named = os.environ.get(STORE_VARIABLE, "").strip()
    return bool(named or _default_there()) and extra_installed()


def issued_briefs() -> tuple[Brief, ...]:
    """The briefs that were issued, the newest first, as they are in the store at this moment.

    Where no store is configured nothing was issued, and nothing is opened, made or imported.

    Raises:
        BadSetting: EVENHAND_STORE names neither a file nor a database of PostgreSQL.
        BadStore: the database cannot be read.
        MissingExtra: the driver of PostgreSQL is not installed.

    """
    if not store_configured():
        return ()
    from evenhand.brief.store.issued_briefs import read_issued  # noqa: PLC0415 - part of an extra

    return read_issued()


def _default_there() -> bool:
    try:
        return brief_store().exists()
    except OSError:  # told by who reads it
        return True
