"""The pages of one's own runs are as open as the others; they stand over an import of invented answers."""

from collections.abc import Iterator

import pytest
from page_kinds import OWN_KINDS
from playwright.sync_api import Browser
from running_site import served
from test_every_page import Visit, assert_open_to_everyone

from own_facts import imported


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that shows runs of one's own."""
    with imported(tmp_path_factory.mktemp("imported")) as catalog, served(catalog) as address:
        yield address


@pytest.mark.parametrize("name", OWN_KINDS)
def test_own_page_is_for_everyone(browser: Browser, own_site: str, axe: str, name: str) -> None:
    """The accessibility checker finds nothing in either scheme; nothing is cut on a phone or comes from elsewhere."""
    context = browser.new_context(base_url=own_site, viewport={"width": 1280, "height": 900})
    assert_open_to_everyone(Visit(context), own_site, axe, OWN_KINDS[name])
    context.close()
