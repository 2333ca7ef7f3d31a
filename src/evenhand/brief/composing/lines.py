"""Lines of the brief: one change, or many of a kind that came together, each with its page and its evidence."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from evenhand.brief.composing.material import Material
from evenhand.brief.composing.site_pages import all_of, page_of
from evenhand.brief.composing.topics import FEW, SHOWN, TOGETHER, TOPIC_OF
from evenhand.brief.composing.weeks import days_before
from evenhand.changes.between import model_of
from evenhand.changes.days import grouped, source_of
from evenhand.changes.evidence import of_source
from evenhand.records.brief import BriefLine, BriefSection, Topic
from evenhand.records.change_log import ChangeGroup, month_of
from evenhand.records.changes import Change, Evidence, PlaceChange, PriceChange
from evenhand.records.wording import Sentence
from evenhand.wording.brief import HEADINGS, OF_A_MODEL, of_a_model, of_month
from evenhand.wording.change_log import group_words, line_words
from evenhand.wording.changes import change_sentence

# What a request costs in the first place; the rest is of the cache.
MAIN = frozenset({"input", "output"})


class Told(Struct, frozen=True):
    """A section, if there is anything to tell, and the lines for readers who watch their models alone."""

    section: BriefSection | None = None
    further: tuple[BriefLine, ...] = ()


def told(topic: Topic, lines: Iterable[BriefLine], lead: Sentence, parts: Iterable[BriefLine] = ()) -> Told:
    """A section of these lines, the most important first; `parts` are what single models have of those of many."""
    every = tuple(lines)
    shown, cut = every[:SHOWN], every[SHOWN:]
    section = BriefSection(
        topic=topic,
        heading=HEADINGS[topic],
        lines=shown,
        left=sum(line.changes for line in cut),
        lead=lead,
        rest=cut,
    )
    return Told(section, tuple(parts))


def line_of(change: Change, material: Material, details: tuple[Sentence, ...] = ()) -> BriefLine:
    """One change."""
    model, evidence = model_of(change), evidence_of(change)
    source = source_of(change)
    return BriefLine(
        topic=TOPIC_OF[change.kind] or "corrections",
        kind=change.kind,
        words=line_words(change, material.names) if material.dated else change_sentence(change, material.names),
        details=details,
        models=(model,) if model else (),
        provider=change.provider if isinstance(change, PriceChange) else "",
        path=page_of(change, material),
        evidence=evidence,
        source_name=material.names.get(f"source/{source}", source),
        percents=percents_of(change),
    )


def group_line(group: ChangeGroup, material: Material) -> BriefLine:
    """Many changes of one kind and source, or of one board: of several models, or of none."""
    return BriefLine(
        topic=TOPIC_OF[group.kind] or "corrections",
        kind=group.kind,
        words=group_words(group, material.names),
        details=_month(group, material),
        models=tuple(dict.fromkeys(filter(None, map(model_of, group.changes)))),
        path=all_of(group, material),
        evidence=_group_evidence(group, material),
        source_name=material.names.get(f"source/{group.source}", group.source),
        changes=len(group.changes),
    )


def lines_together(changes: Iterable[Change], material: Material) -> tuple[BriefLine, ...]:
    """A line for each change, and one for many of a source and kind that come together; in the order of the changes.

    Where these are of one model, it is the line that its readers have, and stands among no parts.
    """
    made: list[BriefLine] = []
    for group in by_source(changes, material):
        if not _many(group):
            made += [line_of(change, material) for change in group.changes]
        elif model := only_model(group):
            made += _of_model(group, model, material)
        else:
            made.append(group_line(group, material))
    return tuple(made)


def parts_of_models(changes: Iterable[Change], material: Material) -> tuple[BriefLine, ...]:
    """What came together, model by model, for readers who watch one: a line a model, kind and source.

    What is of no model has a line for itself, which no reader gets.
    """
    parts: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if model_of(change) or change.kind in TOGETHER:
            parts[model_of(change)].append(change)
    return tuple(
        line
        for model, rows in parts.items()
        for group in _groups(rows, material, by_month=False)
        for line in (_of_model(group, model, material) if model else _each(group, material))
    )


def came_together(changes: Iterable[Change], material: Material) -> tuple[Change, ...]:
    """The changes that have neither a line of their own nor one of their model."""
    groups = (group for group in by_source(changes, material) if _many(group) and not only_model(group))
    return tuple(change for group in groups for change in group.changes)


def by_source(changes: Iterable[Change], material: Material) -> tuple[ChangeGroup, ...]:
    """Groups of one kind and source or board; what is about models apart from all else.

    Where the log holds them, those of two months are two groups: each has a page of the log.
    """
    return _groups(changes, material, by_month=material.dated)


def _groups(changes: Iterable[Change], material: Material, *, by_month: bool) -> tuple[ChangeGroup, ...]:
    found: dict[tuple[str, str, str, bool, str], list[Change]] = defaultdict(list)
    for group in grouped(changes):
        for change in group.changes:
            month = month_of(change.day) if by_month else ""
            found[group.kind, group.source, group.board, bool(model_of(change)), month].append(change)
    last = material.changes.until.date
    return tuple(
        ChangeGroup(day=last, kind=rows[0].kind, source=source, board=board, changes=tuple(rows))
        for (_, source, board, _, _), rows in found.items()
    )


def _each(group: ChangeGroup, material: Material) -> tuple[BriefLine, ...]:
    return tuple(line_of(change, material) for change in group.changes)


def _month(group: ChangeGroup, material: Material) -> tuple[Sentence, ...]:
    """Of which month the changes are, where the brief is of days of two."""
    changes = material.changes
    months = {days_before(changes.since.date, -1)[:7], changes.until.date[:7]}
    return (of_month(month_of(group.changes[0].day)),) if material.dated and len(months) > 1 else ()


def only_model(group: ChangeGroup) -> str:
    """The model that all changes of a group are about; empty where they are about several, or about none."""
    models = set(map(model_of, group.changes))
    return models.pop() if len(models) == 1 else ""


def evidence_of(change: Change) -> Evidence | None:
    """Where the newer value stands, else the older one; of a computed place the file of the ranking."""
    found: Evidence | None = getattr(change, "now", None) or getattr(change, "was", None)
    if found is None and isinstance(change, PlaceChange):
        return Evidence(file=f"rankings/{change.ranking}.toml", line=0, source="", link="", day=change.day)
    return found


def percents_of(change: Change) -> dict[str, float | None]:
    """What became of the price of input and output, else of the cache, by name: per cent, None of what was free.

    Of prices that are known before and after; empty where there are none.
    """
    amounts = change.amounts if isinstance(change, PriceChange) else ()
    known: dict[str, float | None] = {
        one.name: one.percent for one in amounts if one.before is not None and one.after is not None
    }
    return {name: percent for name, percent in known.items() if name in MAIN} or known


def _many(group: ChangeGroup) -> bool:
    """Whether its changes come together in one line."""
    return group.kind in TOGETHER and len(group.changes) > FEW


def _of_model(group: ChangeGroup, model: str, material: Material) -> tuple[BriefLine, ...]:
    if len(group.changes) == 1 or group.kind not in OF_A_MODEL:
        return tuple(line_of(change, material) for change in group.changes)
    first = line_of(group.changes[0], material)
    return (
        BriefLine(
            topic=first.topic,
            kind=group.kind,
            words=of_a_model(group, model, material.names),
            models=(model,),
            path=first.path,
            evidence=_group_evidence(group, material),
            source_name=first.source_name,
            changes=len(group.changes),
        ),
    )


def _group_evidence(group: ChangeGroup, material: Material) -> Evidence | None:
    """The source of all of them; where none is named, or it is gone, that of the first."""
    source = material.newer.sources.get(group.source)
    return of_source(source) if source else evidence_of(group.changes[0])
