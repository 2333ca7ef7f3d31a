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
from page_kinds import KINDS, OWN_KINDS

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from own_facts import imported

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# A run of seconds repays neither Java's slower compiler nor threads that search for garbage; what its quicker compiler
# makes needs a deeper stack.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")


@pytest.fixture(scope="module")
def answers(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, httpx.Response]:
    """The answer to each kind of page, those of one's own runs over an import of invented answers."""
    with TestClient(app=create_app(catalog)) as client:
        found = {name: client.get(address) for name, address in KINDS.items()}
    with (
        imported(tmp_path_factory.mktemp("imported")) as owned,
        TestClient(app=create_app(owned), base_url="http://own.localhost") as client,
    ):
        return found | {name: client.get(address).raise_for_status() for name, address in OWN_KINDS.items()}


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
    broken = {}
    for name, path in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text(encoding="utf-8"))
        if parser.errors:
            broken[name] = parser.errors[:3]
    assert broken == {}


@pytest.mark.skipif(not (shutil.which("java") and CHECKER.is_file()), reason="needs Java and npm's vnu-jar")
def test_every_page_is_valid(pages: dict[str, Path]) -> None:
    """The checker of the HTML standard finds no error on any kind of page."""
    told = subprocess.run(
        ["java", *QUICK_START, "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, pages.values())],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [(Path(one["url"]).stem, one["message"]) for one in json.loads(told.stderr)["messages"]]
    assert found == []


def test_policy_has_no_exception(answers: dict[str, httpx.Response]) -> None:
    """The content policy allows this site's files alone; no page carries a script or a style of its own."""
    for answer in answers.values():
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", answer.text) == []
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", answer.text)
        assert inline == []
