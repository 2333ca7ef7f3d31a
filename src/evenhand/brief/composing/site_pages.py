"""The page of the site that shows a change, or many; what is gone has none but the log of changes."""

from urllib.parse import quote

from msgspec import structs

from evenhand.brief.composing.material import Material
from evenhand.changes.between import model_of
from evenhand.records.brief import Brief, BriefLine, BriefSection
from evenhand.records.change_log import FAMILY_OF, ChangeGroup, month_of
from evenhand.records.changes import Change, DescriptionChange

LOG = "/changes"
# Where the page of a brief tells of each model what many lines together say.
BY_MODEL = "by-model"


def page_of(change: Change, material: Material) -> str:
    """The page of the model, benchmark or source that a change is about."""
    newer = material.newer
    model = model_of(change)
    if model:
        return f"/models/{quote(model)}" if model in newer.models else LOG
    if isinstance(change, DescriptionChange):
        table = newer.benchmarks if change.thing == "benchmark" else newer.sources
        return f"/{change.thing}s/{quote(change.id)}" if change.id in table else LOG
    return LOG


def all_of(group: ChangeGroup, material: Material) -> str:
    """The page that holds the changes of a group one by one: that of their month and family in the log.

    A catalog's own log holds what its facts tell of their days. What was found between two catalogs may stand on other
    days there, or not at all; it stands model by model on the page of the brief.
    """
    first = group.changes[0]
    return f"{LOG}/{month_of(first.day)}/{FAMILY_OF[first.kind]}" if material.dated else f"#{BY_MODEL}"


def named(brief: Brief, name: str) -> Brief:
    """The brief under a name, with its links to its own page, where what it cuts and counts stands whole."""
    return structs.replace(
        brief, id=name, sections=tuple(_led(section, f"/brief/{name}") for section in brief.sections)
    )


def _led(section: BriefSection, page: str) -> BriefSection:
    lines, rest = (tuple(_line_led(line, page) for line in part) for part in (section.lines, section.rest))
    more = f"{page}#{section.topic}-more" if section.left else ""
    return structs.replace(section, lines=lines, rest=rest, more=more)


def _line_led(line: BriefLine, page: str) -> BriefLine:
    return structs.replace(line, path=f"{page}#{BY_MODEL}") if line.path.endswith(f"#{BY_MODEL}") else line
