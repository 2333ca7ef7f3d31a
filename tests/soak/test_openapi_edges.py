"""A real server asked everything that its OpenAPI document allows, and much that it does not, for minutes."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from evenhand.settings import DATA_VARIABLE
from invented_examples import with_invented_examples
from soak_figures import put

FACTS = Path(__file__).parents[1]
EXAMPLES, SECONDS = 150, 240
TEXT = """
`evenhand serve` over the invented facts of the tests, asked by schemathesis from its own OpenAPI document: every
example, every parameter at and beyond each of its bounds, and at random. Every answer is held against the document:
status, media type, shape, headers; 5xx is a failure.
"""

pytestmark = pytest.mark.soak


@pytest.fixture
def address() -> Iterator[str]:
    """Where a real server listens."""
    facts = os.pathsep.join(str(FACTS / name) for name in ("toy_data", "toy_votes"))
    program = subprocess.Popen(
        [sys.executable, "-m", "evenhand", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, DATA_VARIABLE: facts},
    )
    try:
        yield re.search(r"http://\S+?:\d+", program.stdout.readline())[0]
    finally:
        program.terminate()
        program.wait(30)
        program.stdout.close()


def test_a_real_server_keeps_its_promises(address: str, tmp_path: Path) -> None:
    """No answer breaks the document, whatever is asked."""
    document = tmp_path / "openapi.json"
    asked = httpx.get(f"{address}/api/v1/openapi.json", timeout=60).text
    document.write_text(json.dumps(with_invented_examples(asked)), "utf-8")
    run = [sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", address, "--no-color"]
    run += [
        "--exclude-checks",
        "positive_data_acceptance",
        "--max-examples",
        str(EXAMPLES),
        "--seed",
        "1",
        "--request-timeout",
        "60",
    ]
    run += ["--max-time", str(SECONDS), "--phases", "examples,coverage,fuzzing", "--generation-database", "none"]
    run += ["--request-timeout", "60"]
    ended = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout[-6_000:]
    counted = re.search(r"([\d,]+) generated", ended.stdout)
    put("The OpenAPI document, asked for long", TEXT, {"cases": counted[1] if counted else "?", "failures": "0"})
