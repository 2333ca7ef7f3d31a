"""Lines of the brief: one change, or many of a kind that came together, each with its page and its evidence."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from evenhand.brief.composing.material import Material
from evenhand.brief.composing.site_pages import log_of, page_of
from evenhand.brief.composing.topics import FEW, SHOWN, TOGETHER, TOPIC_OF
from evenhand.changes.between import model_of
from evenhand.changes.days import grouped, source_of
from evenhand.changes.evidence import of_source
from evenhand.records.brief import BriefLine, BriefSection, Topic
from evenhand.records.change_log import ChangeGroup
from evenhand.records.changes import Change, Evidence, PlaceChange, PriceChange
from evenhand.records.wording import Sentence
from evenhand.wording.brief import HEADINGS, OF_A_MODEL, of_a_model
from evenhand.wording.change_log import group_words, line_words
from evenhand.wording.changes import change_sentence

# What a request costs in the first place; the rest is of the cache.
MAIN = frozenset({"input", "output"})


class Told(Struct, frozen=True):
    """A section, if there is anything to tell, and the lines for readers who watch their models alone."""

    section: BriefSection | None = None
    further: tuple[BriefLine, ...] = ()


def told(topic: Topic, lines: Iterable[BriefLine], lead: Sentence, more: str, parts: Iterable[BriefLine] = ()) -> Told:
    """A section of these lines, the most important first; `parts` are what single models have of those of many."""
    every = tuple(lines)
    shown, cut = every[:SHOWN], every[SHOWN:]
    section = BriefSection(
        topic=topic,
        heading=HEADINGS[topic],
        lines=shown,
        left=sum(line.changes for line in cut),
        more=more,
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
        percent=largest(change),
    )


def group_line(group: ChangeGroup, material: Material) -> BriefLine:
    """Many changes of one kind and source, or of one board."""
    return BriefLine(
        topic=TOPIC_OF[group.kind] or "corrections",
        kind=group.kind,
        words=group_words(group, material.names),
        models=tuple(dict.fromkeys(filter(None, map(model_of, group.changes)))),
        path=log_of(group.changes, material),
        evidence=_group_evidence(group, material),
        source_name=material.names.get(f"source/{group.source}", group.source),
        changes=len(group.changes),
    )


def lines_together(changes: Iterable[Change], material: Material) -> tuple[BriefLine, ...]:
    """A line for each change, and one for many of a source and kind that come together; in the order of the changes."""
    made: list[BriefLine] = []
    for group in by_source(changes, material):
        if group.kind in TOGETHER and len(group.changes) > FEW:
            made.append(group_line(group, material))
        else:
            made += [line_of(change, material) for change in group.changes]
    return tuple(made)


def parts_of_models(changes: Iterable[Change], material: Material) -> tuple[BriefLine, ...]:
    """What came together, model by model, for readers who watch one: a line a model, kind and source."""
    parts: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if model := model_of(change):
            parts[model].append(change)
    return tuple(
        line
        for model, rows in parts.items()
        for group in by_source(rows, material)
        for line in _of_model(group, model, material)
    )


def came_together(changes: Iterable[Change], material: Material) -> tuple[Change, ...]:
    """The changes that have no line of their own."""
    return tuple(
        change
        for group in by_source(changes, material)
        if group.kind in TOGETHER and len(group.changes) > FEW
        for change in group.changes
    )


def by_source(changes: Iterable[Change], material: Material) -> tuple[ChangeGroup, ...]:
    """Groups of one kind and source or board, whatever their days."""
    found: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for group in grouped(changes):
        found[group.kind, group.source, group.board] += group.changes
    last = material.changes.until.date
    return tuple(
        ChangeGroup(day=last, kind=rows[0].kind, source=source, board=board, changes=tuple(rows))
        for (_, source, board), rows in found.items()
    )


def evidence_of(change: Change) -> Evidence | None:
    """Where the newer value stands, else the older one; of a computed place the file of the ranking."""
    found: Evidence | None = getattr(change, "now", None) or getattr(change, "was", None)
    if found is None and isinstance(change, PlaceChange):
        return Evidence(file=f"rankings/{change.ranking}.toml", line=0, source="", link="", day=change.day)
    return found


def largest(change: Change) -> float | None:
    """The largest change of the price of input or output in per cent, else of the cache; None where none is known."""
    amounts = change.amounts if isinstance(change, PriceChange) else ()
    known = {one.name: one.percent for one in amounts if one.percent is not None}
    main = [percent for name, percent in known.items() if name in MAIN]
    return max(main or known.values(), key=abs, default=None)


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
