"""Every kind of page is valid HTML, by the standard's own checker where Java and npm brought it, else by html5lib.

And it is made of this site's files alone.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import html5lib
import httpx
import pytest
from litestar.testing import TestClient
from page_kinds import KINDS

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# A run of seconds repays neither Java's slower compiler nor threads that search for garbage; what its quicker compiler
# makes needs a deeper stack.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")

needs_checker = pytest.mark.skipif(
    not (shutil.which("java") and CHECKER.is_file()), reason="needs Java and npm's vnu-jar"
)


@pytest.fixture(scope="module")
def answers(catalog: Catalog) -> dict[str, httpx.Response]:
    """The answer to each kind of page."""
    with TestClient(app=create_app(catalog)) as client:
        return {name: client.get(address) for name, address in KINDS.items()}


@pytest.fixture(scope="module")
def pages(answers: dict[str, httpx.Response], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each kind of page."""
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name.replace(' ', '-')}.html" for name in answers}
    for name, path in found.items():
        path.write_text(answers[name].text, encoding="utf-8")
    return found


def test_every_page_parses_without_an_error(pages: dict[str, Path]) -> None:
    """A strict parser reads each page without a parse error."""
    assert unparsed(pages) == {}


def unparsed(pages: dict[str, Path]) -> dict[str, list[object]]:
    """The first errors of a strict parser by page."""
    broken = {}
    for name, path in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text(encoding="utf-8"))
        if parser.errors:
            broken[name] = parser.errors[:3]
    return broken


@needs_checker
def test_every_page_is_valid(pages: dict[str, Path]) -> None:
    """The checker of the HTML standard finds no error on any kind of page."""
    assert errors_in(pages) == []


def errors_in(pages: dict[str, Path]) -> list[tuple[str, str]]:
    """What the standard's checker finds, by page."""
    told = subprocess.run(
        ["java", *QUICK_START, "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, pages.values())],
        capture_output=True,
        text=True,
        check=False,
    )
    return [(Path(one["url"]).stem, one["message"]) for one in json.loads(told.stderr)["messages"]]


def test_policy_has_no_exception(answers: dict[str, httpx.Response]) -> None:
    """The content policy allows this site's files alone; no page carries a script or a style of its own."""
    for answer in answers.values():
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", answer.text) == []
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", answer.text)
        assert inline == []
