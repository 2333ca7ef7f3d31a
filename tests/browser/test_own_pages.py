"""The pages of one's own runs are as open and valid as the others; they stand over an import of invented answers."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from page_kinds import OWN_KINDS
from playwright.sync_api import Browser
from running_site import served
from test_every_page import Visit, assert_open_to_everyone
from test_html_is_valid import errors_in, needs_checker, unparsed

from own_facts import imported


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that shows runs of one's own."""
    with imported(tmp_path_factory.mktemp("imported")) as catalog, served(catalog) as address:
        yield address


@pytest.fixture(scope="module")
def files(own_site: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each of its pages."""
    folder = tmp_path_factory.mktemp("own pages")
    found = {name: folder / f"{name.replace(' ', '-')}.html" for name in OWN_KINDS}
    for name, path in found.items():
        path.write_text(httpx.get(own_site + OWN_KINDS[name], timeout=60).raise_for_status().text, encoding="utf-8")
    return found


@pytest.mark.parametrize("name", OWN_KINDS)
def test_own_page_is_for_everyone(browser: Browser, own_site: str, axe: str, name: str) -> None:
    """The accessibility checker finds nothing in either scheme; nothing is cut on a phone or comes from elsewhere."""
    context = browser.new_context(base_url=own_site, viewport={"width": 1280, "height": 900})
    assert_open_to_everyone(Visit(context), own_site, axe, OWN_KINDS[name])
    context.close()


def test_own_pages_parse_without_an_error(files: dict[str, Path]) -> None:
    """A strict parser reads each page without a parse error."""
    assert unparsed(files) == {}


@needs_checker
def test_own_pages_are_valid(files: dict[str, Path]) -> None:
    """The checker of the HTML standard finds no error on them."""
    assert errors_in(files) == []
