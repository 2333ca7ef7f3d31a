"""Lists in one shape: filters, pages, and the way from each page to the next."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library

Client = TestClient[Litestar]
LISTS = ("models", "benchmarks", "scores", "prices", "labs", "providers", "sources", "votes", "briefs")


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_one_shape(client: Client, name: str) -> None:
    """Every list says its date and version, its rows, how many there are in all, and where the next ones stand."""
    told = client.get(f"/api/v1/{name}?limit=2").json()
    more = {"unknown"} if name == "models" else set()
    assert set(told) == {"date", "version", "items", "total", "next", "names"} | more
    assert len(told["items"]) == min(2, told["total"])
    assert (told["next"] is None) == (told["total"] <= 2)


def test_next_leads_through_the_whole_list(client: Client, catalog: Catalog) -> None:
    """Following `next`, which is also in the header, gives every row once and in order, filters kept."""
    address = "/api/v1/scores?model=gpt-5.5&tier=C&limit=5"
    found = []
    while address:
        answer = client.get(address)
        told = answer.json()
        found += told["items"]
        address = told["next"]
        assert answer.links.get("next", {}).get("url") == address
    rows = Library(catalog).scores(model="gpt-5.5", tier="C")
    assert [(row["file"], row["line"]) for row in found] == [(row.file, row.line) for row in rows]
    assert len(rows) > 10


def test_a_page_leads_back_and_to_the_ends(client: Client) -> None:
    """The header has the ways to the first, previous, next and last page; past the end there is a way back."""
    address = "/api/v1/scores?model=gpt-5.5&limit=5"
    last = -(-client.get(address).json()["total"] // 5)

    def ways(page: int) -> dict[str, str]:
        links = client.get(f"{address}&page={page}").links
        return {name: one["url"].rpartition("page=")[2] for name, one in links.items()}

    assert ways(1) == {"next": "2", "last": str(last)}
    assert ways(2) == {"first": "1", "prev": "1", "next": "3", "last": str(last)}
    assert ways(last) == {"first": "1", "prev": str(last - 1)}
    assert ways(1000) == {"first": "1", "prev": str(last)}
    assert client.get(f"{address}&page=1000").json()["items"] == []
    assert "link" not in client.get("/api/v1/scores?model=gpt-5.5&limit=1000").headers
    assert set(client.get("/api/v1/rank?limit=5&page=2").links) == {"first", "prev", "next", "last"}


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("models?lab=google", "lab", "google"),
        ("models?open_weights=true", "open_weights", True),
        ("models?reasoning=false", "reasoning", False),
        ("models?ranked=true", "ranked", True),
        ("benchmarks?category=math", "category", "math"),
        ("scores?benchmark=gpqa-diamond", "benchmark", "gpqa-diamond"),
        ("scores?source=epoch", "source", "epoch"),
        ("scores?tier=A", "tier", "A"),
        ("scores?model=gpt-5.2@high", "effort", "high"),
        ("prices?provider=OpenAI", "provider", "openai"),
        ("prices?model=gpt-5.5", "model", "gpt-5.5"),
    ],
)
def test_filter_keeps_what_it_names(client: Client, query: str, field: str, value: object) -> None:
    """A filter leaves rows with that value alone, some but not all of them."""
    told = client.get(f"/api/v1/{query}").json()
    every = client.get(f"/api/v1/{query.partition('?')[0]}").json()
    assert {row[field] for row in told["items"]} == {value}
    assert 0 < told["total"] < every["total"]


def test_scores_of_a_category(client: Client, catalog: Catalog) -> None:
    """A category gives the scores on its benchmarks."""
    told = client.get("/api/v1/scores?category=math&limit=1000").json()
    assert {catalog.benchmarks[row["benchmark"]].category for row in told["items"]} == {"math"}


def test_names_are_searched_with_other_names(client: Client) -> None:
    """Text is found in ids, names, other names and labs, in either case."""
    told = client.get("/api/v1/models?q=GEMMA-4").json()
    assert "gemma-4-12b" in {row["id"] for row in told["items"]}
    assert client.get("/api/v1/models?q=nothing-is-called-so").json()["total"] == 0


def test_models_are_found_as_people_type_them(client: Client) -> None:
    """A space for a dash, or none at all, finds the model as the id does."""
    for text in ("gpt 5.5", "gpt5.5", "GPT-5.5"):
        told = client.get("/api/v1/models", params={"q": text}).json()
        assert {"gpt-5.5", "gpt-5.5-pro"} <= {row["id"] for row in told["items"]}, text


def test_what_is_not_known_of_models_is_counted(client: Client, catalog: Catalog) -> None:
    """Models left out because a switch is not known of them are counted, on every part of the list."""
    for part in ("", "&limit=2", "&limit=2&page=2"):
        told = client.get(f"/api/v1/models?lab=meta&open_weights=true{part}").json()
        null = sum(one.open_weights is None for one in catalog.models.values() if one.lab == "meta")
        assert told["unknown"] == {"open_weights": null}
    assert client.get("/api/v1/models?lab=meta").json()["unknown"] == {}
    assert null


def test_ranked_models_have_their_places(client: Client) -> None:
    """The list and the board agree on who is ranked, and where."""
    board = client.get("/api/v1/rank").json()
    listed = client.get("/api/v1/models?ranked=true").json()
    placed = {row["model"]: row["place"] for row in board["rows"] if row["ranked"]}
    assert {row["id"]: row["place"] for row in listed["items"]} == placed


def test_prices_of_today_are_some_of_all(client: Client) -> None:
    """A price that is over is on file and not current."""
    every, today = (client.get(f"/api/v1/prices?limit=1000{more}").json() for more in ("", "&current=true"))
    assert 0 < today["total"] < every["total"]
    assert all(row["until"] is None or row["until"] > today["date"] for row in today["items"])


def test_a_board_comes_in_parts(client: Client) -> None:
    """A part of a board is that part of the whole one, with the way to the next."""
    whole = client.get("/api/v1/rank").json()["rows"]
    answer = client.get("/api/v1/rank?limit=7&page=2")
    assert answer.json()["rows"] == whole[7:14]
    assert answer.links["next"]["url"] == "/api/v1/rank?limit=7&page=3"


@pytest.mark.parametrize(
    ("query", "says", "near"),
    [
        ("models?labb=google", "no parameter 'labb'", "lab"),
        ("rank?rankin=even", "no parameter 'rankin'", "ranking"),
        ("models/gpt-5.5?lane=verified", "it has none", None),
        ("rank?lane=verified&lane=provisional", "given twice", None),
    ],
)
def test_unknown_parameter_is_refused(client: Client, query: str, says: str, near: str | None) -> None:
    """A misspelt parameter is named with the nearest one; one that is given twice is not guessed at."""
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 400
    assert says in answer.json()["detail"]
    assert answer.json()["nearest"] == ([near] if near else [])


def test_unknown_names_in_filters(client: Client) -> None:
    """Labs, providers, sources and categories that nothing is called so get the nearest."""
    for query, near in (
        ("models?lab=gogle", "google"),
        ("prices?provider=opena", "openai"),
        ("scores?source=epch", "epoch"),
        ("scores?category=codng", "coding"),
    ):
        answer = client.get(f"/api/v1/{query}")
        assert answer.status_code == 404
        assert near in answer.json()["nearest"]


def test_index_names_every_address(client: Client) -> None:
    """The index has what the OpenAPI document has, each with its parameters as a URI template."""
    told = client.get("/api/v1/").json()
    described = client.get("/api/v1/openapi.json").json()["paths"]
    named = {one["href"].partition("{?")[0] for one in told["addresses"]}
    assert named == {*described, "/api/v1/openapi.json"} - {"/api/v1/schema/{file}"}
    [models] = [one for one in told["addresses"] if one["href"].startswith("/api/v1/models{?")]
    assert models["href"] == "/api/v1/models{?q,lab,open_weights,reasoning,ranked,limit,page}"
    assert models["templated"]
    for one in told["schemas"]:
        assert client.get(one["href"]).json()["title"] == one["title"]
