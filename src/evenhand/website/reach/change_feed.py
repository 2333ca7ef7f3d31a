"""The log of changes as a feed, one entry a day."""

from itertools import islice

from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log, changes_on, grouped
from evenhand.website.reach.feed_lines import feed_line, line_list
from evenhand.website.reach.feeds import Entry, Feed, lasting_id, moment
from evenhand.website.rows.change_lines import DayLines, Line, day_lines
from evenhand.website.site import HERE, Site
from evenhand.wording.change_log import counts_words

NAME = "changes"
ENTRIES = 40
TITLE = "Evenhand: what changed"
ABOUT = "Models, places, prices, corrections, scores, and what was refused, day by day, each line with its evidence."


def change_feed(catalog: Catalog, site: Site = HERE) -> Feed:
    """The newest days, one entry each; a month without a day stands at its end."""
    days = islice(change_log(catalog).days, ENTRIES)
    made = (_entry(catalog, one.day, counts_words(one.counts), site) for one in days)
    return Feed(
        name=NAME,
        title=TITLE,
        about=ABOUT,
        page="/changes",
        entries=tuple(sorted(made, key=lambda one: one.moment, reverse=True)),
        updated=moment(catalog.date),
    )


def _entry(catalog: Catalog, day: str, counted: str, site: Site) -> Entry:
    found: DayLines = day_lines(catalog, grouped(changes_on(change_log(catalog), day)))[0]
    return Entry(
        id=lasting_id(NAME, day),
        title=f"{found.label}: {counted}",
        url=site.whole(found.path),
        moment=moment(day),
        summary=f"{counted[:1].upper()}{counted[1:]}.",
        content=line_list(_line(line, site) for line in found.lines),
    )


def _line(line: Line, site: Site) -> str:
    links = (
        (site.whole(line.more) if line.more else "", "all of them"),
        (site.whole(f"/sources/{line.source}") if line.source else "", line.source_name),
        (line.link, "evidence"),
    )
    return feed_line(line.text, links)
