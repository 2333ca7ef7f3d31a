"""Alerts at once: changed prices of watched models, for readers who do not want to wait for the brief."""

from collections.abc import Callable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, literal, select

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.sending.alerted_catalogs import reached_in
from evenhand.brief.sending.one_at_a_time import COUNTED, mark, marked, one_at_a_time
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import ALERTS, deliveries, subscribers
from evenhand.brief.subscribers.readers import decoded

NO_EARLIER = "there is no earlier catalog to compare with; alerts begin with this one"


class Alerted(Struct, frozen=True, kw_only=True):
    """How many alerts were queued, and why none were looked for."""

    queued: int = 0
    reason: str = ""


def alert_readers(
    store: Store, version: str, date: str, make: Callable[[str], PriceAlerts | None], now: int
) -> Alerted:
    """Queue the alerts of what changed since the last time, and remember the catalog of that `version` and `date`.

    `make` compares the earlier catalog, by its version, with this one; None where it is no longer kept: then alerts
    begin anew. Of several that do this at once, one queues. Where they see different catalogs, as machines do that are
    brought up one after the other, alerts go forward alone: an older catalog queues none and is not remembered.
    """
    with store.reading() as connection:
        before = marked(connection, ALERTS)
    reached = reached_in(before)
    if reason := reached.why_not(version, date):
        return Alerted(reason=reason)
    alerts = make(reached.version) if reached.version else None
    with one_at_a_time(store) as connection:
        if marked(connection, ALERTS) != before:
            return Alerted(reason="another sender has looked meanwhile")
        queued = _queue(connection, alerts, version, now) if alerts and alerts.models else 0
        mark(connection, ALERTS, reached.then(version, date).text, now)
    return Alerted(queued=queued, reason="" if alerts else NO_EARLIER)


def _queue(connection: Connection, alerts: PriceAlerts, version: str, now: int) -> int:
    """A letter for each reader who has something to hear."""
    wanting = select(subscribers.c.id, subscribers.c.preferences).where(
        subscribers.c.state == "active", subscribers.c.preferences.contains('"at once"')
    )
    queued = 0
    for row in connection.execute(wanting.order_by(subscribers.c.id)).all():
        wanted = decoded(row.preferences)
        lines = alerts.of(wanted) if wanted.rhythm == "at once" else ()
        if lines:
            queued += _add(connection, row.id, version, msgspec.json.encode(lines).decode(), now)
    return queued


def _add(connection: Connection, subscriber: int, version: str, data: str, now: int) -> int:
    """Queue one alert; 0 where the reader has gone meanwhile. After a restore alerts of one catalog may come again."""
    row = select(literal("alert"), literal(f"{version} at {now}"), subscribers.c.id, literal(data), literal(now)).where(
        subscribers.c.id == subscriber
    )
    columns = ("kind", "about", "subscriber", "data", "made_at")
    staying = row.with_for_update(read=True, key_share=True)
    return connection.execute(deliveries.insert().from_select(columns, staying), execution_options=COUNTED).rowcount
