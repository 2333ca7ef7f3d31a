"""Lists that are cut open in place: nothing stands in the JSON alone."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.comparison.explore import explore
from evenhand.comparison.find import find
from evenhand.comparison.pricing import pricing
from evenhand.records.operations import Workload
from evenhand.server import create_app
from evenhand.website.pages import explore as explore_pages
from evenhand.website.pages import find as find_pages
from evenhand.website.pages import pricing as pricing_pages
from evenhand.wording.compare import comparison_words
from invented_catalogs import same_catalog

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client() -> Client:
    """The site over an invented catalog."""
    return TestClient(create_app(same_catalog(1)))


def test_every_model_of_a_cut_table_is_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for one row, the other models stand folded below it, each once."""
    for pages in (explore_pages, pricing_pages):
        monkeypatch.setattr(pages, "MOST_ROWS", 1)
    monkeypatch.setattr(find_pages, "MOST_UNRANKED", 1)
    catalog = same_catalog(1)
    points = explore(catalog, "context", "output").points
    rows = pricing(catalog, Workload()).rows
    every = find(catalog, Workload())
    found = [one.model for one in every.found] + [one.model for one in every.missed if not one.fails]
    for address, models in (
        ("/explore?x=context&y=output", [point.model for point in points]),
        ("/pricing?unranked=true", [row.model for row in rows]),
        ("/find", found),
    ):
        page = client.get(address).text
        listed = page[page.index('id="result"') :]
        assert len(models) > 1
        assert [name for name in models if f'href="/models/{name}"' not in listed] == []
        assert "in the JSON" not in listed


def test_every_flip_is_on_the_page(client: Client) -> None:
    """A comparison tells the two cheapest changes, counts the others, and has them all folded below."""
    catalog = same_catalog(1)
    models = sorted(catalog.models.values(), key=lambda one: one.id)
    pairs = [(one, other) for one in models for other in models if one.id < other.id]
    compared = (compare(catalog, Subject(one), Subject(other)) for one, other in pairs)
    found = next(one for one in compared if len(one.flips) > 3)
    words = comparison_words(found)
    assert len(words.further_flips) == len(found.flips) - 2
    assert {one.rule for one in words.flips} >= {"flip.more"}
    page = client.get(f"/compare/{found.left.id}-vs-{found.right.id}").text
    shown = page.replace("&#39;", "'").replace("&amp;", "&")
    assert [one.text for one in words.further_flips if one.text not in shown] == []
