"""The addresses of the log of changes: a month, a kind of change in a month, a day and its further pages."""

import re
from typing import Annotated

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from evenhand.catalog.catalog import Catalog
from evenhand.records.change_log import FAMILIES
from evenhand.website.pages.changes import changes_page, day_page
from evenhand.website.site import Site

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
DAY = re.compile(r"\d{4}(-\d\d-\d\d)?")
UNDATED = "undated"
When = Annotated[str, PathParameter(max_length=10)]
Part = Annotated[str, PathParameter(max_length=20)]
PageNumber = Annotated[int, PathParameter(ge=1, le=10_000)]


@get("/changes", media_type=MediaType.HTML)
async def newest(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """The newest month."""
    return changes_page(catalog, site=site)


@get("/changes/{when:str}", media_type=MediaType.HTML)
async def month_or_day(catalog: NamedDependency[Catalog], site: NamedDependency[Site], when: When) -> str:
    """A month, or all of a day."""
    if MONTH.fullmatch(when):
        return changes_page(catalog, when, site=site)
    if DAY.fullmatch(when):
        return day_page(catalog, when, site=site)
    raise NotFoundException


@get("/changes/{when:str}/{part:str}", media_type=MediaType.HTML)
async def part_of_it(catalog: NamedDependency[Catalog], site: NamedDependency[Site], when: When, part: Part) -> str:
    """One kind of change in a month, what of a month has no day, or a further page of a day."""
    if MONTH.fullmatch(when) and part in FAMILIES:
        return changes_page(catalog, when, part, site)
    if MONTH.fullmatch(when) and part == UNDATED:
        return day_page(catalog, when, site=site)
    if DAY.fullmatch(when) and part.isdecimal() and part.isascii() and not part.startswith("0"):
        return day_page(catalog, when, int(part), site)
    raise NotFoundException


@get("/changes/{when:str}/{part:str}/{number:int}", media_type=MediaType.HTML)
async def further(
    catalog: NamedDependency[Catalog], site: NamedDependency[Site], when: When, part: Part, number: PageNumber
) -> str:
    """A further page of what has no day in a month."""
    if MONTH.fullmatch(when) and part == UNDATED:
        return day_page(catalog, when, number, site)
    raise NotFoundException


HANDLERS = (
    newest,
    month_or_day,
    part_of_it,
    further,
)
