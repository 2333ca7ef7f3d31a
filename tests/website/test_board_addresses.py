"""The addresses of boards and matrices: one path each, other ways in redirect, files hold the rows of the page."""

import csv
import re
from io import StringIO

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.category_tests import category_tests
from evenhand.server import create_app
from evenhand.website.site import Site

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client(catalog: Catalog):
    """A client of the site that follows no redirect."""
    with TestClient(app=create_app(catalog, Site(base="https://example.invalid"))) as made:
        made.follow_redirects = False
        yield made


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/categories/coding",
        "/boards/classic/verified",
        "/boards/even/verified/math",
        "/matrix/claude-opus-4.7-vs-gemini-3.1-pro-vs-gpt-5.5",
    ],
)
def test_each_path_is_its_own_canonical(client: Client, path: str) -> None:
    """A board or matrix answers at its path and names that path as its one address."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'rel="canonical" href="https://example.invalid{path}"' in answer.text


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (
            "/?ranking=classic&lane=verified&category=coding&q=gpt&open=true",
            "/boards/classic/verified/coding?q=gpt&open=true",
        ),
        ("/?category=math", "/categories/math"),
        ("/?lane=provisional&sort=name", "/?sort=name"),
        ("/boards/even/provisional", "/"),
        ("/boards/even/provisional/math?columns=all", "/categories/math?columns=all"),
        ("/boards/classic/verified/overall", "/boards/classic/verified"),
        ("/categories/overall", "/"),
    ],
)
def test_other_ways_lead_to_the_one_path(client: Client, asked: str, right: str) -> None:
    """Old addresses with the board in the query, and long paths of what opens first, redirect and keep the rest."""
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, right)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/categories/cooking", 404),
        ("/boards/nothing/verified", 404),
        ("/boards/even/nothing", 404),
        ("/boards/even/verified/nothing.csv", 404),
        ("/boards/even/verified/math?since=yesterday", 400),
        ("/?retired=perhaps", 400),
        ("/?sort=--place", 400),
        ("/?columns=" + "x" * 3000, 400),
        ("/compare?models=gpt-5.5,gpt-5.4,gpt-5.2,gpt-5.1,gpt-5,o1,kimi-k2.6", 400),
        ("/compare?models=" + "a," * 60, 400),
        ("/compare?models=gpt-5.5,no-such-model,gpt-5.4", 404),
        ("/matrix/%00-vs-a-vs-b", 404),
    ],
)
def test_what_is_not_there_is_said(client: Client, path: str, status: int) -> None:
    """Unknown rankings, lanes, categories and models, and settings that cannot be used, get a page that says so."""
    answer = client.get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_file_holds_the_shown_rows(client: Client) -> None:
    """The CSV behind the link of a page has the models of the page, in its order."""
    page = client.get("/?q=claude&sort=-output").text
    link = re.search(r'href="(/boards/[^"]+\.csv[^"]*)"', page)
    assert link
    answer = client.get(link[1].replace("&amp;", "&"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert len(rows) > 3
    assert [row["model"] for row in rows] == re.findall(r'<th scope="row"><a href="/models/([^"]+)"', page)


@pytest.mark.parametrize("path", ["/", "/boards/classic/verified/coding"])
def test_json_beside_the_page_has_its_models(client: Client, path: str) -> None:
    """The JSON that a board links to holds the ranked models of the page, in its order."""
    page = client.get(path).text
    link = page.split('type="application/json" href="')[1].split('"')[0]
    rows = client.get(link).json()["rows"]
    assert [row["model"] for row in rows] == re.findall(
        r'<th scope="row"><a href="/models/([^"]+)"', page.split("What counts here</h2>")[0]
    )
    assert all(row["ranked"] for row in rows)


def test_matrix_keeps_the_order_and_answers_by_any_name(client: Client) -> None:
    """The columns stand as the reader named them; a model that is named twice stands once, and that is said."""
    page = client.get("/compare", params={"models": ["Kimi K2.6, gpt-5.5", "GPT-5.5", "gemini-3.1-pro"]}).text
    heads = page.split('id="pairs-h"')[1].split("<thead>")[1].split("</thead>")[0]
    assert re.findall(r"against </span>(?:<[^>]*>)?([A-Z])", heads) == ["K", "G", "G"]
    assert "1 name stood for a model that was there already" in page
    assert 'href="/compare/gpt-5.5-vs-kimi-k2.6"' in page


@pytest.mark.parametrize(
    ("models", "right"),
    [
        (["gpt-5.5", "gemma-4-12b"], "/compare/gemma-4-12b-vs-gpt-5.5"),
        (["gpt-5.5,gemma-4-12b,gpt-5.5"], "/compare/gemma-4-12b-vs-gpt-5.5"),
        (["GPT-5.5"], "/compare?left=gpt-5.5"),
    ],
)
def test_fewer_than_three_belong_elsewhere(client: Client, models: list[str], right: str) -> None:
    """Two models lead to their comparison, one to the form with it filled in."""
    answer = client.get("/compare", params={"models": models})
    assert (answer.status_code, answer.headers["location"]) == (302, right)


def test_matrix_keeps_the_workload_in_its_links(client: Client) -> None:
    """The links to the pairs and to the matrix without one of them carry the reader's workload and lane."""
    page = client.get("/matrix/gpt-5.5-vs-gemini-3.1-pro-vs-kimi-k2.6?lane=verified&requests=77").text
    links = re.findall(r'href="(/(?:compare|matrix)/[^"]+)"', page.split("</header>")[1].split("<footer")[0])
    assert len(links) >= 9
    assert all("requests=77" in link and "lane=" in link for link in links)
    assert "77 requests" in page


def test_category_counts_who_took_each_test(catalog: Catalog) -> None:
    """The number of models on a test is that of the models whose score the lane admits and the ranking counts."""
    rules = catalog.rankings["even"]
    tests = category_tests(catalog, rules, "everything", "math")
    assert [test.benchmark for test in tests] == [spec.benchmark for spec in rules.categories["math"].counted]
    known = {row.model for row in catalog.observations if row.benchmark == "aime-2026" and not row.subset}
    assert {test.benchmark: test.models for test in tests}["aime-2026"] == len(known) > 0
