import json
import re

import pytest
from page_kinds import COMPARE, KINDS, RICH
from playwright.sync_api import Browser, Page, expect

CUT = (
    "() => [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)"
    ".map(one => [one.clientWidth, one.scrollWidth])"
)
SPLIT = r"""() => {
  const split = [];
  for (const cell of document.querySelectorAll('th, td')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (node.parentElement.closest('th, td') !== cell || !node.parentElement.checkVisibility()) continue;
      for (const word of node.data.matchAll(/[^\s\-–\/]+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const tops = new Set([...range.getClientRects()].filter(one => one.width).map(one => Math.round(one.top)));
        if (tops.size > 1) split.push(word[0]);
      }
    }
  }
  return split;
}"""


def opened(browser: Browser, address: str, **options: object) -> Page:
    """A new page at an address."""
    page = browser.new_page(**options)
    page.goto(address)
    return page


@pytest.mark.parametrize(
    "name", ["compare", "rich compare", "classic compare", "board", "classic board", "model", "much priced model"]
)
def test_no_word_in_a_table_is_split_on_a_phone(browser: Browser, site: str, name: str) -> None:
    """At 360 pixels every word in a table's heads and cells lies on one line; breaks come at spaces and hyphens."""
    page = opened(browser, site + KINDS[name], viewport={"width": 360, "height": 740})
    assert page.locator("table td").count() > 10
    assert page.evaluate(SPLIT) == []
    page.close()


@pytest.mark.parametrize(("name", "width"), [("board", 1100), ("classic board", 1100), ("category", 1100)])
def test_board_fits_a_small_desktop(browser: Browser, site: str, name: str, width: int) -> None:
    """The board as it opens is not cut on a small desktop."""
    page = opened(browser, site + KINDS[name], viewport={"width": width, "height": 800})
    assert page.evaluate(CUT) == []
    page.close()


def test_board_on_a_phone_shows_the_most_useful_columns(browser: Browser, site: str) -> None:
    """At 360 pixels place, model and two more columns are in view, and an edge shows that the table goes on."""
    page = opened(browser, site + "/", viewport={"width": 360, "height": 740})
    heads = page.locator(".board thead th")
    rights = [heads.nth(place).bounding_box() for place in range(4)]
    assert all(box and box["x"] + box["width"] <= 360 for box in rights)
    assert page.evaluate(CUT) != []
    assert "gradient" in page.evaluate("getComputedStyle(document.querySelector('.scroll')).backgroundImage")
    page.close()


def test_comparison_needs_no_script(browser: Browser, site: str) -> None:
    """With JavaScript switched off the comparison is whole: answer, pictures, tables, details, questions."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + COMPARE)
    assert page.locator("h1").inner_text().split("\n")[0].startswith("Gemma 4 12B")
    assert page.locator(".pick").inner_text()
    assert page.locator("svg.radar").count() == 0
    for chart in ("category-bars", "benchmark-dots"):
        box = page.locator(f"svg.{chart}").bounding_box()
        assert box
        assert box["width"] > 200
        assert box["height"] > 100
    assert page.locator("section").count() == 9
    first = page.locator("#tests details").first
    assert not first.locator("blockquote, dl").first.is_visible()
    first.locator("summary").click()
    assert first.locator("dl").first.is_visible()
    assert page.locator("#questions h3").count() >= 5
    context.close()


def test_forms_work_without_script(browser: Browser, site: str) -> None:
    """The picker leads to the comparison, and the workload changes the cost and stays in the address."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/compare")
    page.get_by_label("First model").fill("gpt-5.5")
    page.get_by_label("Second model").fill("gemma-4-12b")
    page.get_by_role("button", name="Compare").click()
    assert page.url == site + COMPARE
    page.locator("#yours summary").click()
    page.get_by_label("Requests a month").fill("77")
    page.get_by_role("button", name="Answer again").click()
    assert "requests=77" in page.url
    assert "77 requests" in page.locator("#operations").text_content()
    context.close()


