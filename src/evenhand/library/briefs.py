"""The weekly brief: of two catalogs, of every past week with news, and the alerts on prices."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.brief.composing.archive import brief_between, past_briefs, quiet_week, shown_only
from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.weeks import days_before, days_of
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.history import DATE
from evenhand.catalog.nearest import nearest
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import EVEN
from evenhand.comparison.kept_boards import kept_board
from evenhand.errors import BadSetting, UnknownBrief
from evenhand.library.days import eve_of, last_day_of
from evenhand.library.two_catalogs import changes_filed, filed
from evenhand.records.board import Board
from evenhand.records.brief import Brief, BriefHead, head_of

Issued = Callable[[], tuple[Brief, ...]]

KEPT = ("briefs",)
MOST_NAMED = 3
EARLIER_FIRST = "name the earlier one first"


class Briefs:
    """What is told once a week; part of a `Library`."""

    catalog: Catalog
    issued: Issued = tuple
    """The briefs that were issued, where they are kept; they take the place of worked-out ones of the same id.

    None unless it is set: a program of its own sets `library.issued_briefs.issued_briefs`, which reads the store.
    """

    def brief(self, since: str = "", until: str = "", *, dated: bool = False, places: bool = True) -> Brief:
        """The brief of what changed from one catalog to a later one.

        `since` and `until` are days, git revisions, folders of facts or saved snapshots, as in `changes`; without
        `until` it is this catalog. Without `since`, or with `dated`, it is made from the log, by the facts' own days:
        of the week before `until`, or from the day after `since` on. `places` compares the boards of two catalogs,
        which may fit that of the older one for some seconds.

        Raises:
            BadSetting: they lead to no catalog, are no days, `since` lies ahead, is not before `until`, or
                is after the catalog's own date.

        >>> brief = library.brief("2026-04-20", "2026-04-26", dated=True)
        >>> brief.id, brief.first, brief.last
        ('2026-W17', '2026-04-21', '2026-04-26')
        """
        _check_past(since)
        _check_order(since, until)
        if dated or not since:
            last = min(last_day_of(until) if until else self.catalog.date, self.catalog.date)
            after = last_day_of(eve_of(since)) if since else days_before(last, 7)
            if after > last:
                newest = f"the newest facts, of {self.catalog.date}"
                raise BadSetting(f"{since} is after {newest}; give an earlier day")
            return brief_between(self.catalog, after, last, self._default_board())
        older, newer = filed(since, until, self.catalog)
        _check_dates(since, older.catalog, until, newer.catalog)
        changes = changes_filed(older, newer, EVEN, None, places=places)
        board = kept_board(newer.catalog, newer.catalog.rankings[EVEN], None, OVERALL) if places else None
        return compose(changes, older.catalog, newer.catalog, board)

    def briefs(self) -> tuple[BriefHead, ...]:
        """Every week with news in the log, fifty-two at most, and every brief that was issued; the newest first.

        >>> library.briefs()[0].first <= library.date
        True
        """
        return tuple(head_of(brief) for brief in self._known().values())

    def brief_of(self, name: str) -> Brief:
        """The brief of an ISO week: `2026-W17`. One of a week without news, between others, says so.

        Raises:
            UnknownBrief: it is no week, or lies too far back, or ahead.

        """
        return shown_only(self.brief_with_cut(name))

    def brief_with_cut(self, name: str) -> Brief:
        """The same with the lines that there was no room for, which its page has folded.

        Of one that was issued also with each model's part of the lines that stand for many.

        Raises:
            UnknownBrief: as `brief_of`.

        """
        known = self._known()
        oldest = min((brief.first for brief in known.values()), default=self.catalog.date)
        found = known.get(name) or quiet_week(self.catalog, name, oldest)
        if found is None:
            raise UnknownBrief(name, _near(name, known)[:MOST_NAMED])
        return found

    def whole_brief_of(self, name: str) -> Brief:
        """The same with the lines for readers who watch models: as it was issued, else worked out anew.

        Raises:
            UnknownBrief: as `brief_of`.

        """
        issued = next((brief for brief in self.issued() if brief.id == name), None)
        if issued:
            return issued
        known = self.brief_of(name)
        return self.brief(known.since.date, known.until.date, dated=True)

    def price_alerts(self, since: str, until: str = "") -> PriceAlerts:
        """The alerts on prices between two catalogs, for readers who watch models.

        Raises:
            BadSetting: they lead to no catalog.

        """
        older, newer = filed(since, until, self.catalog)
        changes = changes_filed(older, newer, EVEN, None, places=False)
        return PriceAlerts(changes, older.catalog, newer.catalog)

    def _known(self) -> dict[str, Brief]:
        """Briefs by id, the newest first."""
        issued = {brief.id: brief for brief in self.issued()}
        if not issued:
            return self._past()
        every = {**self._past(), **issued}
        return dict(sorted(every.items(), key=lambda one: (one[1].last, one[0]), reverse=True))

    def _past(self) -> dict[str, Brief]:
        """The briefs of past weeks by id, worked out when they are first asked for."""
        kept = self.catalog.kept
        if KEPT not in kept:
            kept[KEPT] = {one.id: one for one in past_briefs(self.catalog, self._default_board())}
        found: dict[str, Brief] = kept[KEPT]
        return found

    def _default_board(self) -> Board | None:
        ranking = self.catalog.rankings.get(EVEN)
        return kept_board(self.catalog, ranking, None, OVERALL) if ranking else None


def _near(name: str, known: Mapping[str, Brief]) -> tuple[str, ...]:
    """The known briefs nearest in time to a week, the newer of two as far; by spelling where the name is no week."""
    days = days_of(name)
    if days is None:
        return nearest(name, known) or tuple(known)
    sunday = date.fromisoformat(days[1])
    return tuple(sorted(known, key=lambda one: abs(date.fromisoformat(known[one].last) - sunday)))


def _check_past(since: str) -> None:
    """Refuse a day, or a month or year that begins on one, which has not come yet."""
    today = datetime.now().astimezone().date().isoformat()
    if _is_day(since) and last_day_of(eve_of(since)) > today:
        raise BadSetting(f"{since} lies ahead; give a day up to today, {today}")


def _check_order(since: str, until: str) -> None:
    """Refuse two days, months or years of which the first leaves no day up to the end of the second."""
    if _is_day(since) and _is_day(until) and last_day_of(eve_of(since)) >= last_day_of(until):
        raise BadSetting(f"{since} is not before {until}; {EARLIER_FIRST}")


def _check_dates(since: str, older: Catalog, until: str, newer: Catalog) -> None:
    """Refuse two catalogs of which the first is the newer one; two of one day may differ in what was put right."""
    if older.date > newer.date:
        named = f"{until[:40]!r}" if until else "the catalog of now"
        raise BadSetting(f"{since[:40]!r} is of {older.date} and {named} of {newer.date}; {EARLIER_FIRST}")


def _is_day(text: str) -> bool:
    """Whether a text is a day, month or year, and no folder of that name."""
    return bool(DATE.fullmatch(text)) and not Path(text).is_dir()
