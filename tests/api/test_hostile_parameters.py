"""Whatever stands in any parameter of any address, the answer is a right one or says what is wrong, and stays small."""

import json
import re
from pathlib import Path

import pytest
from litestar import Litestar

from asking import Said, addresses, ask
from evenhand.catalog.loading import load_catalog
from evenhand.server import create_app

TOY = Path(__file__).parents[1] / "toy_data"
HOLE = re.compile(r"\{(\w+)(?::\w+)?\}")
REAL = {
    "left": "tarn-2",
    "right": "quill-7",
    "names": "quill-7-vs-tarn-2",
    "name": "tarn-2",
    "benchmark": "mend-it",
    "what": "overall",
    "file": "rank.json",
}
HOSTILE = (
    "x" * 100_000,
    "%D8%A7%E2%80%AE%E2%81%A6gpt%F0%9F%A6%8A",  # right to left, its overrides, a fox
    "%00",
    "%ED%A0%80%ED%B0%80%FF%C0%AF",  # surrogates and an overlong slash, as bytes that are no UTF-8
    "..%2f..%2fetc%2fpasswd",
    "..%5C%2e%2e/",
    "a%0d%0aset-cookie:%20x=1",
    ",".join(["tarn-2"] * 1100),
    "9" * 400,
    "-1",
    "nan",
    "-inf",
    "1e309",
    "%7B%7B7*7%7D%7D%3Cscript%3E",
    "'%20OR%201=1;--",
)
NEEDED = {"/api/v1/cost": "?models=tarn-2&"}
LARGEST = 4_000


@pytest.fixture(scope="module")
def toy() -> Litestar:
    """The whole application over invented facts."""
    return create_app(load_catalog((TOY,), "2025-07-01"))


def filled(path: str, **instead: str) -> str:
    """The path with real names in its holes, but for those given."""
    return HOLE.sub(lambda hole: instead.get(hole[1], REAL.get(hole[1], "tarn-2")), path)


def targets(prefix: str, every: int) -> list[str]:
    """Hostile values in the place of each name in a path and of each parameter of a query: each one in so many."""
    found = []
    for number, (path, parameters) in enumerate(addresses(prefix).items()):
        needed = NEEDED.get(path, "?")
        places = [f"{filled(path)}{needed}{name}={{}}" for name in parameters]
        places += [filled(path, **{name: "{}"}) + needed.rstrip("?&") for name in HOLE.findall(path)]
        for place, form in enumerate(places):
            found += [form.format(value) for value in HOSTILE[(number + place) % every :: every]]
    return found


def is_problem(said: Said) -> bool:
    """Whether an answer is problem details of the one shape, with the status that it was sent with."""
    if said.headers["content-type"] != "application/problem+json":
        return False
    told = json.loads(said.body)
    return set(told) == {"title", "status", "detail", "type", "nearest", "names"} and told["status"] == said.status


def test_programs_get_an_answer_or_a_problem(toy: Litestar) -> None:
    """No value in any place of the interface breaks it: 200, or problem details with a 4xx and few bytes."""
    asked = targets("/api/", 1)
    for target, said in zip(asked, ask(toy, *asked), strict=True):
        short = f"{target[:150]} gives {said.status} {said.headers.get('content-type')}"
        if said.status == 200:
            assert "json" in said.headers["content-type"], short
        else:
            assert 400 <= said.status < 500, short
            assert is_problem(said), short
            assert len(said.body) < LARGEST, short


def test_readers_get_a_page_that_says_so(toy: Litestar) -> None:
    """No value in any place of a page breaks it: a page, a way to one, or a page that says what is wrong."""
    asked = targets("/", 3)
    for target, said in zip(asked, ask(toy, *asked), strict=True):
        short = f"{target[:150]} gives {said.status} {said.headers.get('content-type')}"
        assert said.status < 500, short
        if said.status >= 400:
            assert said.headers["content-type"].startswith("text/html"), short
            assert b"<script>" not in said.body, short
        assert "set-cookie" not in said.headers, short


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/models/%00",
        "/api/v1/schema/..%2frank.json",
        "/api/v1/schema/%2e%2e.json",
        "/api/v1/rank;x=1",
        "/api/v1/rank%3Flane=verified",
        "/api/v2/models",
        "/api/v1/rank?%ED%A0%80=1",
        "/api/v1/rank?" + "&".join(f"p{number}=1" for number in range(5000)),
        "/api/v1/rank?" + "x" * 100_000,
        "/api/v1/rank?lane=verified&lane=verified",
        "/api/v1/cost?models=" + ",".join(f"m{number}" for number in range(5000)),
        "/api/v1/cost?models=" + "," * 2000,
        "/api/v1/rank?weights=" + ",".join(["coding:1"] * 60),
        "/api/v1/rank?weights=coding:nan",
        "/api/v1/find?min_score=nan",
        "/api/v1/find?input=0&output=0",
        "/api/v1/scores?page=999999999999",
        "/api/v1/scores?limit=0",
        "/api/v1/scores?limit=1001",
        "/api/v1/scores?tier=F",
    ],
)
def test_tricks_are_problems(toy: Litestar, target: str) -> None:
    """Path tricks, parameters that nobody knows or too many of them, numbers beyond use: problem details."""
    [said] = ask(toy, target)
    assert 400 <= said.status < 500
    assert is_problem(said)
    assert len(said.body) < LARGEST


def test_sloppy_addresses_are_the_same_ones(toy: Litestar) -> None:
    """Slashes too many change nothing about an answer."""
    plain, *sloppy = ask(toy, "/api/v1/models", "/api/v1//models", "/api/v1/models/", "/api/v1/models.json")
    assert plain.status == 200
    assert [one.body for one in sloppy] == [plain.body] * len(sloppy)


def test_only_reading_is_allowed(toy: Litestar) -> None:
    """Every other method is refused in the same shape."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        [said] = ask(toy, "/api/v1/rank", method=method)
        assert said.status == 405
        assert is_problem(said)


def test_a_page_far_behind_the_last_is_empty(toy: Litestar) -> None:
    """Pages have no end that breaks: behind the last one there is nothing, and nothing after it."""
    [said] = ask(toy, "/api/v1/scores?page=1000000")
    told = json.loads(said.body)
    assert (said.status, told["items"], told["next"]) == (200, [], None)
    assert told["total"] > 0
