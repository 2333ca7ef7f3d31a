import csv
import gzip
import json
import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.searching import search_models, searched_models
from evenhand.comparison.rank import rank
from evenhand.errors import BadSetting
from evenhand.records.board import Board
from evenhand.records.estimates import RankPlace
from evenhand.records.search import Search
from evenhand.website.asked.board_addresses import board_path, file_path
from evenhand.website.asked.board_query import ORDERS, BoardQuery, chosen_columns, chosen_rows, day, orders, without_one
from evenhand.website.assets import assets
from evenhand.website.pages.board import board_page
from evenhand.website.routes.board import csv_text
from evenhand.website.site import Site
from invented_catalogs import EVEN

Searching = Callable[[str], Search]


def plain_text(page: str) -> str:
    """The table of a board and what is said below it, without its marks of HTML."""
    return re.sub(r"<[^>]*>", "", page[page.index("<tbody>") : page.index("Unranked models have too few")])


def shown(board: Board, query: BoardQuery, **more: object) -> str:
    """The page of a board under the invented ranking."""
    return board_page(board, query, {}, EVEN, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def board(catalog: Catalog) -> Board:
    """The classic board, whose places need no pairwise comparisons."""
    return rank(catalog, "classic")


@pytest.fixture(scope="module")
def search(catalog: Catalog) -> Searching:
    """The search among the models of the catalog."""
    return lambda text: search_models(catalog, text)


def test_no_filter_keeps_the_order(board: Board) -> None:
    """Without filters the board is as the ranking has it, the unranked left out unless asked for."""
    assert chosen_rows(board, BoardQuery(unranked=True)).rows == board.rows
    chosen = chosen_rows(board, BoardQuery())
    assert chosen.rows == tuple(row for row in board.rows if row.ranked)
    assert len(chosen.rows) + chosen.hidden == len(board.rows)


def test_search_looks_at_names_and_labs(board: Board, search: Searching) -> None:
    """Search finds a model by a part of its name or its lab's."""
    assert {row.model for row in chosen_rows(board, BoardQuery(q=search("gemma 4 12"))).rows} == {"gemma-4-12b"}
    assert {row.lab_name for row in chosen_rows(board, BoardQuery(q=search("openai"))).rows} == {"OpenAI"}
    typed = [chosen_rows(board, BoardQuery(q=search(text))).rows for text in ("gpt-5.2", "gpt 5.2", "GPT5 .2")]
    assert typed[0] == typed[1] == typed[2] != ()


@pytest.mark.parametrize("turn", ["", "-"])
@pytest.mark.parametrize("sort", [*ORDERS, "coding"])
def test_every_order_keeps_every_row(board: Board, sort: str, turn: str) -> None:
    """Either way round, sorting loses no row, puts the known values in order and the unknown ones last."""
    rows = chosen_rows(board, BoardQuery(sort=turn + sort, unranked=True)).rows
    assert {row.model for row in rows} == {row.model for row in board.rows}
    order = orders(board)[sort]
    values = [order.value(row) for row in rows]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known
    if sort != "place":
        assert known == sorted(known, reverse=order.highest_first != bool(turn))


def test_place_turns_the_ranked_round(board: Board) -> None:
    """The worst place comes first when the order of places is turned, and the unranked stay last."""
    first, turned = (chosen_rows(board, BoardQuery(sort=sort, unranked=True)).rows for sort in ("place", "-place"))
    ranked = [row for row in first if row.ranked]
    assert list(turned) == [*reversed(ranked), *(row for row in first if not row.ranked)]


def test_unknown_values_pass_no_limit(board: Board) -> None:
    """A model without a price or context window is not below any limit."""
    for unranked in (False, True):
        cheap = chosen_rows(board, BoardQuery(max_price=1, unranked=unranked)).rows
        wide = chosen_rows(board, BoardQuery(min_context=10**6, unranked=unranked)).rows
        open_ = chosen_rows(board, BoardQuery(open_weights=True, unranked=unranked)).rows
        assert all(row.output is not None and row.output <= 1 for row in cheap)
        assert all((row.context_window or 0) >= 10**6 for row in wide)
        assert all(row.open_weights for row in open_)


def test_models_that_a_filter_leaves_out_unsurely_are_counted(board: Board) -> None:
    """Beside the rows stands of how many nobody knows whether they keep a filter, once each and of no broken filter."""
    first = next(row for row in board.rows if row.ranked)
    facts = {"output": 1.0, "context_window": 5000, "open_weights": True, "reasoning": True, "released": "2026-05-02"}
    rows = [structs.replace(first, model=f"no-{name}", **{**facts, name: None}) for name in facts]
    rows.append(structs.replace(first, model="small", **{**facts, "context_window": 10, "released": None}))
    made = structs.replace(board, rows=(structs.replace(first, model="all", **facts), *rows))
    asked = {"since": "2026-05-01", "until": "2026-06-01", "max_price": 2.0, "open_weights": True, "reasoning": True}
    query = BoardQuery(min_context=1000, **asked)
    chosen = chosen_rows(made, query)
    assert [row.model for row in chosen.rows] == ["all"]
    assert chosen.unknown == dict.fromkeys(("max_price", "min_context", "open", "reasoning", "released"), 1)
    assert "1 model for their context window, 1 model for whether their weights are open" in shown(made, query)
    assert chosen_rows(made, BoardQuery(min_context=1000)).unknown == {"min_context": 1}
    assert "Left out because something is not known" not in shown(made, BoardQuery())
    assert "newest first; 2 models of which it is not known come last" in shown(made, BoardQuery(sort="released"))


def test_release_dates_compare_as_far_as_they_are_told(board: Board) -> None:
    """A model released in a month that holds the asked day passes either way; one without a date never does."""
    rows = tuple(structs.replace(board.rows[0], model=f"m{n}", released=day) for n, day in enumerate(DATES))
    dated = structs.replace(board, rows=rows)
    since = chosen_rows(dated, BoardQuery(since="2026-04-10")).rows
    until = chosen_rows(dated, BoardQuery(until="2026-04-10")).rows
    assert [row.released for row in since] == ["2026-04", "2026-04-10", "2026-04-11", "2027"]
    assert [row.released for row in until] == ["2026-04", "2026-04-09", "2026-04-10"]


DATES = (None, "2026-04", "2026-04-09", "2026-04-10", "2026-04-11", "2027")


@pytest.mark.parametrize("text", ["2026-02-30", "26-01-01", "soon", "2026-1-1", "20260401"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """A day that stands in no calendar, or is not written like one, is an error that shows how to write it."""
    with pytest.raises(BadSetting, match="2026-04-23"):
        day("since", text)


def test_retired_models_can_be_left_out_or_shown_alone(board: Board) -> None:
    """The two filters part the board: every model is either served or not."""
    served = chosen_rows(board, BoardQuery(retired="no", unranked=True)).rows
    gone = chosen_rows(board, BoardQuery(retired="only", unranked=True)).rows
    assert len(served) + len(gone) == len(board.rows)
    assert gone
    assert all(row.retired for row in gone)


def test_unranked_models_are_counted_and_one_link_away(board: Board, search: Searching) -> None:
    """The board says how many unranked models pass the filters, and its link to them keeps the filters."""
    query = BoardQuery(q=search("gpt"), sort="-name", columns=("price",))
    html = shown(board, query)
    hidden = chosen_rows(board, query).hidden
    assert hidden > 1
    assert f"{hidden:,} more models are tracked but unranked." in html
    link = unescape(html.split('">Show them too')[0].rsplit('href="', 1)[1])
    assert parse_qs(urlsplit(link).query) == {
        "q": ["gpt"],
        "sort": ["-name"],
        "columns": ["price"],
        "unranked": ["true"],
    }
    whole = shown(board, structs.replace(query, unranked=True))
    assert "more models are tracked" not in whole
    assert 'name="unranked" value="true" checked' in whole


def test_search_that_finds_only_unranked_models_shows_them(board: Board, search: Searching) -> None:
    """Where no ranked model passes, the unranked are shown without being asked for, and that is said."""
    alone = next(row for row in board.rows if not row.ranked)
    rows = tuple(row for row in board.rows if row.ranked or row is alone)
    html = shown(structs.replace(board, rows=rows), BoardQuery(q=search(alone.model)))
    assert f'href="/models/{alone.model}"' in html
    assert f"1 of {len(rows)} models, none of them ranked" in html


def test_counts_have_separators(board: Board) -> None:
    """A large count is written with its separator."""
    rows = (*board.rows[:1], *(structs.replace(board.rows[-1], model=f"m{n}", ranked=False) for n in range(1500)))
    html = shown(structs.replace(board, rows=rows), BoardQuery())
    assert "1 ranked model<" in html
    assert "1,500 more models are tracked but unranked." in html
    everyone = shown(structs.replace(board, rows=rows), BoardQuery(unranked=True))
    assert "1,501 models, 1 of them ranked" in everyone


def test_views_keep_the_filters(board: Board, search: Searching) -> None:
    """Another ranking, lane or category keeps the search and the filters, at a path of its own."""
    lanes = {"classic": ("verified", "provisional"), "even": ("verified",)}
    html = board_page(board, BoardQuery(q=search("gpt"), open_weights=True, unranked=True), lanes, EVEN)
    for label, least in (("Ranking", 2), ("Lane", 2), ("Category", 3)):
        links = re.findall(r'href="([^"]+)"', html.split(f'aria-label="{label}">')[1].split("</nav>")[0])
        assert len({urlsplit(link).path for link in links}) == len(links) >= least
        assert all({"q", "open", "unranked"} <= parse_qs(unescape(urlsplit(link).query)).keys() for link in links)


def test_head_turns_its_own_order_round(board: Board, search: Searching) -> None:
    """The head of the order in use says its direction and leads to the other one; all heads keep the filters."""
    html = shown(board, BoardQuery(q=search("gpt"), sort="output"))
    heads = re.findall(r'<th scope="col"[^>]*>.*?</th>', html.split("<thead>")[1].split("</thead>")[0])
    current = [head for head in heads if "aria-sort" in head]
    assert len(current) == 1
    assert 'aria-sort="ascending"' in current[0]
    assert 'sort=-output" data-sort="output" aria-current="true"' in current[0]
    assert all("q=gpt" in link for head in heads for link in re.findall(r'href="([^"]+)"', head))
    turned = shown(board, BoardQuery(sort="-output"))
    assert 'aria-sort="descending"' in turned
    assert '?sort=output" data-sort="output" aria-current="true"' in turned


def test_unknown_order_is_refused(board: Board) -> None:
    """An order that does not exist is an error that names those that do."""
    with pytest.raises(BadSetting, match="released"):
        chosen_rows(board, BoardQuery(sort="'; drop"))


def test_page_with_nothing_left_says_what_to_drop(board: Board, search: Searching) -> None:
    """Where nothing passes, each filter that helps when dropped is a link, with how many models then pass."""
    query = BoardQuery(q=search("gpt"), max_price=0.0, min_context=10**9)
    html = shown(board, query)
    assert "No model passes all of these filters." in html
    assert all(left == 0 for left in without_one(board, query).values())
    assert "Drop one of them" not in html
    free = BoardQuery(q=search("no such model"), open_weights=True)
    left = without_one(board, free)["q"]
    assert left > 1
    assert f"search “no such model”</a>, and {left:,} models pass" in shown(board, free)


def test_filters_that_are_set_are_named_with_the_way_out(board: Board) -> None:
    """Each filter stands above the table as a link that drops this one and keeps the others."""
    html = shown(board, BoardQuery(lab="openai", min_context=131072))
    chips = html.split('<p class="chips">')[1].split("</p>")[0]
    assert re.findall(r'href="([^"]+)">([^<]+)<', chips) == [
        ("/boards/classic/provisional?min_context=131072", "lab OpenAI"),
        ("/boards/classic/provisional?lab=openai", "context 128K or more"),
        ("/boards/classic/provisional", "drop all"),
    ]


def test_board_says_how_it_is_ordered(board: Board) -> None:
    """One line says how the rows are ordered, whatever the order."""
    assert "ordered by the classic average" in shown(board, BoardQuery())
    assert "ordered by context window" in shown(board, BoardQuery(sort="context"))


def test_ties_for_first_are_said(board: Board) -> None:
    """Above the table stands whom the first is not surely ahead of; one alone is first with a probability."""
    place = RankPlace(place=1, best=1, worst=2, of=2, level=0.9, first=0.5, top3=1, top10=1, group=1)
    rows = tuple(structs.replace(row, ranked=True, place=place) for row in board.rows[:5])
    behind = tuple(structs.replace(row, place=structs.replace(place, group=2)) for row in rows)
    rows = (*rows[:2], *behind[2:])
    even = structs.replace(board, rows=rows, snapshot=structs.replace(board.snapshot, method="even"))
    assert f"{rows[0].name} is first; it is not surely ahead of {rows[1].name}." in shown(even, BoardQuery())
    alone = structs.replace(even, rows=(rows[0], *behind[1:]))
    assert f"{rows[0].name} is first with probability 50%." in shown(alone, BoardQuery())


def test_columns_are_chosen_one_by_one(board: Board) -> None:
    """The board opens with its usual columns, shows those asked for in its own order, and refuses others."""
    asked = {"plain": None, "two": chosen_columns(["released", "weights,price"]), "none": chosen_columns(["place"])}
    pages = {name: shown(board, BoardQuery(columns=columns)) for name, columns in asked.items()}
    heads = {name: html.split("<thead>")[1].split("</thead>")[0] for name, html in pages.items()}
    assert asked["two"] == ("price", "weights", "released")
    assert [word in heads["plain"] for word in ("Coding", "Price", "Weights")] == [True, True, False]
    assert [word in heads["two"] for word in ("Coding", "Price", "Weights")] == [False, True, True]
    assert heads["none"].count("<th") == 4
    assert 'name="columns" value="weights" checked' in pages["two"]
    with pytest.raises(BadSetting, match="released"):
        chosen_columns(["none"])


@pytest.mark.parametrize("names", [["evidence"], ["all"], ["running"], ["place"], ["main"], []])
def test_columns_read_back_from_their_address(names: list[str]) -> None:
    """What an address asks for is what the address of the page says again."""
    query = BoardQuery(columns=chosen_columns(names))
    assert chosen_columns([query.asked().get("columns", "")]) == query.columns


def test_speeds_show_by_themselves_where_enough_are_known(board: Board) -> None:
    """The speed column opens with a board that knows a quarter of its models' speeds, else it is for asking."""
    rows = tuple(
        structs.replace(row, tokens_per_second=50.0 * (n < 3) or None) for n, row in enumerate(board.rows[:12])
    )
    assert all(row.ranked for row in rows)
    assert (
        "first token" in shown(structs.replace(board, rows=rows), BoardQuery()).split("<thead>")[1].split("</thead>")[0]
    )
    fewer = (structs.replace(rows[0], tokens_per_second=None), *rows[1:])
    html = shown(structs.replace(board, rows=fewer), BoardQuery())
    assert "first token" not in html.split("<thead>")[1].split("</thead>")[0]


def test_page_of_files_holds_what_its_script_sorts_by(board: Board) -> None:
    """Without a server every column is in the page, and each row carries the values of all orders and filters."""
    held = {row.model: f"{row.model}\n{row.name}" for row in board.rows}
    html = board_page(board, BoardQuery(), {}, EVEN, Site(live=False), names=held)
    names = html.split('data-orders="')[1].split('"')[0].split()
    rows = [json.loads(unescape(text)) for text in re.findall(r'data-values="([^"]+)"', html)]
    ranked = [row for row in board.rows if row.ranked]
    assert len(rows) == len(ranked)
    assert {len(row) for row in rows} == {len(names) + 5}
    at = [name.rstrip("-") for name in names].index("output")
    assert [row[at] for row in rows] == [row.output for row in ranked]
    assert [row[len(names)] for row in rows] == [row.lab for row in ranked]
    assert [row[-1] for row in rows] == [held[row.model] for row in ranked]
    head = html.split("<thead>")[1].split("</thead>")[0]
    assert 'data-column="speed" hidden' in head
    assert "unranked models too" not in html
    assert "data-values" not in shown(board, BoardQuery())


def test_file_has_the_rows_of_the_page(board: Board, search: Searching) -> None:
    """The CSV holds the models that the page shows, in its order, every column by a name of its own."""
    query = BoardQuery(q=search("gpt"), sort="-context", retired="no")
    rows = list(csv.DictReader(StringIO(csv_text(board, query))))
    assert [row["model"] for row in rows] == [row.model for row in chosen_rows(board, query).rows]
    header = csv_text(board, query).splitlines()[0].split(",")
    assert len(set(header)) == len(header)
    assert file_path("classic", "verified", "coding", "csv") == "/boards/classic/verified/coding.csv"


def test_numbers_of_another_site_are_marked(board: Board) -> None:
    """On the classic board a published number is marked in every cell and in the file, and the page says it."""
    row = next(row for row in board.rows if row.ranked and row.published and row.categories["coding"].published)
    page = shown(board, BoardQuery())
    line = page[page.index(f'href="/models/{row.model}"') :].partition("</tr>")[0]
    assert f'<td class="n">{row.overall:.0f}*</td>' in line
    assert line.count("*</td>") == 1 + sum(one.published for one in row.categories.values())
    assert "A number with * was published by another site and is not averaged here" in page
    header, *lines = csv.reader(StringIO(csv_text(board, BoardQuery())))
    names = next(one for one in lines if one[0] == row.model)[header.index("published")].split()
    assert names == ["score", *(name for name, one in row.categories.items() if one.published)]
    plain = structs.replace(
        board, rows=tuple(one for one in board.rows if not any(value.published for value in one.categories.values()))
    )
    assert "*" not in plain_text(shown(plain, BoardQuery()))


def test_each_board_has_one_path() -> None:
    """What opens first has the short path, every other ranking, lane and category one below /boards."""
    asked = [
        ("even", "open", "overall"),
        ("even", "open", "math"),
        ("even", "shut", "overall"),
        ("own", "open", "math"),
    ]
    paths = [board_path(*one, first_lane="open") for one in asked]
    assert paths == ["/", "/categories/math", "/boards/even/shut", "/boards/own/open/math"]


def test_retired_model_is_marked_on_the_board(board: Board) -> None:
    """A retired model has its day beside its name, and the day does not break over two lines."""
    model = board.rows[0].model
    html = shown(board, BoardQuery(), retired={model: "retired 2026-10-16"})
    assert '<span class="retired">retired <span class="whole">2026-10-16</span></span>' in html


@pytest.mark.parametrize("place", [Site(), Site(live=False)], ids=["server", "files"])
def test_board_of_three_hundred_is_light(board: Board, catalog: Catalog, place: Site) -> None:
    """Three hundred models with every column and all that the page loads are at most 100 KB when zipped."""
    query = BoardQuery(unranked=True, columns=chosen_columns(["all"]))
    names = searched_models(catalog)
    html = board_page(structs.replace(board, rows=board.rows[:300]), query, {}, EVEN, place, names=names)
    loaded = [one.content for one in assets().values() if one.name in html]
    assert html.count("<tr") == 301
    assert len(loaded) == 4 + 2 * (not place.live)
    assert sum(len(gzip.compress(body, 6)) for body in (html.encode(), *loaded)) <= 100 * 1024


def test_a_board_without_places_says_so_and_leads_on(board: Board, search: Searching) -> None:
    """Where no model has a place the page has no rows and no level, and three ways on; rows come when asked for."""
    bare = structs.replace(board, rows=tuple(structs.replace(row, ranked=False, place=None) for row in board.rows))
    bare = structs.replace(
        bare, snapshot=structs.replace(board.snapshot, ranking="even", method="even", lane="verified")
    )
    lanes = {"even": ("verified", "provisional")}
    html = board_page(bare, BoardQuery(), lanes, EVEN, first_lanes={"even": "provisional"})
    assert "No model has a place here" in html
    assert "<tbody>" not in html
    assert 'href="/">The same board in the provisional lane' in html
    assert 'href="/boards/even/verified?unranked=true"' in html
    asked = board_page(bare, BoardQuery(unranked=True), lanes, EVEN)
    assert asked.count("<tr") > len(board.rows)
    assert "rows are ordered by name" in asked
    assert "0% interval" not in asked
    found = board_page(bare, BoardQuery(q=search(board.rows[0].name)), lanes, EVEN)
    assert f'href="/models/{board.rows[0].model}"' in found
    files = board_page(bare, BoardQuery(), lanes, EVEN, Site(live=False))
    assert "board_rows" not in files
