"""A brief for everybody: sections of the most important lines, a headline, and what readers who watch models need."""

from evenhand.brief.composing.cheapest_outputs import cheapest_outputs
from evenhand.brief.composing.facts_put_right import benchmarks_told, corrections_told
from evenhand.brief.composing.lines import Told, parts_of_models
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.new_models import models_told
from evenhand.brief.composing.price_changes import price_news, prices_told
from evenhand.brief.composing.shifts import places_told
from evenhand.brief.composing.site_pages import named
from evenhand.brief.composing.topics import BESIDE, beside
from evenhand.brief.composing.weeks import days_before, week_of
from evenhand.catalog.catalog import Catalog
from evenhand.records.board import Board
from evenhand.records.brief import Brief
from evenhand.records.changes import CatalogChanges
from evenhand.records.wording import Sentence
from evenhand.wording.brief import (
    beside_words,
    headline,
    quiet_headline,
    rules_and_gaps,
    second_opinions,
    worked_out,
)


def compose(
    changes: CatalogChanges, older: Catalog, newer: Catalog, board: Board | None = None, *, dated: bool = False
) -> Brief:
    """The brief of the changes from one catalog to a later one.

    `board` is the newer default board: it says where new models enter. `dated` says that the changes are those of the
    log by the facts' own days; both catalogs are then the same, and the days are those of the two editions.
    """
    material = Material(changes=changes, older=older, newer=newer, board=board, dated=dated)
    told = _told(material)
    last = changes.until.date
    first = min(days_before(changes.since.date, -1), last)
    leads = tuple(one.section.lead for one in told if one.section and one.section.lead)
    brief = Brief(
        id=week_of(last),
        first=first,
        last=last,
        since=changes.since,
        until=changes.until,
        headline=headline(leads) if leads else quiet_headline(first, last),
        sections=tuple(one.section for one in told if one.section),
        counts=changes.counts,
        notes=_notes(material),
        further=(*(line for one in told for line in one.further), *parts_of_models(material.of(BESIDE), material)),
        cheapest=cheapest_outputs(material),
    )
    return named(brief, brief.id)


def _told(material: Material) -> tuple[Told, ...]:
    """The sections in the order of their importance."""
    return (
        models_told(material),
        places_told(material),
        prices_told(material),
        benchmarks_told(material),
        corrections_told(material),
    )


def _notes(material: Material) -> tuple[Sentence, ...]:
    left_out = price_news(material).left_out
    return (
        *beside_words(beside(material.changes.counts)),
        *((second_opinions(left_out),) if left_out else ()),
        *rules_and_gaps(material.changes),
        *((worked_out(material.newer.date),) if material.dated else ()),
    )
