"""What holds for every kind of page: open to everyone, fit for a phone, from this site alone, light."""

import gzip
import re
from collections.abc import Iterator

import pytest
from page_kinds import COMPARE, KINDS, RICH
from playwright.sync_api import Browser, BrowserContext, Page, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# What a colour scheme can change; all else is the same in both.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
AXE = (
    "asked => axe.run(document, {runOnly: asked, resultTypes: ['violations'], selectors: false})"
    ".then(found => found.violations.map(one => "
    "[one.id, one.nodes.length, one.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary)]))"
)
WIDER = (
    "() => [...document.querySelectorAll('body *')].filter(one => !one.closest('svg, .scroll, pre') && "
    "one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)"
    ".map(one => one.outerHTML.slice(0, 120))"
)
# The checker measures sections that the style sheet leaves unlaid until they are near: all are laid out for it.
OPEN = (
    "open => { document.querySelectorAll('details').forEach(one => one.open = open);"
    "document.querySelectorAll('section').forEach(one => one.style.contentVisibility = 'visible') }"
)
MOST = {
    "compare": 40,
    "rich compare": 40,
    "classic compare": 40,
    "weekly brief": 40,
    "board": 60,
    "coverage": 60,
    "much priced model": 60,
}
LONGEST = 24_000


class Visit:
    """A page with all that it asked for and all that its console said."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.bodies: dict[str, bytes] = {}
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A new page on a desktop."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    yield Visit(context)
    context.close()


@pytest.mark.parametrize("name", KINDS)
def test_page_is_for_everyone(visit: Visit, site: str, axe: str, name: str) -> None:
    """The accessibility checker finds nothing in either scheme; nothing is cut on a phone or comes from elsewhere."""
    assert_open_to_everyone(visit, site, axe, KINDS[name])


def assert_open_to_everyone(visit: Visit, site: str, axe: str, address: str) -> None:
    """All folds are opened for the checker, and on the phone the page is looked at closed and open."""
    page = visit.page
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST
    page.evaluate(OPEN, arg=True)
    page.evaluate(axe)
    for scheme, asked in (("light", {"type": "tag", "values": TAGS}), ("dark", {"type": "rule", "values": OF_COLOURS})):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(AXE, asked) == [], scheme
    page.set_viewport_size({"width": 360, "height": 740})
    for shown in (True, False):
        page.evaluate(OPEN, arg=shown)
        assert page.evaluate(WIDER) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.wait_for_load_state("networkidle")
    assert [url for url in visit.asked if not url.startswith((site, "data:"))] == []
    assert page.context.cookies() == []
    assert [text for text in visit.said if "status of 40" not in text] == []


def weight(visit: Visit, address: str) -> int:
    """Bytes of a page with all that it loads, zipped."""
    answers: list[Response] = []
    visit.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright takes no other
    visit.page.goto(address, wait_until="networkidle")
    visit.page.wait_for_timeout(100)
    assert len(answers) >= 3
    return sum(len(gzip.compress(answer.body(), 6)) for answer in answers)


@pytest.mark.parametrize("name", MOST)
def test_page_is_light(visit: Visit, name: str) -> None:
    """A page with all that it loads is no heavier than its bound, in KB zipped."""
    assert weight(visit, KINDS[name]) <= MOST[name] * 1024


def test_board_of_three_hundred_models_is_light(visit: Visit) -> None:
    """The board with more than three hundred rows and all columns is at most 100 KB with all that it loads."""
    heavy = weight(visit, "/?unranked=true&since=2024-06-01&columns=all")
    assert visit.page.locator(".board tbody tr").count() >= 300
    assert heavy <= 100 * 1024


@pytest.mark.parametrize("address", [COMPARE, RICH])
def test_comparison_is_whole_after_one_answer(browser: Browser, site: str, address: str) -> None:
    """With the network cut after the first response all words, tables and pictures of the comparison are there."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    first = re.compile(re.escape(address) + "$")
    page.route("**/*", lambda route: route.continue_() if first.search(route.request.url) else route.abort())
    page.goto(address)
    texts = {part: page.locator(part).text_content() for part in ("#answer", "#overall", "#categories", "#tests")}
    assert all(len(text) > 50 for text in texts.values())
    assert page.locator("svg.category-bars").bounding_box()["height"] > 100
    assert page.locator("#questions h3").count() >= 5
    context.close()
