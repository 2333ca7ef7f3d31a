"""Every page with a search means the same by a text, however it is typed."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> Iterator[Client]:
    """The site."""
    with TestClient(app=create_app(catalog)) as made:
        yield made


def found(client: Client, path: str, kind: str, **asked: str) -> set[str]:
    """The things of a kind that the main part of a page leads to."""
    main = client.get(path, params=asked).text.partition("<main")[2].partition("</main>")[0]
    return set(re.findall(rf'href="/{kind}/([^"?#]+)"', main))


@pytest.mark.parametrize(
    ("path", "kind", "typed", "wanted"),
    [
        ("/", "models", ("gpt-5.5", "gpt 5.5", "GPT5.5", "5.5 gpt"), "gpt-5.5"),
        ("/", "models", ("claude-opus-4.5", "claude opus 4 5", "4.5 Opus"), "claude-opus-4.5"),
        ("/models", "models", ("gpt-5.5", "gpt 5.5", "GPT5.5", "openai gpt 5.5"), "gpt-5.5"),
        ("/pricing", "models", ("gpt-5.5", "gpt 5.5", "GPT5.5"), "gpt-5.5"),
        ("/speed", "models", ("gpt-4.1-mini", "gpt 4.1 mini", "mini GPT4.1"), "gpt-4.1-mini"),
        ("/benchmarks", "benchmarks", ("swe-bench verified", "SWEbench-Verified"), "swe-bench-verified"),
    ],
)  # fmt: skip
def test_a_search_finds_what_is_meant(
    client: Client, path: str, kind: str, typed: tuple[str, ...], wanted: str
) -> None:
    """One text typed in several ways leaves the same rows, fewer than all, the one meant among them."""
    left = [found(client, path, kind, q=text) for text in typed]
    assert wanted in left[0]
    assert len(left[0]) < len(found(client, path, kind))
    for text, rows in zip(typed, left, strict=True):
        assert rows == left[0], text
