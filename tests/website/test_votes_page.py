"""The pages of votes and their JSON: every model and sentence is there, names lead on, wrong ones are refused."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.records.listed import Listed
from evenhand.records.votes import VoteBoard, VoteLine, VotePair
from evenhand.server import create_app
from evenhand.website.site import Site
from evenhand.wording.votes import board_words, group_words, pair_words

HERE = Path(__file__).parents[1]


class Words(HTMLParser):
    """The text of a page, and the addresses that it links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.links = "", set()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses."""
        self.links.add(dict(attrs).get("href", "") if tag == "a" else "")


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The toy facts with the toy votes."""
    return load_catalog((HERE / "toy_data", HERE / "toy_votes"), "2025-07-01")


@pytest.fixture(scope="module")
def client(toy: Catalog) -> Iterator[TestClient]:
    """The application over the toy facts."""
    with TestClient(create_app(toy)) as made:
        yield made


def test_board_says_everything(client: TestClient, toy: Catalog) -> None:
    """Every model and every sentence of a board is on its page, known models lead to theirs, the source is linked."""
    board = vote_board(toy, "taste")
    page = Words(client.get("/votes/taste").text)
    said = [*board_words(board), *(one for group in board.groups for one in group_words(group))]
    assert [one.text for one in said if one.text not in page.text] == []
    assert [place.name for group in board.groups for place in group.places if place.name not in page.text] == []
    assert {"/models/quill-7", "/models/tarn-2", "/sources/market-hall", "/api/v1/votes/taste.json"} <= page.links


def test_two_models(client: TestClient, toy: Catalog) -> None:
    """With two names the page says what votes tell of them, and leads to the same as JSON."""
    page = Words(client.get("/votes/taste", params={"left": "quill-7", "right": "Old Ferry"}).text)
    pair = vote_pair(toy, "taste", "quill-7", "Old Ferry")
    assert [one.text for one in pair_words(pair) if one.text not in page.text] == []
    assert "/api/v1/votes/taste/Quill%207/Old%20Ferry.json" in page.links


def test_among_files_a_board_leads_to_the_server(toy: Catalog) -> None:
    """Files answer no form: the page says what a server would answer, and leads to it where one is named."""
    for site, said in (
        (Site(live=False, server="https://computes.invalid"), 'href="https://computes.invalid/votes/taste"'),
        (Site(live=False), "<code>evenhand serve</code>"),
    ):
        with TestClient(create_app(toy, site)) as files:
            page = files.get("/votes/taste").text
        assert "<form" not in page
        assert said in page.partition("<main")[2]


def test_list_of_boards_is_linked_from_every_page(client: TestClient) -> None:
    """The foot of a page leads to the boards, and these lead to each."""
    assert "/votes" in Words(client.get("/sources").text).links
    assert "/votes/taste" in Words(client.get("/votes").text).links


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/votes/tasted", 404, "/votes/taste"),
        ("/votes/taste?left=Old Fery&right=Tarn 2", 404, "Old Fery"),
        ("/votes/taste?left=tarn-2-mini&right=Tarn 2", 404, "Tarn 2 mini has no votes on this board"),
        ("/votes/taste?left=Tarn 2&right=tarn-2", 400, "give two different models"),
        ("/api/v1/votes/taste/Tarn 2/tarn-2-mini", 404, "Tarn 2 mini has no votes on this board"),
        ("/api/v1/votes/taste/Tarn 2/tarn-2", 400, "give two different models"),
        ("/api/v1/votes/tasted", 404, '"nearest":["taste"]'),
        ("/api/v1/votes/taste/Tarn 2/Old Fery", 404, "Old Ferry"),
    ],
)
def test_unknown_name_gets_the_nearest(client: TestClient, address: str, status: int, says: str) -> None:
    """An unknown board or model is answered with what is near."""
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text


def test_json_is_the_answer_of_the_functions(client: TestClient, toy: Catalog) -> None:
    """The interface sends the records themselves."""
    asked: dict[str, tuple[type, object]] = {
        "/api/v1/votes/taste": (VoteBoard, vote_board(toy, "taste")),
        "/api/v1/votes/taste/tarn-2/Quill 7": (VotePair, vote_pair(toy, "taste", "Tarn 2", "quill-7")),
    }
    for address, (kind, found) in asked.items():
        assert msgspec.json.decode(client.get(address).content, type=kind) == found, address
    listed = msgspec.json.decode(client.get("/api/v1/votes").content, type=Listed[VoteLine])
    assert listed.items == vote_list(toy).boards
