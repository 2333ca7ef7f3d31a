"""The lines of the log of changes: each with what it says and where its evidence is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import model_of
from evenhand.changes.days import change_log, source_of
from evenhand.records.change_log import ChangeGroup
from evenhand.records.changes import KINDS, Change
from evenhand.website.rows.score_text import is_web
from evenhand.wording.change_log import day_label, group_words, line_words

TOGETHER = 8
A_PAGE = 200


class Line(Struct, frozen=True, kw_only=True):
    """One line: its text, the page of its subject, its source, and the place outside that the source names."""

    text: str
    kind: str
    subject: str = ""
    source: str = ""
    source_name: str = ""
    link: str = ""
    where: str = ""
    more: str = ""


class DayLines(Struct, frozen=True, kw_only=True):
    """A day with its lines; `path` is its own page."""

    day: str
    label: str
    path: str
    lines: tuple[Line, ...]


class Names(Mapping[str, str]):
    """Names by `kind/id`, read from the catalog when one is asked for, with those of what it no longer has."""

    def __init__(self, catalog: Catalog) -> None:
        self.tables: dict[str, Mapping[str, object]] = {
            "model": catalog.models,
            "benchmark": catalog.benchmarks,
            "provider": catalog.providers,
            "source": catalog.sources,
            "ranking": catalog.rankings,
        }
        self.gone = change_log(catalog).gone

    def has_page(self, kind: str, name: str) -> bool:
        """Whether the catalog holds it: what is gone has a name and no page."""
        return name in self.tables[kind]

    def __getitem__(self, key: str) -> str:
        """The name of this kind and id.

        Raises:
            KeyError: there is none.

        """
        kind, _, name = key.partition("/")
        record = self.tables[kind].get(name)
        return self.gone[key] if record is None else str(getattr(record, "name"))  # noqa: B009 - of several kinds

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        yield from (f"{kind}/{name}" for kind, table in self.tables.items() for name in table)
        yield from self.gone

    def __len__(self) -> int:
        """How many names there are."""
        return sum(map(len, self.tables.values())) + len(self.gone)


def day_path(day: str) -> str:
    """The page of a day; `/changes/2026-05/undated` where only the month is known."""
    return f"/changes/{day}/undated" if len(day) == len("2026-05") else f"/changes/{day}"


def page_path(day: str, number: int) -> str:
    """The address of a page of a day."""
    return day_path(day) + (f"/{number}" if number > 1 else "")


def day_lines(catalog: Catalog, groups: Iterable[ChangeGroup], *, together: int = TOGETHER) -> tuple[DayLines, ...]:
    """Groups as lines under their days; a group of more than `together` changes is one line that leads to them."""
    names = Names(catalog)
    days: dict[str, list[Line]] = {}
    for group, first in _with_place(groups, {one.day: one.counts for one in change_log(catalog).days}):
        lines = days.setdefault(group.day, [])
        if len(group.changes) > together:
            lines.append(_together(group, names, first // A_PAGE + 1))
        else:
            lines += [change_line(change, names) for change in group.changes]
    return tuple(
        DayLines(day=day, label=day_label(day), path=day_path(day), lines=tuple(lines)) for day, lines in days.items()
    )


def change_line(change: Change, names: Names) -> Line:
    """One change."""
    evidence = getattr(change, "now", None) or getattr(change, "was", None)
    link = evidence.link if evidence and is_web(evidence.link) else ""
    where = "" if evidence is None else f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file
    source = source_of(change)
    return Line(
        text=line_words(change, names).text,
        kind=change.kind,
        subject=_subject(change, names),
        source=source if names.has_page("source", source) else "",
        source_name=names.get(f"source/{source}", source),
        link=link,
        where=where,
    )


def _with_place(
    groups: Iterable[ChangeGroup], counts: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[ChangeGroup, int]]:
    """Each group with how many changes of its day stand before it; groups of one kind follow on each other."""
    met: Counter[tuple[str, str]] = Counter()
    for group in groups:
        earlier = KINDS[: KINDS.index(group.kind)]
        yield group, sum(counts[group.day].get(kind, 0) for kind in earlier) + met[group.day, group.kind]
        met[group.day, group.kind] += len(group.changes)


def _together(group: ChangeGroup, names: Names, page: int) -> Line:
    source = group.source if names.has_page("source", group.source) else ""
    return Line(
        text=group_words(group, names).text,
        kind=group.kind,
        source=source,
        source_name=names.get(f"source/{group.source}", group.source),
        more=f"{page_path(group.day, page)}#{group_id(group)}",
    )


def group_id(group: ChangeGroup) -> str:
    """Where a group stands on the page of its day."""
    return "-".join(filter(None, (group.kind.replace(" ", "-"), group.source, group.board.replace("/", "-"))))


def _subject(change: Change, names: Names) -> str:
    model = model_of(change)
    return f"/models/{quote(model)}" if model and names.has_page("model", model) else ""
