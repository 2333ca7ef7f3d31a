"""Letters as HTML in a real browser, as wide as a phone and as a mail window, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

LETTERS = Path(__file__).parents[1] / "golden" / "letters"
KINDS = sorted(path.stem for path in LETTERS.glob("*.html"))
PAPER = {"light": "rgb(253, 253, 252)", "dark": "rgb(20, 23, 26)"}


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A window in one colour scheme that notes whatever it is asked to load."""
    context = browser.new_context(color_scheme=request.param, java_script_enabled=True)
    yield context.new_page(), request.param
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_fits_and_can_be_read(page: tuple[Page, str], kind: str, axe: str) -> None:
    """No letter is wider than its window, none loads anything, and the accessibility checker finds no fault."""
    window, scheme = page
    loaded: list[str] = []
    window.on("request", lambda request: loaded.append(request.url))
    for width in (600, 360):
        window.set_viewport_size({"width": width, "height": 800})
        window.goto((LETTERS / f"{kind}.html").as_uri())
        assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert len(loaded) == 2
    assert window.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
    window.evaluate(axe)
    options = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}"
    found = window.evaluate(f"axe.run(document, {options}).then(all => all.violations)")
    assert not [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found]


def test_the_button_can_be_pressed_by_a_thumb(page: tuple[Page, str]) -> None:
    """The button of the letter that asks to confirm is at least 44 pixels high, and as a whole a link."""
    window, _ = page
    window.goto((LETTERS / "confirm.html").as_uri())
    box = window.locator(".go").bounding_box()
    assert box is not None
    assert box["height"] >= 44
