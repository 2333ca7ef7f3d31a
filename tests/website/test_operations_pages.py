"""Pricing, speed and explore: the state in the address, the figures of the functions behind, the refusals."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs

from evenhand.comparison.explore import PLOTS, explore
from evenhand.comparison.pricing import pricing
from evenhand.comparison.speed_board import speed_board
from evenhand.comparison.workload_presets import PRESETS, requests_a_month
from evenhand.records.operations import Workload
from evenhand.server import create_app
from evenhand.website.site import Site
from evenhand.wording.numbers import amount
from invented_catalogs import same_catalog

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """The site over an invented catalog, which follows no redirect."""
    with TestClient(app=create_app(same_catalog(1), Site(base="https://example.invalid"))) as made:
        made.follow_redirects = False
        yield made


@pytest.fixture(scope="module")
def files() -> Iterator[Client]:
    """The same site as files would have it, with a server that computes elsewhere."""
    site = Site(base="https://example.invalid", live=False, server="https://live.invalid")
    with TestClient(app=create_app(same_catalog(1), site)) as made:
        yield made


@pytest.mark.parametrize(
    "address",
    [
        "/pricing",
        "/pricing?requests=500&per=day&input=9000&cached=4000&rows=own&sort=score&unranked=true",
        "/pricing?rows=offers&past=true&unranked=true",
        "/pricing?max_first_token_seconds=0.001",
        "/pricing/chat",
        "/speed",
        "/speed?output=300&sort=first-token&recent=true",
        "/speed?q=nothing+like+this",
        "/explore",
        "/explore?x=context&y=output&unranked=true&x_scale=linear",
        "/explore?x=exam&y=Facts+and+Figures&unranked=true",
        "/explore?x=parameters&y=dots",
        "/explore/date-vs-score",
    ],
)
def test_page_is_whole(client: Client, address: str) -> None:
    """A page with a title, a canonical address, no style or script inside, and nothing left unwritten."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.text
    for part in ("<title>", 'rel="canonical"', "Snapshot of", 'id="result"'):
        assert part in page
    assert "style=" not in page
    assert not re.search(r"<script(?! src| type=.application/ld)", page)
    assert not re.search(r"\b(None|nan|inf)\b", page.replace("None of", ""))


def test_prices_are_those_of_the_board(client: Client) -> None:
    """The rows of the page are those of the function, with the same costs in the same order."""
    work = Workload(input=9000, cached=4000, requests=requests_a_month(500), stated=True)
    found = pricing(same_catalog(1), work, a_day=500.0)
    page = client.get("/pricing?requests=500&per=day&input=9000&cached=4000&unranked=true").text
    shown = re.findall(r'<td class="n"><b>([^<]+)</b></td><td class="n">([^<]+)</td>', page)
    assert shown == [(amount(row.cost.per_month), amount(found.per_day(row))) for row in found.rows]
    assert (
        'name="requests" type="number" inputmode="numeric" min="0" max="1000000000" value="500" data-usual="10000"'
        in page
    )
    assert '<option value="day" selected>' in page


def test_an_example_is_the_same_by_path_and_by_query(client: Client) -> None:
    """The page of an example shows what its figures give in the form."""
    for name, one in PRESETS.items():
        work = one.workload
        asked = {"requests": one.a_day, "per": "day", "input": work.input, "cached": work.cached, "output": work.output}
        tables = [
            client.get(address, params=params).text.partition("<tbody>")[2].partition("</tbody>")[0]
            for address, params in ((f"/pricing/{name}", {}), ("/pricing", asked))
        ]
        assert tables[0] == tables[1]


def test_every_speed_has_its_row(client: Client) -> None:
    """A row for each speed, and the length of an answer from the address."""
    page = client.get("/speed?output=300").text
    rows = speed_board(same_catalog(1), 300).rows
    assert page.count('<th scope="row">') == len(rows)
    assert "300 tokens" in page


