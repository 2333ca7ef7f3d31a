"""The work of a board's page: its rows are chosen once, whatever the page says of them."""

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.website.asked.board_query import BoardQuery
from evenhand.website.pages import board as pages
from invented_catalogs import EVEN


@pytest.mark.parametrize("sort", ["place", "-score", "released"])
def test_rows_of_a_page_are_chosen_once(catalog: Catalog, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    """Table and order are said of the same rows."""
    asked: list[BoardQuery] = []
    choose = pages.chosen_rows

    def counted(board: pages.Board, query: BoardQuery) -> pages.Chosen:
        asked.append(query)
        return choose(board, query)

    monkeypatch.setattr(pages, "chosen_rows", counted)
    query = BoardQuery(sort=sort)
    assert "Rows are ordered by" in pages.board_page(rank(catalog, "classic"), query, {}, EVEN)
    assert asked == [query]
