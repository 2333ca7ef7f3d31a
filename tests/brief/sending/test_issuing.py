"""Issuing a brief, and alerts at once: when, to whom, and only once, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select
from tests.brief.letters.invented_letters import FULL, PRICES, QUIET
from tests.brief.sending.sending_ground import letters, subscribe

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.sending.alerting import NO_EARLIER, alert_readers
from evenhand.brief.sending.issuing import DAY, NOTHING, WEEK, LastIssue, issue_when_due
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import briefs
from evenhand.records.brief import Brief, BriefLine
from evenhand.records.subscriptions import Preferences, Watched

NOW = 1_779_000_000_000  # 17 May 2026


def _full(_: LastIssue | None) -> Brief:
    return FULL


def _names(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(briefs.c.id).order_by(briefs.c.issued_at)))


def test_every_reader_gets_a_letter(store: Store) -> None:
    """A brief is frozen with its day, and a letter queued for who reads, not for who has not confirmed or left."""
    readers = subscribe(store, "a", "b")
    for state in ("pending", "suspended", "leaving"):
        subscribe(store, state, state=state)  # type: ignore[arg-type]
    done = issue_when_due(store, "v1", _full, NOW)
    assert (done.id, done.queued, done.reason) == ("2026-W20", 2, "")
    assert [(row.kind, row.about, row.subscriber, row.state) for row in letters(store)] == [
        ("brief", "2026-W20", reader, "waiting") for reader in readers
    ]
    with store.reading() as connection:
        row = connection.execute(select(briefs)).one()
    assert (row.since_version, row.until_version, row.until_date) == ("v", "v1", "2026-05-17")
    assert msgspec.json.decode(row.content, type=Brief) == replace(FULL, issued="2026-05-17")


def test_one_a_week(store: Store) -> None:
    """Within the week, or with the same catalog, nothing is issued; a second one in a week gets a number."""
    subscribe(store, "a")
    issue_when_due(store, "v1", _full, NOW)
    assert "less than a week old" in issue_when_due(store, "v2", _full, NOW + WEEK - 1).reason
    assert "catalog is that of brief 2026-W20" in issue_when_due(store, "v1", _full, NOW + 9 * DAY).reason
    assert issue_when_due(store, "v2", _full, NOW + 1, at_once=True).id == "2026-W20-2"
    assert issue_when_due(store, "v3", _full, NOW + WEEK + 1).queued == 1
    assert _names(store) == ["2026-W20", "2026-W20-2", "2026-W20-3"]


def test_the_next_begins_where_the_last_ended(store: Store) -> None:
    """The first brief knows no earlier one; the next is made from the catalog of the last."""
    seen: list[LastIssue | None] = []

    def make(last: LastIssue | None) -> Brief:
        seen.append(last)
        return FULL

    issue_when_due(store, "v1", make, NOW)
    issue_when_due(store, "v2", make, NOW + WEEK)
    assert seen[0] is None
    assert seen[1] is not None
    assert (seen[1].id, seen[1].until_version, seen[1].until_date) == ("2026-W20", "v1", "2026-05-17")


def test_several_issue_once(store: Store) -> None:
    """Of senders that find a brief due at the same moment one issues it, also when it need not be a week old."""
    subscribe(store, "a", "b", "c")
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: issue_when_due(store, "v1", _full, NOW, at_once=True), range(4)))
    assert sorted(one.id for one in done) == ["", "", "", "2026-W20"]
    assert len(letters(store)) == 3


def test_a_quiet_week_is_a_setting(store: Store) -> None:
    """Without changes one line is sent, or nothing; that is composed once for a catalog."""
    subscribe(store, "a")
    made: list[int] = []

    def quiet(_: LastIssue | None) -> Brief:
        made.append(1)
        return QUIET

    for _ in range(2):
        assert issue_when_due(store, "v1", quiet, NOW, empty="none").reason == NOTHING
    assert (len(made), letters(store)) == (1, [])
    assert issue_when_due(store, "v2", quiet, NOW, empty="line").queued == 1


class _Alerts:
    """Alerts of one invented line for who watches Ada."""

    models = frozenset({"ada"})

    def of(self, preferences: Preferences) -> tuple[BriefLine, ...]:
        """The line, if Ada is watched."""
        return PRICES.lines[:1] if any(one.model == "ada" for one in preferences.watched) else ()


def _alerts(_: str) -> PriceAlerts:
    return _Alerts()  # type: ignore[return-value]


def test_alerts_go_to_who_wants_them_at_once(store: Store) -> None:
    """Of those who watch the model only who chose so, once a catalog, and not for the first one."""
    ada = (Watched(model="ada"),)
    subscribe(store, "weekly", preferences=Preferences(watched=ada))
    (wanting,) = subscribe(store, "wanting", preferences=Preferences(watched=ada, rhythm="at once"))
    subscribe(store, "other", preferences=Preferences(watched=(Watched(model="eve"),), rhythm="at once"))
    subscribe(store, "gone", state="suspended", preferences=Preferences(watched=ada, rhythm="at once"))
    assert alert_readers(store, "v1", _alerts, NOW).reason == NO_EARLIER
    assert alert_readers(store, "v1", _alerts, NOW).reason == "the catalog has not changed"
    assert alert_readers(store, "v2", _alerts, NOW).queued == 1
    (row,) = letters(store)
    assert (row.kind, row.subscriber) == ("alert", wanting)
    assert msgspec.json.decode(row.data, type=tuple[BriefLine, ...]) == PRICES.lines[:1]
    assert alert_readers(store, "v1", _alerts, NOW + 1).queued == 1
    assert alert_readers(store, "v2", _alerts, NOW + 2).queued == 1


def test_without_the_earlier_catalog_alerts_begin_anew(store: Store) -> None:
    """Where the catalog of the last alerts is no longer kept, nothing is guessed."""
    alert_readers(store, "v1", _alerts, NOW)
    assert alert_readers(store, "v2", lambda _: None, NOW).reason == NO_EARLIER
    assert alert_readers(store, "v2", _alerts, NOW).reason == "the catalog has not changed"


def test_several_alert_once(store: Store) -> None:
    """Of senders that look at the same moment one queues the alerts."""
    subscribe(store, "a", preferences=Preferences(watched=(Watched(model="ada"),), rhythm="at once"))
    alert_readers(store, "v1", _alerts, NOW)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda at: alert_readers(store, "v2", _alerts, NOW + at), range(4)))
    assert sum(one.queued for one in done) == len(letters(store)) == 1


@pytest.mark.parametrize("hours", [-11, 0])
def test_a_timer_may_come_a_little_early(store: Store, hours: int) -> None:
    """A weekly timer that fires some hours before the week is over finds the brief due."""
    issue_when_due(store, "v1", _full, NOW)
    assert issue_when_due(store, "v2", _full, NOW + 7 * DAY + hours * DAY // 24).id
