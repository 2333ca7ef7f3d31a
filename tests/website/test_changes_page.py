"""The pages of changes on the shipped facts: where links lead, what is said of places and of earlier snapshots."""

import re

from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log, changes_in, grouped
from evenhand.records.changes import PlaceChange
from evenhand.website.pages.changes import changes_page, day_page
from evenhand.wording.change_log import group_words, line_words

MANY = re.compile(r'<a href="/changes/([\d-]+)(?:/(\d+))?#([^"]+)">All of them</a>')


def test_every_group_is_found_where_its_link_leads(catalog: Catalog) -> None:
    """What is told as one line stands whole behind its link, from the page on which it begins."""
    links = MANY.findall(changes_page(catalog, "2026-05"))
    assert max(int(page or 1) for _, page, _ in links) > 1
    for day, page, group in links:
        shown = day_page(catalog, day, int(page or 1))
        assert f'id="{group}"' in shown
        assert page in {"", "1"} or f'id="{group}"' not in day_page(catalog, day, int(page) - 1)


def test_places_are_a_kind_of_change(catalog: Catalog) -> None:
    """The page of a month's places has a line for each board and kind, or for each model where they are few."""
    page = changes_page(catalog, "2026-06", "places")
    groups = grouped(changes_in(change_log(catalog), "2026-06"), "places")
    assert {group.board for group in groups} == {"even/verified", "even/provisional", "even/everything"}
    names = {"ranking/even": catalog.rankings["even"].name}
    for group in groups:
        if len(group.changes) > 8:
            assert group_words(group, names).text in page
        else:
            names |= {f"model/{one.model}": catalog.models[one.model].name for one in _places(group.changes)}
            assert all(line_words(one, names).text in page for one in group.changes)


def test_the_page_says_that_nothing_earlier_is_kept(catalog: Catalog) -> None:
    """Without an earlier snapshot the page does not pass silence off as an absence of corrections."""
    page = changes_page(catalog, "2026-06")
    assert "no earlier one is kept where this page was made" in page
    assert '<span class="none">Corrections 0</span>' in page


def _places(changes: tuple[object, ...]) -> list[PlaceChange]:
    return [one for one in changes if isinstance(one, PlaceChange)]
