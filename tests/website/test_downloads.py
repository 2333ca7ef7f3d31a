"""Downloads: the same rows in each form, safe in a spreadsheet, with licences, and only what may be handed on."""

import csv
import io
import json
import sys
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs
from pyarrow import parquet
from tests.website.toy_site import toy_catalog, toy_client

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.comparison.speed_board import speed_board
from evenhand.comparison.tables import WORKED_OUT, described, table, tables
from evenhand.records.tables import Column, Table
from evenhand.website.reach.licence_notes import licence_notes, read_me
from evenhand.website.reach.table_files import as_csv

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The invented catalog."""
    return toy_catalog()


@pytest.fixture(scope="module")
def client(toy: Catalog) -> Iterator[Client]:
    """A client of its site."""
    with toy_client(toy) as made:
        yield made


@pytest.mark.parametrize("name", [name for name in tables() if name not in WORKED_OUT])
def test_each_form_has_the_same_rows(toy: Catalog, client: Client, name: str) -> None:
    """CSV, JSON and Parquet agree with the table cell by cell, and a second time byte by byte."""
    found = table(toy, name)
    names = [one.name for one in found.columns]
    answer = json.loads(client.get(f"/downloads/{name}.json").content)
    assert [tuple(row.values()) for row in answer["rows"]] == list(found.rows)
    columns = parquet.read_table(io.BytesIO(client.get(f"/downloads/{name}.parquet").content))
    assert columns.column_names == names
    assert [tuple(row.values()) for row in columns.to_pylist()] == list(found.rows)
    content = client.get(f"/downloads/{name}.csv").content
    head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    assert head == names
    assert [[cell != "" for cell in row] for row in rows] == [[cell is not None for cell in row] for row in found.rows]
    assert content == as_csv(table(toy, name))


def test_speeds_are_those_of_the_page_of_speeds(catalog: Catalog) -> None:
    """What a comparison site prints of a speed counts on the page and stands in the table, under its source."""
    shared = {one.id for one in catalog.sources.values() if one.licence_class != "own use"}
    board = speed_board(catalog)
    on_page = {(row.model, row.provider or None, row.source) for row in board.rows if row.source in shared}
    found = table(catalog, "speeds")
    at = [[one.name for one in found.columns].index(name) for name in ("model", "provider", "source")]
    assert {tuple(row[place] for place in at) for row in found.rows} == on_page
    assert len(found.rows) == sum(len(row.measurements) for row in board.rows if row.source in shared)
    assert any(row.printed and row.counts for row in board.rows)


def test_ranks_are_those_of_the_board(toy: Catalog) -> None:
    """Each ranked model of each lane stands there with the place that its board gives it."""
    ranking = toy.rankings["even"]
    boards = (rank(toy, ranking, lane) for lane in ranking.lanes)
    ranked = [(board.snapshot.lane, row.model, row.place.place) for board in boards for row in board.rows if row.place]
    assert [(row[1], row[2], row[3]) for row in table(toy, "ranks").rows] == ranked


def test_what_is_described_is_what_is_there(toy: Catalog) -> None:
    """A table without its rows has the name, columns and sources of the table with them."""
    for name in tables():
        whole, outline = table(toy, name), described(toy, name)
        assert (whole.name, whole.columns, whole.sources) == (outline.name, outline.columns, outline.sources)
        assert all(len(row) == len(whole.columns) for row in whole.rows)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula(sign: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe; a negative number stays a number."""
    columns = (Column(name="a", kind="text", about=""), Column(name="b", kind="number", about=""))
    found = Table(name="x", about="", columns=columns, rows=((f"{sign}1+1", -1.5),), sources=())
    _, row = csv.reader(io.StringIO(as_csv(found).decode(), newline=""))
    assert row == [f"'{sign}1+1", "-1.5"]


def test_rows_for_own_use_are_not_handed_on(toy: Catalog) -> None:
    """A source that may not be passed on is in no table, and neither is its licence text."""
    name = table(toy, "scores").sources[0]
    kept = structs.replace(toy.sources[name], licence_class="own use")
    changed = structs.replace(toy, version="own", sources={**toy.sources, name: kept})
    for one in tables():
        found = described(changed, one)
        assert name not in found.sources
        assert all(name not in row for row in found.rows)
    assert f"source: {name})" not in licence_notes(changed)


def test_notes_name_every_source_and_column(toy: Catalog) -> None:
    """Whoever has the files alone knows what each column says and whose licence applies."""
    notes, words = licence_notes(toy), read_me(toy)
    for name in tables():
        found = described(toy, name)
        assert all(f"(source: {source})" in notes for source in found.sources)
        assert all(one.about in words for one in found.columns)


def test_without_pyarrow_the_answer_says_what_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet is an extra; where it is not installed that is said, with the command that brings it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get("/downloads/models.parquet", headers={"cache-control": "no-cache"})
    assert answer.status_code in {200, 501}
    if answer.status_code == 501:
        assert "pip install evenhand[parquet]" in answer.text


def test_an_unknown_table_is_not_found(client: Client) -> None:
    """Neither another table nor another form is made up."""
    for file in ("nothing.csv", "models.xlsx", "models", "..csv"):
        assert client.get(f"/downloads/{file}").status_code == 404, file
