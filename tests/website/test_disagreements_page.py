import re
from itertools import pairwise

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.disagreements import disagreements
from evenhand.records.disagreements import Disagreements
from evenhand.website.pages.disagreements import A_PAGE, disagreements_page


@pytest.fixture(scope="module")
def found(catalog: Catalog) -> Disagreements:
    """All disagreements of the shipped catalog."""
    return disagreements(catalog)


def headings(html: str) -> list[str]:
    """What stands over each disagreement of a page."""
    return re.findall(r'<th scope="rowgroup" colspan="2">(.+?)(?:<small>|</th>)', html)


def test_pages_together_hold_each_once(found: Disagreements) -> None:
    """Each page has so many, all pages together have every one, and a number past the end is the last page."""
    total = len(found.scores) + len(found.prices) + len(found.facts)
    last = -(-total // A_PAGE)
    pages = [headings(disagreements_page(found, number=number)) for number in range(1, last + 1)]
    assert [len(page) for page in pages[:-1]] == [A_PAGE] * (last - 1)
    assert sum(map(len, pages)) == total
    assert headings(disagreements_page(found, number=last + 50)) == pages[-1]


def test_largest_scores_come_first(found: Disagreements) -> None:
    """Scores are ordered by how far apart they are against what would be let pass, and the page says so."""
    html = disagreements_page(found, kind="scores")
    told = [re.search(r": (\S+) apart, where up to (\S+) would", text) for text in headings(html)]
    sizes = [float(one[1].replace(",", "")) / float(one[2].replace(",", "")) for one in told if one]
    assert len(sizes) == min(A_PAGE, len(found.scores))
    assert all(one >= other * 0.99 for one, other in pairwise(sizes))
    assert "Largest first: how far apart the scores are" in html


def test_free_against_a_price_comes_first(found: Disagreements) -> None:
    """Of prices the largest ratio comes first, and free against any price before all."""
    plain = found.prices[0]
    one, other = structs.replace(plain.offers[0], input=1.0), structs.replace(plain.offers[0], input=1.5)
    rows = [
        structs.replace(plain, fields=("input",), provider=name, offers=(one, structs.replace(other, input=price)))
        for name, price in (("near", 1.5), ("free", 0.0), ("far", 9.0))
    ]
    html = disagreements_page(structs.replace(found, prices=tuple(rows)), kind="prices")
    assert [text.split(" at ")[1].split(":")[0] for text in headings(html)] == ["free", "far", "near"]


def test_newest_facts_come_first(found: Disagreements) -> None:
    """Of facts the newest statement comes first."""
    html = disagreements_page(found, kind="facts")
    days = [max(re.findall(r"checked (\d{4}-\d\d-\d\d)", part)) for part in html.split('<tr class="group">')[1:]]
    assert days == sorted(days, reverse=True)


def test_each_kind_is_one_link_away(found: Disagreements) -> None:
    """The kinds stand above with their counts, and pages of a kind keep the kind and the filters in their addresses."""
    html = disagreements_page(found, kind="prices", model="gpt-5.5")
    for name in ("scores", "prices", "facts"):
        address = f"/disagreements/{name}?model=gpt-5.5"
        assert re.search(rf'<a href="{re.escape(address)}"[^>]*>{name.capitalize()} \([\d,]+\)</a>', html)
    assert '<a href="/disagreements?model=gpt-5.5">All (' in html
    assert 'href="/disagreements/prices/2?model=gpt-5.5"' in html


def test_nothing_found_says_so(found: Disagreements) -> None:
    """Where sources agree the page says that none was found."""
    html = disagreements_page(structs.replace(found, scores=(), prices=(), facts=()))
    assert "None was found." in html
    assert 'aria-label="Pages"' not in html
