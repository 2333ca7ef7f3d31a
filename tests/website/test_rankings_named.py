"""Pages name the ranking that their words follow, whichever was asked for."""

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app

EVEN = "ranking even, provisional lane (tiers A, B, C, D)"
CLASSIC = "ranking classic, provisional lane (tiers A, B, C, D, E)"


@pytest.fixture(scope="module")
def client(catalog: Catalog):
    """A client of the site."""
    with TestClient[Litestar](app=create_app(catalog)) as made:
        yield made


def foot(html: str) -> str:
    """The line of the snapshot."""
    return re.search(r"Snapshot of [^<\n]*", html)[0]


def test_a_frame_and_a_matrix_follow_even_alone(client: TestClient[Litestar]) -> None:
    """What compares like for like is not signed by the classic ranking."""
    for address in ("/embed/compare/gpt-5.2-vs-gpt-5.5", "/matrix/gpt-5.2-vs-gpt-5.5-vs-gpt-4.1"):
        line = foot(client.get(f"{address}?ranking=classic").text)
        assert EVEN in line
        assert "classic" not in line
    assert "nothing of it ranking Classic" in client.get("/matrix/gpt-5.2-vs-gpt-5.5-vs-gpt-4.1?ranking=classic").text


@pytest.mark.parametrize("form", ["", ".md"])
def test_a_page_says_which_part_follows_which(client: TestClient[Litestar], form: str) -> None:
    """The comparison follows even, its classic averages alone the classic ranking; without it there is one ranking."""
    text = client.get(f"/compare/gpt-5.2-vs-gpt-5.5{form}?ranking=classic").text
    assert foot(text).strip().endswith(f"{EVEN}. The classic averages alone: {CLASSIC}.")
    assert "Only the classic averages follow ranking Classic" in text
    assert "classic" not in foot(client.get(f"/compare/gpt-5.2-vs-gpt-5.5{form}").text)


def test_the_record_says_it_too(client: TestClient[Litestar]) -> None:
    """The JSON has the ranking that was asked for and the one that the comparison follows."""
    for address in ("compare/gpt-5.2/gpt-5.5?", "matrix?models=gpt-5.2,gpt-5.5,gpt-4.1&"):
        answer = client.get(f"/api/v1/{address}ranking=classic").json()
        found = answer.get("comparison") or answer["matrix"]
        assert found["snapshot"]["ranking"] == "classic"
        assert (found["like_for_like"]["ranking"], found["like_for_like"]["tiers"]) == ("even", ["A", "B", "C", "D"])


def test_a_page_of_one_model_is_little(client: TestClient[Litestar]) -> None:
    """A model beside itself: that it is one, and a link to its page, in every form."""
    page = client.get("/compare/gpt-5.5-vs-gpt-5.5").text
    assert '<a href="/models/gpt-5.5">All there is about GPT-5.5</a>' in page
    assert '<section id="operations"' not in page
    text = client.get("/compare/gpt-5.5-vs-gpt-5.5.md").text
    assert "one and the same model" in text
    assert "## " not in text
