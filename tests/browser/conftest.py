"""A real Chromium before the real site on a loopback port."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from running_site import served

from evenhand.catalog.catalog import Catalog

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
FROM_NPM = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def site(catalog: Catalog) -> Iterator[str]:
    """The address of the running site, once it has answered for the first time."""
    with served(catalog) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; it ends with the module, as its event loop is in the way of other loops."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source: npm's newer one where it is installed, else the Python package's."""
    if FROM_NPM.is_file():
        return FROM_NPM.read_text(encoding="utf-8")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
