"""Tests and sources that came or went; values that were put right, restated or removed."""

from evenhand.brief.composing.lines import Told, came_together, line_of, lines_together, parts_of_models, told
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.topics import KINDS_OF
from evenhand.changes.between import model_of
from evenhand.records.brief import Topic
from evenhand.records.changes import KINDS, Change
from evenhand.records.wording import Sentence
from evenhand.wording.brief import counted_lead


def benchmarks_told(material: Material) -> Told:
    """Each benchmark and each source that came or went."""
    found = _found("benchmarks", material)
    if not found:
        return Told()
    lines = (line_of(change, material) for change in found)
    return told("benchmarks", lines, _lead(found))


def corrections_told(material: Material) -> Told:
    """What was put right or removed: many of a kind and source in one line, those of ranked models first."""
    found = _found("corrections", material)
    if not found:
        return Told()
    parts = parts_of_models(came_together(found, material), material)
    return told("corrections", lines_together(found, material), _lead(found), parts)


def _found(topic: Topic, material: Material) -> list[Change]:
    """The most important kind first, and of one kind what is about the highest model."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(material.of(KINDS_OF[topic]), key=lambda one: (order[one.kind], material.place(model_of(one))))


def _lead(found: list[Change]) -> Sentence:
    return counted_lead({kind: number for kind in KINDS if (number := sum(one.kind == kind for one in found))})
