import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.errors import BadSetting
from evenhand.records.board import Board
from evenhand.records.estimates import RankPlace
from evenhand.website.board_query import SORTS, BoardQuery, chosen_rows
from evenhand.website.pages.board import board_page
from invented_catalogs import EVEN


def shown(board: Board, query: BoardQuery, **more: object) -> str:
    """The page of a board under the invented ranking."""
    return board_page(board, query, {}, EVEN, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def board(catalog: Catalog) -> Board:
    """The classic board, whose places need no pairwise comparisons."""
    return rank(catalog, "classic")


def test_no_filter_keeps_the_order(board: Board) -> None:
    """Without filters the board is as the ranking has it, the unranked left out unless asked for."""
    assert chosen_rows(board, BoardQuery(unranked=True)).rows == board.rows
    chosen = chosen_rows(board, BoardQuery())
    assert chosen.rows == tuple(row for row in board.rows if row.ranked)
    assert len(chosen.rows) + chosen.hidden == len(board.rows)


def test_search_looks_at_names_and_labs(board: Board) -> None:
    """Search finds a model by a part of its name or its lab's."""
    assert {row.model for row in chosen_rows(board, BoardQuery(q="gemma 4 12")).rows} == {"gemma-4-12b"}
    assert {row.lab_name for row in chosen_rows(board, BoardQuery(q="openai")).rows} == {"OpenAI"}


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_keeps_every_row(board: Board, sort: str) -> None:
    """Sorting loses no row and puts unknown values last."""
    rows = chosen_rows(board, BoardQuery(sort=sort, unranked=True)).rows
    assert {row.model for row in rows} == {row.model for row in board.rows}
    known = [SORTS[sort][1](row) is not None for row in rows]
    assert known == sorted(known, reverse=True)


def test_unknown_values_pass_no_limit(board: Board) -> None:
    """A model without a price or context window is not below any limit."""
    for unranked in (False, True):
        cheap = chosen_rows(board, BoardQuery(max_price=1, unranked=unranked)).rows
        wide = chosen_rows(board, BoardQuery(min_context=10**6, unranked=unranked)).rows
        open_ = chosen_rows(board, BoardQuery(open_weights=True, unranked=unranked)).rows
        assert all(row.output is not None and row.output <= 1 for row in cheap)
        assert all((row.context_window or 0) >= 10**6 for row in wide)
        assert all(row.open_weights for row in open_)


def test_unranked_models_are_counted_and_one_link_away(board: Board) -> None:
    """The board says how many unranked models pass the filters, and its link to them keeps the filters."""
    query = BoardQuery(q="gpt", sort="name", columns="running")
    html = shown(board, query)
    hidden = chosen_rows(board, query).hidden
    assert hidden > 1
    assert f"{hidden:,} more models are tracked but unranked." in html
    address = parse_qs(unescape(html.split('">Show them too')[0].rsplit('href="/?', 1)[1]))
    assert {name: address[name] for name in ("q", "sort", "columns", "unranked")} == {
        "q": ["gpt"],
        "sort": ["name"],
        "columns": ["running"],
        "unranked": ["true"],
    }
    whole = shown(board, structs.replace(query, unranked=True))
    assert "more models are tracked" not in whole
    assert 'name="unranked" value="true" checked' in whole


def test_search_that_finds_only_unranked_models_shows_them(board: Board) -> None:
    """Where no ranked model passes, the unranked are shown without being asked for, and that is said."""
    alone = next(row for row in board.rows if not row.ranked)
    rows = tuple(row for row in board.rows if row.ranked or row is alone)
    html = shown(structs.replace(board, rows=rows), BoardQuery(q=alone.model))
    assert f'href="/models/{alone.model}"' in html
    assert "No ranked model is among these" in html


def test_counts_have_separators(board: Board) -> None:
    """A large count is written with its separator."""
    rows = (*board.rows[:1], *(structs.replace(board.rows[-1], model=f"m{n}", ranked=False) for n in range(1500)))
    html = shown(structs.replace(board, rows=rows), BoardQuery())
    assert "1 of 1,501 models" in html
    assert "1,500 more models are tracked but unranked." in html


def test_views_keep_the_filters(board: Board) -> None:
    """Another ranking, lane, category or group of columns keeps the search and the filters."""
    html = shown(board, BoardQuery(q="gpt", open_weights=True, unranked=True))
    for label in ("Ranking", "Lane", "Category", "Columns"):
        links = html.split(f'<nav class="tabs" aria-label="{label}">')[1].split("</nav>")[0]
        for address in re.findall(r'href="/\?([^"]+)"', links):
            assert {"q", "open", "unranked"} <= parse_qs(unescape(address)).keys()


def test_unknown_order_is_refused(board: Board) -> None:
    """An order that does not exist is an error that names those that do."""
    with pytest.raises(BadSetting, match="released"):
        chosen_rows(board, BoardQuery(sort="'; drop"))


def test_page_with_nothing_left_says_so(board: Board) -> None:
    """A search that finds nothing leads back to the whole board."""
    html = shown(board, BoardQuery(q="no such model"))
    assert "No model passes these filters." in html


def test_board_says_how_it_is_ordered(board: Board) -> None:
    """One line says how the rows are ordered, whatever the order."""
    assert "ordered by the classic average" in shown(board, BoardQuery())
    assert "ordered by context window" in shown(board, BoardQuery(sort="context"))


def test_ties_for_first_are_said(board: Board) -> None:
    """Models of the first group are named above the table as tied; one alone is first with a probability."""
    place = RankPlace(place=1, best=1, worst=2, of=2, level=0.9, first=0.5, top3=1, top10=1, group=1)
    rows = tuple(structs.replace(row, ranked=True, place=place) for row in board.rows[:2])
    even = structs.replace(board, rows=rows, snapshot=structs.replace(board.snapshot, method="even"))
    assert f"Tied for first: {rows[0].name} and {rows[1].name};" in shown(even, BoardQuery())
    alone = structs.replace(even, rows=(rows[0], structs.replace(rows[1], place=structs.replace(place, group=2))))
    assert f"{rows[0].name} is first with probability 50%." in shown(alone, BoardQuery())


def test_columns_come_in_groups(board: Board) -> None:
    """The board opens with the categories; price and speed are a group of their own; other groups are refused."""
    pages = {name: shown(board, BoardQuery(columns=name)) for name in ("main", "running", "all")}
    heads = {name: html.split("<thead>")[1].split("</thead>")[0] for name, html in pages.items()}
    assert [name for name, head in heads.items() if "Reasoning" in head] == ["main", "all"]
    assert [name for name, head in heads.items() if "Released" in head] == ["running", "all"]
    assert 'name="columns" value="running"' in pages["running"]
    with pytest.raises(BadSetting, match="running"):
        chosen_rows(board, BoardQuery(columns="none"))


def test_retired_model_is_marked_on_the_board(board: Board) -> None:
    """A retired model has its day beside its name."""
    model = board.rows[0].model
    assert "retired 2026-10-16" in shown(board, BoardQuery(), retired={model: "retired 2026-10-16"})
