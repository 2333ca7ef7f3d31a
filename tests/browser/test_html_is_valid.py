"""Every kind of page is valid HTML: by the standard's own checker where Java and npm brought it, else by html5lib."""

import json
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
from litestar.testing import TestClient
from page_kinds import KINDS

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def pages(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each kind of page."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    with TestClient(app=create_app(catalog)) as client:
        for name, address in KINDS.items():
            found[name] = folder / f"{name.replace(' ', '-')}.html"
            found[name].write_text(client.get(address).text, encoding="utf-8")
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
        ["java", "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, pages.values())],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [(Path(one["url"]).stem, one["message"]) for one in json.loads(told.stderr)["messages"]]
    assert found == []
