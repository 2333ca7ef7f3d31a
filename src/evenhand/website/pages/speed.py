"""The page at `/speed`: every speed on file with its source, its day and its age."""

from collections.abc import Callable
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.speed_bars import drawn_rows, speed_bars
from evenhand.errors import BadSetting
from evenhand.records.search import NO_SEARCH, Search
from evenhand.records.speed_board import SpeedBoard, SpeedRow, Spread
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.numbers import UNKNOWN, count
from evenhand.wording.speed_board import joined_text, provider_text, speed_words, spread_text

Key = Callable[[SpeedRow], float | str | None]


def _middle(spread: Spread | None, sign: float = 1.0) -> float | None:
    return None if spread is None else sign * spread.middle


SORTS: dict[str, tuple[str, Key]] = {
    "speed": ("output speed", lambda row: _middle(row.tokens_per_second, -1.0)),
    "first-token": ("time to the first token", lambda row: _middle(row.first_token_seconds)),
    "answer": ("time to the whole answer", lambda row: _middle(row.answer_seconds)),
    "newest": ("newest first", lambda row: float(row.days)),
    "model": ("model", lambda row: row.name.casefold()),
    "provider": ("provider", lambda row: row.provider_name.casefold()),
}


class SpeedQuery(Struct, frozen=True, kw_only=True):
    """What a reader asks of the speeds: the length of an answer in tokens, a search, a provider, an order."""

    output: int
    q: Search = NO_SEARCH
    provider: str = ""
    sort: str = "speed"
    recent: bool = False

    def parts(self) -> dict[str, str]:
        """What differs from the plain page, as an address has it."""
        output = "" if self.output == 1000 else str(self.output)
        sort = "" if self.sort == "speed" else self.sort
        recent = "true" if self.recent else ""
        said = {"output": output, "q": self.q.text, "provider": self.provider, "sort": sort, "recent": recent}
        return {name: value for name, value in said.items() if value}


class SpeedLine(Struct, frozen=True, kw_only=True):
    """A row as text."""

    row: SpeedRow
    provider: str
    rate: str
    first: str
    answer: str
    n: str
    age: str


class SpeedPage(Page, kw_only=True):
    """The variables of `speed.html`."""

    board: SpeedBoard
    query: SpeedQuery
    words: tuple[Sentence, ...]
    chart: Markup
    drawn: str
    joined: str
    young: tuple[SpeedLine, ...]
    old: tuple[SpeedLine, ...]
    heading: str
    sorts: tuple[tuple[str, str], ...]
    ordered: dict[str, str]
    providers: tuple[tuple[str, str], ...]


def speed_page(board: SpeedBoard, query: SpeedQuery, site: Site = HERE) -> str:
    """The whole page.

    Raises:
        BadSetting: there is no such order.

    """
    rows = _chosen(board, query)
    young = tuple(row for row in rows if row.counts)
    old = tuple(row for row in rows if not row.counts)
    drawn = drawn_rows((*young, *old))
    sold = {(row.provider, row.provider_name) for row in board.rows if row.provider}
    asked = {name: value for name, value in query.parts().items() if name in ("output", "provider")}
    page = SpeedPage(
        title="Speed: output tokens a second and time to the first token",
        description="Every speed on file by model and provider, with its spread, its requests, its day and its age.",
        section="Speed",
        path="/speed",
        site=site,
        data="/api/v1/speed.json" + (f"?{urlencode(asked)}" if asked else ""),
        scripts=("recalculate.js",) if site.live else (),
        snapshot=f"Snapshot of {board.date}, catalog {board.version[:12]}.",
        board=board,
        query=query,
        words=speed_words(board),
        chart=Markup(speed_bars((*young, *old))),  # noqa: S704 - our own drawing escapes its words
        drawn=f"The first {len(drawn)} of the tables. " if len(drawn) < len(rows) else "",
        joined=joined_text(board),
        young=tuple(map(_line, young)),
        old=tuple(map(_line, old)),
        heading=count(len(rows), "speed").capitalize(),
        sorts=tuple((name, label) for name, (label, _) in SORTS.items()),
        ordered={name: _address(query, name) for name in SORTS},
        providers=tuple(sorted(sold, key=lambda one: one[1].casefold())),
    )
    return render("speed.html", page)


def _address(query: SpeedQuery, sort: str) -> str:
    parts = {**query.parts(), "sort": "" if sort == "speed" else sort}
    kept = {name: value for name, value in parts.items() if value}
    return "/speed" + (f"?{urlencode(kept)}" if kept else "")


def _chosen(board: SpeedBoard, query: SpeedQuery) -> tuple[SpeedRow, ...]:
    """The rows that pass the filters in the order asked for; unknown values last."""
    if query.sort not in SORTS:
        raise BadSetting(f"speeds cannot be sorted by “{query.sort[:40]}”; they can by {', '.join(SORTS)}")
    kept = [
        row
        for row in board.rows
        if query.q.finds(row.model) and query.provider in ("", row.provider) and (row.counts or not query.recent)
    ]
    key = SORTS[query.sort][1]

    def order(row: SpeedRow) -> tuple[bool, float | str]:
        value = key(row)
        return value is None, value if value is not None else 0.0

    return tuple(sorted(kept, key=order))


def _line(row: SpeedRow) -> SpeedLine:
    return SpeedLine(
        row=row,
        provider=provider_text(row),
        rate=spread_text(row.tokens_per_second, seconds=False),
        first=spread_text(row.first_token_seconds, seconds=True),
        answer=spread_text(row.answer_seconds, seconds=True),
        n=UNKNOWN if row.n is None else f"{row.n:,}",
        age=count(row.days, "day") if row.days else "0 days",
    )
