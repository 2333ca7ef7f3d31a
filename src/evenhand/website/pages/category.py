"""A category's board: what the category is, which tests count in it, who leads, and the table of the board."""

from collections.abc import Mapping

from evenhand.records.board import Board, CategoryTest
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.website.asked.board_query import BoardQuery
from evenhand.website.pages.board import NO_NAMES, BoardPage, board_variables
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.category_board import about_category, category_board_words


class CategoryPage(BoardPage, kw_only=True):
    """The variables of `category.html`."""

    about: str
    facts: tuple[Sentence, ...]
    tests: tuple[CategoryTest, ...]
    weighted: bool


def category_page(
    board: Board,
    query: BoardQuery,
    lanes: Mapping[str, tuple[str, ...]],
    rules: Ranking,
    tests: tuple[CategoryTest, ...],
    site: Site = HERE,
    retired: Mapping[str, str] | None = None,
    first_lanes: Mapping[str, str] | None = None,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """The whole page of a category's board; `tests` are those that count in it.

    Raises:
        BadSetting: the board cannot be sorted or shown as asked.

    """
    made = board_variables(board, query, lanes, rules, site, retired, first_lanes, names)
    about = about_category(board.category)
    page = CategoryPage(
        **{**made, "description": f"{about} {made['description']}".strip()},
        about=about,
        facts=category_board_words(board, rules, tests),
        tests=tests,
        weighted=len({one.weight for one in tests}) > 1,
    )
    return render("category.html", page)
