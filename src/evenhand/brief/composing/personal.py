"""The brief of one reader: what happened to the models that they watch first, then the topics that they chose.

Readers who would get the same words share a key, so that a letter is written once for all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import structs

from evenhand.brief.composing.cheapest_outputs import KINDS, fell_to
from evenhand.brief.composing.leads import lead_of
from evenhand.brief.composing.monthly_costs import USUAL, effect_of
from evenhand.brief.composing.topics import SHOWN
from evenhand.records.brief import TOPICS, Brief, BriefLine, BriefSection
from evenhand.records.subscriptions import Preferences
from evenhand.records.wording import Sentence
from evenhand.wording.brief import EFFECT, HEADINGS, NEWLY_STATED, headline, nothing_for_you, short_words, watched_lead

Limits = tuple[tuple[str, float], ...]


class PersonalBriefs:
    """The briefs of many readers, from one for everybody. What a model's watchers get is looked up once."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self._of_model = _by_model(brief)
        self._with_effects: dict[tuple[int, str], BriefLine] = {}
        self._topics = {section.topic: _Topic(section) for section in brief.sections}
        self._costs_of_models = frozenset(name for name, lines in self._of_model.items() if _have_costs(lines))

    def content_key(self, preferences: Preferences) -> str:
        """The same for all readers who would get the same brief of these: what of their wishes matters in it."""
        watched = self._watched(preferences)
        topics = tuple(topic for topic in TOPICS if topic in preferences.topics and topic in self._topics)
        costs = not self._costs_of_models.isdisjoint(watched) or any(
            _have_costs(self._topics[topic].lines(watched)) for topic in topics
        )
        workload = preferences.workload if costs and preferences.workload != USUAL else ""
        return msgspec.json.encode((topics, sorted(watched), workload, self._limits(preferences))).decode()

    def of(self, preferences: Preferences) -> Brief:
        """One reader's brief; empty, and its headline says so, where nothing is left."""
        brief, workload = self.brief, preferences.workload
        watched = self._watched(preferences)
        fell = {one.model: said for one in preferences.watched if (said := fell_to(one, brief.cheapest.get(one.model)))}
        own = tuple(line for model in sorted(watched) for line in self._own(model, fell.get(model, ())))
        chosen = (one.without(watched) for topic, one in self._topics.items() if topic in preferences.topics)
        found = (*((_watched(own),) if own else ()), *(one for one in chosen if one.lines or one.left))
        sections = [self._for_reader(one, workload) for one in found]
        return structs.replace(brief, headline=self._headline(sections), sections=tuple(sections), further=())

    def _watched(self, preferences: Preferences) -> frozenset[str]:
        """The watched models of which the brief has a line."""
        return frozenset(one.model for one in preferences.watched) & self._of_model.keys()

    def _limits(self, preferences: Preferences) -> Limits:
        """The reader's limits that a price fell to; all others change nothing."""
        return tuple(
            sorted(
                (one.model, one.below)
                for one in preferences.watched
                if one.below is not None and fell_to(one, self.brief.cheapest.get(one.model))
            )
        )

    def _own(self, model: str, fell: tuple[Sentence, ...]) -> tuple[BriefLine, ...]:
        """The lines of a watched model; that a limit is reached stands at the offer that is now the cheapest."""
        lines = self._of_model[model]
        if not fell:
            return lines
        provider = self.brief.cheapest[model].provider
        at = min(
            range(len(lines)), key=lambda place: (lines[place].kind not in KINDS, lines[place].provider != provider)
        )
        told = structs.replace(lines[at], details=(*fell, *lines[at].details))
        return *lines[:at], told, *lines[at + 1 :]

    def _for_reader(self, section: BriefSection, workload: str) -> BriefSection:
        """The section with what its prices do to the reader's own example of a workload."""
        if workload in {"", USUAL} or not _have_costs(section.lines):
            return section
        return structs.replace(section, lines=tuple(self._for_workload(line, workload) for line in section.lines))

    def _for_workload(self, line: BriefLine, workload: str) -> BriefLine:
        """The line for all readers of one workload; lines are those of the brief, which lives as long as this."""
        if not line.costs:
            return line
        key = id(line), workload
        found = self._with_effects.get(key)
        if found is None:
            found = self._with_effects[key] = _with_effect(line, workload)
        return found

    def _headline(self, sections: list[BriefSection]) -> Sentence:
        brief = self.brief
        if len(sections) == len(brief.sections) and not any(one.topic == "watched" for one in sections):
            return brief.headline
        leads = tuple(section.lead for section in sections if section.lead)
        if leads or not sections:
            return headline(leads) if leads else nothing_for_you(brief.first, brief.last)
        return headline(section.lines[0].words for section in sections if section.lines)


