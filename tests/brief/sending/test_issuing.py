"""Issuing a brief, and alerts at once: when, to whom, and only once, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select
from tests.brief.letters.invented_letters import FULL, PRICES, QUIET
from tests.brief.sending.sending_ground import letters, subscribe

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.sending.alerted_catalogs import Reached, reached_in
from evenhand.brief.sending.alerting import NO_EARLIER, alert_readers
from evenhand.brief.sending.issuing import DAY, NOTHING, WEEK, LastIssue, issue_when_due
from evenhand.brief.sending.one_at_a_time import mark
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import ALERTS, briefs
from evenhand.records.brief import Brief, BriefLine
from evenhand.records.subscriptions import Preferences, Watched

NOW = 1_779_000_000_000  # 17 May 2026
DATE = "2026-05-17"


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
    done = issue_when_due(store, "v1", DATE, _full, NOW)
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
    issue_when_due(store, "v1", DATE, _full, NOW)
    assert "less than a week old" in issue_when_due(store, "v2", DATE, _full, NOW + WEEK - 1).reason
    assert "catalog is that of brief 2026-W20" in issue_when_due(store, "v1", DATE, _full, NOW + 9 * DAY).reason
    assert issue_when_due(store, "v2", DATE, _full, NOW + 1, at_once=True).id == "2026-W20-2"
    assert issue_when_due(store, "v3", DATE, _full, NOW + WEEK + 1).queued == 1
    assert _names(store) == ["2026-W20", "2026-W20-2", "2026-W20-3"]


def test_the_next_begins_where_the_last_ended(store: Store) -> None:
    """The first brief knows no earlier one; the next is made from the catalog of the last."""
    seen: list[LastIssue | None] = []

    def make(last: LastIssue | None) -> Brief:
        seen.append(last)
        return FULL

    issue_when_due(store, "v1", DATE, make, NOW)
    issue_when_due(store, "v2", DATE, make, NOW + WEEK)
    assert seen[0] is None
    assert seen[1] is not None
    assert (seen[1].id, seen[1].until_version, seen[1].until_date) == ("2026-W20", "v1", "2026-05-17")


def test_several_issue_once(store: Store) -> None:
    """Of senders that find a brief due at the same moment one issues it, also when it need not be a week old."""
    subscribe(store, "a", "b", "c")
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: issue_when_due(store, "v1", DATE, _full, NOW, at_once=True), range(4)))
    assert sorted(one.id for one in done) == ["", "", "", "2026-W20"]
    assert len(letters(store)) == 3


def test_a_quiet_week_is_a_setting(store: Store) -> None:
    """Without changes one line is sent, or nothing, composed once for a catalog; the setting may change meanwhile."""
    subscribe(store, "a")
    made: list[int] = []

    def quiet(_: LastIssue | None) -> Brief:
        made.append(1)
        return QUIET

    for _ in range(2):
        assert issue_when_due(store, "v1", DATE, quiet, NOW, empty="none").reason == NOTHING
    assert (len(made), letters(store)) == (1, [])
    assert issue_when_due(store, "v1", DATE, quiet, NOW, empty="line").queued == 1


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
    assert alert_readers(store, "v1", DATE, _alerts, NOW).reason == NO_EARLIER
    assert alert_readers(store, "v1", DATE, _alerts, NOW).reason == "the catalog has not changed"
    assert alert_readers(store, "v2", DATE, _alerts, NOW).queued == 1
    (row,) = letters(store)
    assert (row.kind, row.subscriber) == ("alert", wanting)
    assert msgspec.json.decode(row.data, type=tuple[BriefLine, ...]) == PRICES.lines[:1]


def _wants_alerts(store: Store) -> None:
    subscribe(store, "a", preferences=Preferences(watched=(Watched(model="ada"),), rhythm="at once"))


def test_two_catalogs_at_once_alert_nobody_to_and_fro(store: Store) -> None:
    """While machines see an older and a newer catalog in turn, each price is told of once, forward."""
    _wants_alerts(store)
    alert_readers(store, "v1", "2026-05-17", _alerts, NOW)
    for turn in range(10):
        newer = alert_readers(store, "v2", "2026-05-18", _alerts, NOW + turn)
        older = alert_readers(store, "v1", "2026-05-17", _alerts, NOW + turn)
        assert (newer.queued, older.queued) == (int(turn == 0), 0)
    assert older.reason == "the catalog, of 2026-05-17, is older than that of the last alerts, of 2026-05-18"
    assert [row.about for row in letters(store)] == [f"v2 at {NOW}"]


def test_a_correction_of_the_same_day_is_told_of_once(store: Store) -> None:
    """Another catalog of the same date brings alerts, and none when the two come in turn; the next day goes on."""
    _wants_alerts(store)
    asked: list[str] = []

    def make(since: str) -> PriceAlerts:
        asked.append(since)
        return _alerts(since)

    turns = ("v1", "v2", "v1", "v2", "v1", "v3", "v2", "v1", "v3")
    queued = [alert_readers(store, name, DATE, make, NOW + at).queued for at, name in enumerate(turns)]
    assert queued == [0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert alert_readers(store, "v4", "2026-05-18", make, NOW + 9).queued == 1
    assert asked == ["v1", "v2", "v3"]


def test_how_far_alerts_have_come_is_kept_as_text() -> None:
    """What was written is read as it was; of one day twenty catalogs are remembered, of an earlier one none."""
    reached = Reached()
    for number in range(25):
        reached = reached.then(f"v{number}", DATE)
        assert reached_in(reached.text) == reached
    assert len(reached.versions) == 20
    assert reached.then("w", "2026-05-18").text == "2026-05-18 w"
    assert reached_in("") == Reached()


def test_a_mark_of_an_older_evenhand_is_read(store: Store) -> None:
    """A mark that names a version alone is where alerts begin from; what it names is not alerted of again."""
    _wants_alerts(store)
    with store.begin() as connection:
        mark(connection, ALERTS, "v1", NOW)
    assert alert_readers(store, "v1", DATE, _alerts, NOW).reason == "the catalog has not changed"
    assert alert_readers(store, "v2", DATE, _alerts, NOW).queued == 1
    assert alert_readers(store, "v1", DATE, _alerts, NOW).queued == 0


def test_no_brief_goes_backwards(store: Store) -> None:
    """Neither an older catalog than that of the last brief makes one, nor one of which a brief has told."""
    subscribe(store, "a")
    issue_when_due(store, "v1", DATE, _full, NOW, at_once=True)
    older = issue_when_due(store, "v0", "2026-05-16", _full, NOW + 2 * WEEK, at_once=True)
    assert older.reason == "the catalog, of 2026-05-16, is older than that of brief 2026-W20"
    assert issue_when_due(store, "v2", DATE, _full, NOW + 1, at_once=True).id == "2026-W20-2"
    back = issue_when_due(store, "v1", DATE, _full, NOW + 2 * WEEK, at_once=True)
    assert back.reason == "the catalog is that of brief 2026-W20"
    assert len(letters(store)) == 2


def test_without_the_earlier_catalog_alerts_begin_anew(store: Store) -> None:
    """Where the catalog of the last alerts is no longer kept, nothing is guessed."""
    alert_readers(store, "v1", DATE, _alerts, NOW)
    assert alert_readers(store, "v2", DATE, lambda _: None, NOW).reason == NO_EARLIER
    assert alert_readers(store, "v2", DATE, _alerts, NOW).reason == "the catalog has not changed"


def test_several_alert_once(store: Store) -> None:
    """Of senders that look at the same moment one queues the alerts."""
    subscribe(store, "a", preferences=Preferences(watched=(Watched(model="ada"),), rhythm="at once"))
    alert_readers(store, "v1", DATE, _alerts, NOW)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda at: alert_readers(store, "v2", DATE, _alerts, NOW + at), range(4)))
    assert sum(one.queued for one in done) == len(letters(store)) == 1


@pytest.mark.parametrize("hours", [-11, 0])
def test_a_timer_may_come_a_little_early(store: Store, hours: int) -> None:
    """A weekly timer that fires some hours before the week is over finds the brief due."""
    issue_when_due(store, "v1", DATE, _full, NOW)
    assert issue_when_due(store, "v2", DATE, _full, NOW + 7 * DAY + hours * DAY // 24).id
