"""A comparison says the same on its page, in its file, as JSON, to an agent and in the terminal."""

import json
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import anyio
import msgspec
import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.cli.compare import command as compare_command
from evenhand.export.chosen_pairs import Pair
from evenhand.export.pair_files import PairFiles
from evenhand.library import Library
from evenhand.mcp.agent_server import agent_server
from evenhand.records.report import ComparisonReport
from evenhand.records.wording import Sentence
from evenhand.server import create_app
from evenhand.website.site import Site
from evenhand.wording.numbers import average, money
from mcp import Client

PAIRS, SEED = 200, 20261122
WORKLOADS: tuple[dict[str, int | float], ...] = (
    {},
    {"input": 20_000, "output": 500},
    {"input": 50_000, "cached": 45_000, "output": 2_000, "requests": 100_000},
    {"input": 1_000, "output": 8_000, "max_price": 20},
    {"input": 4_000, "output": 1_000, "min_context": 200_000, "max_first_token_seconds": 5},
)


def drawn_pairs(catalog: Catalog) -> list[Pair]:
    """Pairs of models with scores, half of them among the best covered, in the order of a page's address."""
    draw = random.Random(SEED)  # noqa: S311 - a drawing that can be repeated
    covered = sorted(catalog.observations_of, key=lambda name: (-len(catalog.observations_of[name]), name))
    groups = [covered[:80]] * (PAIRS // 2) + [covered] * (PAIRS - PAIRS // 2)
    return [tuple(sorted(draw.sample(group, 2))) for group in groups]


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep what is written."""
        self.parts.append(data)


def words_of(page: str) -> str:
    """The text of a page's `main`."""
    reader = Words()
    reader.feed(page[page.index("<main") : page.index("</main>")])
    return re.sub(r"\s+", " ", "".join(reader.parts))


def verdict(report: ComparisonReport) -> Iterator[Sentence]:
    """The sentences that a reader decides by."""
    said = report.words
    yield from (*said.pick, *said.reasons, *said.otherwise, *said.flips, *said.overall, *said.operations)
    yield from (one.word for one in said.categories)


def figures(report: ComparisonReport) -> Iterator[str]:
    """The scores of both sides on each shared test, and the known input prices, as they are written."""
    for test in report.comparison.shared:
        higher = report.comparison.benchmarks[test.benchmark].direction == "higher"
        sides = (test.left, test.right) if higher else ()
        yield from (average(side.scaled) for side in sides if side.scaled is not None)
    for side in (report.comparison.operations.left, report.comparison.operations.right):
        if side.offer:
            yield money(side.offer.input)


@pytest.fixture(scope="module")
def client(catalog: Catalog) -> Iterator[TestClient]:
    """The running application."""
    with TestClient(app=create_app(catalog)) as made:
        yield made


def in_the_terminal(pair: Pair, workload: dict[str, int | float], *more: str) -> str:
    """What the command prints."""
    named = ((name.removesuffix("_seconds").replace("_", "-"), value) for name, value in workload.items())
    told = CliRunner().invoke(compare_command, [*pair, *(f"--{name}={value}" for name, value in named), *more])
    assert told.exit_code == 0, told.output
    return told.stdout


def by_agent(library: Library, asked: list[dict[str, object]]) -> list[dict[str, object]]:
    """What an agent is told, in full, through a real client of the protocol."""

    async def every() -> list[dict[str, object]]:
        async with Client(agent_server(library)) as client:
            answers = [await client.call_tool("compare", one) for one in asked]
            return [answer.structured_content for answer in answers]

    return anyio.run(every)


def held_together(catalog: Catalog, client: TestClient, asked: list[tuple[Pair, dict[str, int | float]]]) -> None:
    """Each pair with its workload says the same everywhere; with the workload as it comes, in its file too."""
    library = Library(catalog)
    files = PairFiles(catalog, Site(live=False))
    told = by_agent(library, [{"left": one, "right": other, "detail": "full", **load} for (one, other), load in asked])
    for (pair, workload), by_mcp in zip(asked, told, strict=True):
        query = f"?{urlencode(workload)}" if workload else ""
        raw = client.get(f"/api/v1/compare/{'/'.join(pair)}.json{query}").content
        answer = json.loads(raw)
        report = msgspec.json.decode(raw, type=ComparisonReport)
        pages = [client.get(f"/compare/{'-vs-'.join(pair)}{query}").text]
        if not workload:
            written = {file.path: file.content for file in files.of(pair)}
            pages.append(written[f"compare/{'-vs-'.join(pair)}/index.html"].decode())
            assert json.loads(written[f"api/v1/compare/{'/'.join(pair)}.json"]) == answer
        assert by_mcp == answer
        assert json.loads(in_the_terminal(pair, workload, "--json")) == answer
        for page in pages:
            words = words_of(page)
            assert [one.text for one in verdict(report) if one.text not in words] == []
            assert [one for one in figures(report) if one not in words] == []
        printed = re.sub(r"\s+", " ", in_the_terminal(pair, workload))
        assert [one.text for one in report.words.pick if one.text not in printed] == []


def test_pairs_and_workloads(catalog: Catalog, client: TestClient) -> None:
    """Two hundred pairs, each with one of five workloads in turn."""
    pairs = drawn_pairs(catalog)
    assert len(set(pairs)) > PAIRS * 0.9
    held_together(catalog, client, [(pair, WORKLOADS[place % len(WORKLOADS)]) for place, pair in enumerate(pairs)])


@pytest.mark.soak
def test_every_pair_with_every_workload(catalog: Catalog, client: TestClient) -> None:
    """The same two hundred pairs, each with all five workloads."""
    held_together(catalog, client, [(pair, load) for pair in drawn_pairs(catalog) for load in WORKLOADS])