def test_dark_is_dark(browser: Browser, site: str) -> None:
    """The page and the words in its pictures follow the reader's colour scheme."""
    seen = {}
    for scheme in ("light", "dark"):
        page = opened(browser, site + COMPARE, color_scheme=scheme)
        ground = "getComputedStyle(document.body).backgroundColor"
        word = "getComputedStyle(document.querySelector('svg.category-bars text')).fill"
        seen[scheme] = [sum(map(int, re.findall(r"\d+", page.evaluate(what))[:3])) for what in (ground, word)]
        page.close()
    assert seen["light"][0] > 700
    assert seen["dark"][0] < 150
    assert seen["light"][1] < 200
    assert seen["dark"][1] > 600


def test_words_in_pictures_stay_readable_on_a_phone(browser: Browser, site: str) -> None:
    """At 360 pixels no word in a picture is smaller than ten pixels high, and none lies on another."""
    page = opened(browser, site + RICH, viewport={"width": 360, "height": 740})
    page.evaluate("document.querySelectorAll('#tests details').forEach(one => one.open = true)")
    for chart in ("category-bars", "radar", "benchmark-dots"):
        boxes = page.evaluate(
            "name => [...document.querySelectorAll(`svg.${name} text`)].map(one => {"
            " const box = one.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom,"
            " one.textContent, parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM().a)] })",
            chart,
        )
        assert [box[4] for box in boxes if box[5] < 9 and box[4] != "100"] == []
        crossing = [
            (one[4], other[4])
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if min(one[2], other[2]) - max(one[0], other[0]) > 2 and min(one[3], other[3]) - max(one[1], other[1]) > 6
        ]
        assert crossing == []
    page.close()


def test_keyboard_reaches_the_content(browser: Browser, site: str) -> None:
    """The first key press shows the way past the navigation, and it works."""
    page = opened(browser, site + COMPARE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_linked_data_reads(browser: Browser, site: str) -> None:
    """The page's JSON-LD is JSON with a question for every question on the page."""
    page = opened(browser, site + COMPARE)
    told = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert [one["name"] for one in told["mainEntity"]] == [
        text for text in page.locator("#questions h3").all_text_contents() if text != "Notes"
    ]
    page.close()


PAIRS = (
    "gpt-5-vs-gpt-5-mini",
    "claude-opus-4.5-vs-gpt-5.2",
    "gemini-3.1-pro-vs-kimi-k2.6",
    "gpt-5@high-vs-gpt-5@low",
    "gemma-4-12b-vs-gpt-5.5",
    "gpt-5.5-vs-gpt-5.5",
)


@pytest.mark.parametrize("pair", PAIRS)
def test_copied_frame_cuts_nothing_off(browser: Browser, site: str, pair: str) -> None:
    """In a frame as high as the copied code has it the whole card is in view, at 640 and at 360 pixels."""
    page = opened(browser, f"{site}/compare/{pair}")
    high = int(page.locator("#as-embed").get_attribute("data-height") or "0")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy embed code").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert f'height="{high}"' in page.evaluate("navigator.clipboard.readText()")
    for width in (640, 360):
        page.set_viewport_size({"width": width, "height": high})
        page.goto(f"{site}/embed/compare/{pair}")
        whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert whole == [width, high]
        foot = page.locator(".foot")
        above = foot.evaluate("one => one.offsetTop - one.previousElementSibling.offsetTop")
        assert above - foot.evaluate("one => one.previousElementSibling.offsetHeight") < 160
    page.close()


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_answer_is_repeated_in_sight_of_the_sliders(browser: Browser, site: str, size: tuple[int, int]) -> None:
    """Moving any slider shows the new answer within the window, wherever the form has been scrolled to."""
    page = opened(browser, site + COMPARE, viewport={"width": size[0], "height": size[1]})
    page.locator("#yours-h").click()
    for slider in page.locator("#own [type=range]").all():
        slider.scroll_into_view_if_needed()
        slider.press("Home")
        slider.press("ArrowRight")
    said = page.locator("#said")
    expect(said).not_to_be_empty()
    page.locator("#own [type=range]").first.scroll_into_view_if_needed()
    box = said.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size[1] + 1
    assert said.inner_text().split(":")[0] in page.locator("#answer .pick").inner_text()
    page.close()
