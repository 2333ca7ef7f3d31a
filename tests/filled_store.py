"""A store with something of everything in it: readers in each state, a brief, letters that wait and that are over."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, insert

from evenhand.brief.store.schema import VERSIONS

AT = 1_779_000_000_000
ODD = "L’été: \"quotes\", 'single', 50 % \\ back\nline\ttab 模型 🙂"


def _reader(number: int, state: str, **more: Any) -> dict[str, Any]:
    address = f"Reader.{number}@example.org"
    row = {"id": number, "address": address, "folded": address.casefold(), "state": state, "preferences": "{}"}
    return row | {"wording": ODD, "network": "n", "secret": f"secret-{number}", "asked_at": AT + number} | more


def _letter(number: int, kind: str, subscriber: int, state: str, **more: Any) -> dict[str, Any]:
    row = {"id": number, "kind": kind, "about": f"2026-W{number}", "subscriber": subscriber, "state": state}
    return row | {"made_at": AT} | more


ROWS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "requests": [
        {"id": 1, "address": "", "preferences": "", "wording": "", "network": "n", "at": AT, "handled_at": AT + 1},
        {"id": 2, "address": "new@example.org", "preferences": "{}", "wording": ODD, "network": "n", "at": AT},
    ],
    "subscribers": [
        _reader(1, "active", consented_at=AT + 5, preferences='{"topics":["prices"]}'),
        _reader(2, "pending"),
        _reader(4, "suspended", consented_at=AT + 6, bounces=3, suspended_because="550 no such mailbox"),
    ],
    "briefs": [
        {"id": "2026-W20", "content": ODD, "issued_at": AT}
        | {"since_version": "a", "until_version": "b", "until_date": "2026-05-17"}
    ],
    "deliveries": [
        _letter(1, "brief", 1, "sent", done_at=AT + 9, attempts=1),
        _letter(2, "confirm", 2, "waiting", not_before=AT + 60_000, attempts=2, reason="451 later"),
        _letter(3, "alert", 1, "claimed", sender="1f2e3d4c5b6a7988", data='{"lines":[]}'),
        _letter(4, "brief", 4, "failed", reason="550 no such mailbox", doubtful=1),
    ],
    "senders": [{"id": "1f2e3d4c5b6a7988", "started_at": AT}],
    "marks": [
        {"name": "secret", "value": "kept-secret-of-the-released-store-000000000", "at": AT},
        {"name": "alerts", "value": "catalog-b", "at": AT},
    ],
}
SECRET = ROWS["marks"][0]["value"]
ORDER = ("requests", "subscribers", "briefs", "deliveries", "senders", "marks")


def fill(connection: Connection) -> None:
    """Put the rows into an empty store of any version; columns that it has not are left out."""
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name != VERSIONS)
    for name in ORDER:
        table = tables.tables[name]
        for row in ROWS[name]:
            connection.execute(insert(table), {key: value for key, value in row.items() if key in table.columns})
    if connection.dialect.name == "postgresql":
        for name in ("requests", "subscribers", "deliveries"):
            last = max(row["id"] for row in ROWS[name])
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})")


def held(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of a store, table by table, in the order of keys."""
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name != VERSIONS)
    found = {}
    for name, table in tables.tables.items():
        rows = connection.execute(table.select().order_by(*table.primary_key.columns)).mappings()
        found[name] = [dict(row) for row in rows]
    return found
