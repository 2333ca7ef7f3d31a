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

KEPT = ("briefs",)
MOST_NAMED = 3


class Briefs:
    """What is told once a week; part of a `Library`."""

    catalog: Catalog
    issued: Callable[[], tuple[Brief, ...]] = tuple
    """The briefs that were issued, where a site keeps them; they take the place of worked-out ones of the same id."""

    def brief(self, since: str = "", until: str = "", *, dated: bool = False, places: bool = True) -> Brief:
        """The brief of what changed from one catalog to a later one.

        `since` and `until` are days, git revisions, folders of facts or saved snapshots, as in `changes`; without
        `until` it is this catalog. Without `since`, or with `dated`, it is made from the log, by the facts' own days:
        of the week before `until`, or from the day after `since` on. `places` compares the boards of two catalogs,
        which may fit that of the older one for some seconds.

        Raises:
            BadSetting: they lead to no catalog, are no days, or `since` lies ahead.

        >>> brief = library.brief("2026-04-20", "2026-04-26", dated=True)
        >>> brief.id, brief.first, brief.last
        ('2026-W17', '2026-04-21', '2026-04-26')
        """
        _check_past(since)
        if dated or not since:
            last = min(last_day_of(until) if until else self.catalog.date, self.catalog.date)
            after = last_day_of(eve_of(since)) if since else days_before(last, 7)
            return brief_between(self.catalog, after, last, self._default_board())
        older, newer = filed(since, until, self.catalog)
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
        known = self._known()
        oldest = min((brief.first for brief in known.values()), default=self.catalog.date)
        found = known.get(name) or quiet_week(self.catalog, name, oldest)
        if found is None:
            raise UnknownBrief(name, _near(name, known)[:MOST_NAMED])
        return found

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
        issued = {brief.id: shown_only(brief) for brief in self.issued()}
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
    if DATE.fullmatch(since) and not Path(since).is_dir() and last_day_of(eve_of(since)) > today:
        raise BadSetting(f"{since} lies ahead; give a day up to today, {today}")
