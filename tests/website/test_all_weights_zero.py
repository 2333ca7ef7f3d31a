"""Own weights that are all 0 answer nothing: every way of asking says so, and the page says which answer it shows."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]
PAIR = "/compare/quill-7-vs-tarn-2"
FIELDS = "weight-coding=0&weight-reasoning=0&weight-knowledge=0"
WHOLE = "weights=coding:0,reasoning:0,knowledge:0"
REASON = "at least one must be above 0"


@pytest.mark.parametrize("query", [FIELDS, WHOLE])
def test_the_page_says_so_and_shows_the_usual_answer(unfollowing: Client, query: str) -> None:
    """The form without script and the address alike get the comparison under the ranking's own weights, as a 400."""
    answer = unfollowing.get(f"{PAIR}?{query}&lane=verified")
    usual = unfollowing.get(f"{PAIR}?lane=verified").text
    assert answer.status_code == 400
    assert REASON in answer.text
    assert "the answer with the ranking’s own weights" in answer.text
    start, end = '<div class="answer"', '<nav class="inside"'
    assert answer.text[answer.text.index(start) : answer.text.index(end)] in usual
    assert REASON not in usual
    assert 'name="weight-coding" min="0" max="100" step="1" value="40"' in answer.text


@pytest.mark.parametrize("address", [f"/embed{PAIR}?{WHOLE}", f"/?{FIELDS}", "/api/v1/compare/quill-7/tarn-2?" + WHOLE])
def test_other_addresses_refuse_them(unfollowing: Client, address: str) -> None:
    """A frame, a board and the interface for programs refuse such weights with the same reason."""
    answer = unfollowing.get(address)
    assert answer.status_code == 400
    assert REASON in answer.text
