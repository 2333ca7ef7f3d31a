"""The weekly brief: the list of all, newest first, and one by the week that it covers."""

from litestar import Response
from litestar.di import NamedDependency

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.api.lists import MANY, Part
from evenhand.library import Library
from evenhand.records.brief import Brief, BriefHead
from evenhand.records.listed import Listed


@answer("/briefs", "The weekly briefs", MANY)
async def briefs(library: NamedDependency[Library], part: NamedDependency[Part]) -> Response[Listed[BriefHead]]:
    """Every brief with its days, headline and counts, newest first."""
    return part.listed(library.briefs())


@answer("/briefs/{name:str}", "One weekly brief")
async def brief(library: NamedDependency[Library], name: of.BriefName) -> Brief:
    """What changed in a week: sections of lines, each a sentence with its page, source and evidence."""
    return library.brief_of(name)


HANDLERS = (
    briefs,
    brief,
)
