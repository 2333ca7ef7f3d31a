"""Readers who agreed elsewhere, taken in from a file: all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, update

from evenhand.brief.store.new_rows import add_new
from evenhand.brief.store.tables import subscribers
from evenhand.brief.store.turns import MANY_READERS, wait_for_turn
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.choosing import Typed, chosen
from evenhand.brief.subscribers.reader_files import FileRow, watched_pairs
from evenhand.brief.subscribers.readers import encoded, lock_such
from evenhand.brief.subscribers.tokens import new_secret
from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadAddress, BadSubscriberFile, Problem
from evenhand.records.brief import TOPICS
from evenhand.records.subscriptions import Preferences

TAKEN = ("active", "suspended")
LEFT_OUT = ("pending", "leaving")
LONGEST_WORDING = 2_000
ADDED_AT_ONCE = 1_000
Values = dict[str, Any]


class Statement(Struct, frozen=True, kw_only=True):
    """What is stated for rows that do not say it: the words agreed to, and the ISO day or time; empty for nothing."""

    wording: str = ""
    consented: str = ""


class Imported(Struct, frozen=True, kw_only=True):
    """How many rows were new readers, were on file already and stay as they are, or are left out as unconfirmed.

    `confirmed` are those new ones who had asked here and not confirmed yet.
    """

    new: int
    confirmed: int
    already: int
    left_out: int
    dry_run: bool = False


def readers_in(rows: Sequence[FileRow], catalog: Catalog, statement: Statement, now: int) -> tuple[list[Values], int]:
    """The rows of `subscribers` that a file gives, and how many of its rows are unconfirmed and left out.

    Raises:
        BadSubscriberFile: a row is wrong; holds every fault.

    """
    faults: list[Problem] = []
    found: dict[str, Values] = {}
    left_out = 0
    for row in rows:
        if _unconfirmed(row.cells):
            left_out += 1
            continue
        values = _values(row, catalog, statement, now, faults)
        if values["folded"] in found:
            faults.append(row.problem("address", "this address stands in the file twice", "keep one row"))
        found[values["folded"] or str(len(found))] = values
    if faults:
        raise BadSubscriberFile(tuple(faults))
    return list(found.values()), left_out


def take_in(connection: Connection, readers: Sequence[Values], left_out: int = 0) -> Imported:
    """Add readers to the store; who is there stays as they are, save that who had never confirmed is a reader now."""
    wait_for_turn(connection, MANY_READERS)
    unconfirmed = subscribers.c.consented_at.is_(None)
    lock_such(connection, unconfirmed)
    new = sum(add_new(connection, subscribers, batch) for batch in _batches(readers))
    pending = update(subscribers).where(subscribers.c.folded == bindparam("known"), unconfirmed)
    agreed = ("state", "preferences", "wording", "consented_at", "bounces", "suspended_because")
    change = pending.values({name: bindparam(f"new_{name}") for name in agreed})
    confirmed = 0
    for batch in _batches(readers):
        said = [{"known": one["folded"], **{f"new_{name}": one[name] for name in agreed}} for one in batch]
        confirmed += connection.execute(change, said).rowcount
    return Imported(new=new + confirmed, confirmed=confirmed, already=len(readers) - new - confirmed, left_out=left_out)


def _unconfirmed(cells: Mapping[str, str]) -> bool:
    """Whether a row says that its reader waits, leaves, or was found unreachable before they confirmed."""
    state = cells.get("state", "")
    return state in LEFT_OUT or (state == "suspended" and cells.get("consented") == "")


def _batches(readers: Sequence[Values]) -> Iterator[list[Values]]:
    for start in range(0, len(readers), ADDED_AT_ONCE):
        yield list(readers[start : start + ADDED_AT_ONCE])


def _values(row: FileRow, catalog: Catalog, statement: Statement, now: int, faults: list[Problem]) -> Values:
    cells = row.cells
    mailed, folded = _address(row, faults)
    consented = _time(row, "consented", statement.consented, now, faults)
    asked = _time(row, "asked", "", now, faults) if cells.get("asked") else consented
    if cells.get("state", "") not in {"", *TAKEN}:
        faults.append(row.problem("state", "no reader stands so", f"give {', '.join((*TAKEN, *LEFT_OUT))} or nothing"))
    return {
        "address": mailed,
        "folded": folded,
        "state": cells.get("state") or "active",
        "preferences": encoded(_preferences(row, catalog, faults)),
        "wording": _wording(row, statement, faults),
        "network": cells.get("network", "")[:64],
        "secret": new_secret(),
        "asked_at": asked,
        "consented_at": consented,
        "bounces": _bounces(row, faults),
        "suspended_because": cells.get("suspended_because", "")[:200],
    }


def _address(row: FileRow, faults: list[Problem]) -> tuple[str, str]:
    try:
        found = address_of(row.cells.get("address", ""))
    except BadAddress as error:
        faults.append(row.problem("address", "this is no mail address of a reader", str(error)))
        return "", ""
    return found.mailed, found.folded


def _wording(row: FileRow, statement: Statement, faults: list[Problem]) -> str:
    said = row.cells.get("wording") or statement.wording
    if not said:
        fix = 'say what they agreed to in the column `wording`, or for all rows with --consent "…"'
        faults.append(row.problem("wording", "nothing says what this reader agreed to", fix))
    elif len(said) > LONGEST_WORDING:
        fix = f"say it in at most {LONGEST_WORDING:,} characters"
        faults.append(row.problem("wording", "the words of the consent are too long", fix))
    return said


def _time(row: FileRow, column: str, otherwise: str, now: int, faults: list[Problem]) -> int:
    """Milliseconds since 1970 of an ISO day or time, in UTC where no zone is named; 0 with a fault."""
    text = row.cells.get(column) or otherwise
    try:
        said = datetime.fromisoformat(text)
        at = int((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        at = -1
    if 0 <= at <= now:
        return at
    fix = f"give a day that is over, as 2026-05-01, in the column `{column}`"
    fix += ", or for all rows with --consented-on" if column == "consented" else ""
    faults.append(row.problem(column, "this is no day on which they agreed" if text else "no day is given", fix))
    return 0


def _preferences(row: FileRow, catalog: Catalog, faults: list[Problem]) -> Preferences:
    cells, usual = row.cells, Typed()
    typed = Typed(
        topics=tuple(cells["topics"].replace(",", " ").split()) if "topics" in cells else TOPICS,
        watched=watched_pairs(cells.get("watched", "")),
        alert_percent=cells.get("alert_percent") or usual.alert_percent,
        rhythm=cells.get("rhythm") or usual.rhythm,
        workload=cells.get("workload", ""),
    )
    found = chosen(catalog, typed)
    if isinstance(found, Preferences):
        return found
    for one in found:
        near = f"; did you mean {' or '.join(name for name, _ in one.near[:2])}?" if one.near else ""
        column = "watched" if one.field.startswith(("model", "below")) else one.field
        faults.append(Problem(*row.place, f"`{column}` cannot be taken", one.text[:80], f"{one.said}{near}"))
    return Preferences()


def _bounces(row: FileRow, faults: list[Problem]) -> int:
    text = row.cells.get("bounces") or "0"
    if text.isascii() and text.isdigit() and len(text) < 6:
        return int(text)
    faults.append(row.problem("bounces", "this is no number of letters that came back", "give a whole number"))
    return 0