class _Topic:
    """A section for everybody, and what it is without the lines of watched models."""

    def __init__(self, section: BriefSection) -> None:
        self._every = (*section.lines, *section.rest)
        self._models = frozenset(line.models[0] for line in self._every if len(line.models) == 1)
        self._whole = structs.replace(section, rest=())
        self._unknown = section.left - sum(line.changes for line in section.rest)

    def lines(self, watched: frozenset[str]) -> tuple[BriefLine, ...]:
        """The lines that are shown without those that stand among the watched ones."""
        return self._whole.lines if watched.isdisjoint(self._models) else self._kept(watched)[:SHOWN]

    def without(self, watched: frozenset[str]) -> BriefSection:
        """The section with others in the place of watched lines, as far as there are any, and what is left counted."""
        if watched.isdisjoint(self._models):
            return self._whole
        kept = self._kept(watched)
        left = self._unknown + sum(line.changes for line in kept[SHOWN:])
        lead = lead_of(self._whole.topic, kept) if kept and not self._unknown else None
        return structs.replace(self._whole, lines=kept[:SHOWN], left=left, lead=lead)

    def _kept(self, watched: frozenset[str]) -> tuple[BriefLine, ...]:
        return tuple(line for line in self._every if len(line.models) != 1 or line.models[0] not in watched)


def personal(brief: Brief, preferences: Preferences) -> Brief:
    """One reader's brief; `PersonalBriefs` where there are many readers."""
    return PersonalBriefs(brief).of(preferences)


def _have_costs(lines: Iterable[BriefLine]) -> bool:
    return any(line.costs for line in lines)


def _lines(brief: Brief) -> Iterator[BriefLine]:
    """All lines, those that are shown first."""
    yield from (line for section in brief.sections for line in section.lines)
    yield from (line for section in brief.sections for line in section.rest)
    yield from brief.further


def _by_model(brief: Brief) -> dict[str, tuple[BriefLine, ...]]:
    """The lines about one model alone, the most important topic first; those that are shown before the others.

    Not those that stand for lines of its own.
    """
    found: dict[str, list[BriefLine]] = defaultdict(list)
    for line in _lines(brief):
        if len(line.models) == 1 and line.words.rule != NEWLY_STATED:
            found[line.models[0]].append(line)
    order = {topic: place for place, topic in enumerate(TOPICS)}
    return {model: tuple(sorted(lines, key=lambda one: order[one.topic])) for model, lines in found.items()}


def _watched(lines: tuple[BriefLine, ...]) -> BriefSection:
    """Every change of the watched models; a change of price has a line of its own for each mode and prompt length."""
    changes = sum(1 if line.kind == "price change" else line.changes for line in lines)
    lead = watched_lead(changes, short_words(lines[0]))
    return BriefSection(topic="watched", heading=HEADINGS["watched"], lines=lines, lead=lead)


def _with_effect(line: BriefLine, workload: str) -> BriefLine:
    rest = tuple(one for one in line.details if one.rule != EFFECT)
    return structs.replace(line, details=(*effect_of(line.costs, workload), *rest))