def test_a_plot_has_its_table(client: Client) -> None:
    """As many rows and points as models with both, and the axes exchanged by a link."""
    page = client.get("/explore?x=context&y=output").text
    points = explore(same_catalog(1), "context", "output").points
    assert page.count('<th scope="row">') == len(points)
    served = [point for point in points if not point.retired]
    assert page.count("<circle") - 1 == len(served)  # the mark of the site is a circle too
    assert 'href="/explore?x=output&amp;y=context"' in page


@pytest.mark.parametrize(
    "address",
    [
        "/pricing",
        "/pricing?requests=500&per=day&input=9000&cached=4000&rows=own&min_context=8000",
        "/pricing?rows=offers&past=true&open_weights=true&category=coding",
        "/pricing/code-agent",
        "/speed?output=300",
        "/explore",
        "/explore?x=context&y=output&unranked=true&input=500",
        "/explore/date-vs-score",
        "/find?price=cheapest&input=9000",
    ],
)
def test_the_json_beside_a_page_has_its_rows(client: Client, address: str) -> None:
    """Every page names the address of the same answer: as many rows, and in pricing the same costs."""
    page = client.get(address).text
    found = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page)
    assert found
    answer = client.get(found[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    told = answer.json()
    if "finding" in told:
        ranked = {one["model"] for one in told["finding"]["found"] if one["ranked"]}
        costs = [row["cost"]["per_month"] for row in told["rows"] if row["model"] in ranked]
        assert sorted(re.findall(r'<td class="n"><b>([^<]+)</b>', page)) == sorted(map(amount, costs))
    elif "found" in told:
        unsure = sum(not one["fails"] for one in told["missed"])
        assert page.count('<th scope="row">') == len(told["found"]) + unsure
    else:
        assert page.count('<th scope="row">') == len(told.get("points", told.get("rows")))


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("/pricing?max_prise=3", 400, "max_price"),
        ("/pricing?per=hour", 400, "by the day or the month"),
        ("/pricing?rows=all", 400, "there is one for cheapest, own, offers"),
        ("/pricing?sort=luck", 400, "they can by cost"),
        ("/pricing?provider=nobody", 404, "nobody"),
        ("/pricing?requests=100000000&per=day", 400, "30,000,000"),
        ("/pricing/gardening", 404, "no such page"),
        ("/speed?sort=luck", 400, "they can by speed"),
        ("/speed?output=0", 400, "output"),
        ("/explore?x=luck", 404, "luck"),
        ("/explore?x_scale=cubic", 400, "linear or log"),
        ("/explore/luck-vs-score", 404, "no such page"),
        ("/find?unknown=1", 400, "“unknown”"),
    ],
)
def test_what_cannot_be_asked_is_refused(client: Client, address: str, code: int, says: str) -> None:
    """A misspelt parameter, a value that is none, a name that nothing has: each says what would be right."""
    answer = client.get(address)
    assert (answer.status_code, says.casefold() in answer.text.casefold()) == (code, True)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/find?max-price=3&input=10", "/find?max_price=3&input=10"),
        ("/pricing?min-context=9&weight-coding=2", "/pricing?min_context=9&weight-coding=2"),
    ],
)
def test_hyphens_are_taken(client: Client, asked: str, right: str) -> None:
    """A parameter written as the commands write it leads to the one address."""
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, right)


@pytest.mark.parametrize(
    "address", ["/pricing", "/pricing/chat", "/speed", "/explore", *(f"/explore/{one}" for one in list(PLOTS)[1:3])]
)
def test_files_show_no_form(files: Client, address: str) -> None:
    """A page among files has no form and no link that needs computing; it leads to the server that computes."""
    page = files.get(address).text
    assert "<form" not in page
    assert "https://live.invalid" in page
    assert not re.search(r'href="/(pricing|speed|explore)\?', page)


def test_nothing_on_file_is_said() -> None:
    """Without a speed, a price or a score the pages say so and draw nothing."""
    plain = same_catalog(1)
    bare: Any = structs.replace(plain, version="bare", observations=(), offers=(), speeds=())
    with TestClient(app=create_app(bare, Site())) as empty:
        assert "No source on file has measured a speed" in empty.get("/speed").text
        assert "No model with a known price meets every limit" in empty.get("/pricing").text
        assert "No model has both" in empty.get("/explore").text
