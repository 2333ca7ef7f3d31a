"""The board and the matrix as people use them: with script, without it, and as files without a server."""

import re
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.website.site import Site

NAMES = "[...document.querySelectorAll('.board tbody tr:not([hidden]) th a')].map(one => one.textContent)"


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> Iterator[str]:
    """The address of the site as files have it: no form of it asks a server."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(catalog, Site(live=False)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()


def opened(browser: Browser, address: str, **options: Any) -> Page:
    """A page that remembers, as long as it is not loaded again, that it is the same."""
    page = browser.new_page(**options)
    page.goto(address)
    if options.get("java_script_enabled", True):
        page.evaluate("window.same = true")
    return page


@pytest.mark.parametrize("kind", ["site", "files"])
def test_search_order_and_columns_change_the_board_in_place(
    browser: Browser, request: pytest.FixtureRequest, kind: str
) -> None:
    """Typing, clicking a head and ticking columns change rows, count and address without a reload; focus stays."""
    page = opened(browser, request.getfixturevalue(kind) + "/")
    everyone = page.evaluate(NAMES)
    page.get_by_label("Search for a model or lab").fill("claude")
    expect(page.locator("#count")).to_have_text(
        f"{sum('Claude' in one for one in everyone)} of {len(everyone)} ranked models"
    )
    assert page.evaluate(NAMES) == [one for one in everyone if "Claude" in one]
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("thead [data-sort=output]").click()
    expect(page.locator("th[aria-sort=ascending] [data-sort=output]")).to_have_count(1)
    cheap = page.evaluate(NAMES)
    page.locator("thead [data-sort=output]").click()
    expect(page.locator("th[aria-sort=descending] [data-sort=output]")).to_have_count(1)
    assert page.evaluate("document.activeElement.dataset.sort") == "output"
    dear = page.evaluate(NAMES)
    assert cheap[0] not in dear[:2]
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Categories").uncheck()
    expect(page.locator("thead th:visible", has_text="Coding")).to_have_count(0)
    page.wait_for_url(lambda url: "columns=evidence,price,context,released" in url.replace("%2C", ","))
    assert page.evaluate("window.same")
    page.reload()
    expect(page.locator("thead th:visible", has_text="Coding")).to_have_count(0)
    assert page.evaluate(NAMES) == dear
    page.close()


@pytest.mark.parametrize("kind", ["site", "files"])
def test_quick_hands_get_what_they_asked_for_last(browser: Browser, request: pytest.FixtureRequest, kind: str) -> None:
    """Typing and two clicks on a head before any answer has come are all kept, and none takes the focus."""
    page = opened(browser, request.getfixturevalue(kind) + "/")
    page.get_by_label("Search for a model or lab").focus()
    page.evaluate(
        "() => { const search = document.getElementById('q'), head = document.querySelector('[data-sort=output]');"
        " search.value = 'claude'; search.dispatchEvent(new Event('input', {bubbles: true}));"
        " head.click(); head.click(); }"
    )
    expect(page.locator("th[aria-sort=descending] [data-sort=output]")).to_have_count(1)
    page.wait_for_url(lambda url: url.endswith("/?q=claude&sort=-output"))
    names = page.evaluate(NAMES)
    assert len(names) > 2
    assert all("Claude" in name for name in names)
    assert page.evaluate("document.activeElement.id") == "q"
    page.close()


def test_dropping_a_filter_keeps_what_was_typed_since(browser: Browser, site: str) -> None:
    """A link that drops a filter takes that one away alone, also before the typed search was answered."""
    page = opened(browser, f"{site}/?open=true&reasoning=true")
    page.evaluate(
        "() => { const search = document.getElementById('q');"
        " search.value = 'qwen'; search.dispatchEvent(new Event('input', {bubbles: true}));"
        " document.querySelector('.chips a').click(); }"
    )
    page.wait_for_url(lambda url: url.endswith("/?q=qwen&reasoning=true"))
    expect(page.get_by_label("open weights")).not_to_be_checked()
    assert all("Qwen" in name for name in page.evaluate(NAMES))
    weighed = page.get_by_role("form", name="Your own weights", include_hidden=True).locator("[type=hidden]")
    assert weighed.evaluate_all("all => all.map(one => one.name)") == ["q", "reasoning"]
    page.close()


def test_board_needs_no_script(browser: Browser, site: str) -> None:
    """Without script the search, the heads and the boxes of a form lead to the same addresses."""
    page = opened(browser, f"{site}/?q=gpt", java_script_enabled=False)
    page.locator("thead [data-sort=context]").click()
    assert page.url == f"{site}/?q=gpt&sort=context"
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("open weights").check()
    page.get_by_role("button", name="Show").click()
    assert {"q=gpt", "open=true", "sort=context"} <= set(page.url.split("?")[1].split("&"))
    page.goto(f"{site}/boards/even/verified?unranked=true&q=gpt-5")
    for box in page.locator(".board [name=models]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Compare them").click()
    assert page.url.startswith(f"{site}/compare/")
    assert "lane=verified" in page.url


def test_chosen_rows_stay_chosen_and_lead_to_the_matrix(browser: Browser, site: str) -> None:
    """Three ticked rows survive a search that hides them, and lead to the matrix of the three, whose cells lead on."""
    page = opened(browser, f"{site}/")
    button = page.get_by_role("button", name="Compare them")
    expect(button).to_be_disabled()
    boxes = page.locator(".board [name=models]")
    names = [boxes.nth(place).get_attribute("value") or "" for place in range(3)]
    for place in range(2):
        boxes.nth(place).check()
    expect(button).to_be_enabled()
    page.get_by_label("Search for a model or lab").fill("claude")
    expect(page.locator("#count")).to_contain_text(" of ")
    page.get_by_label("Search for a model or lab").fill("")
    expect(page.locator(".board [name=models]:checked")).to_have_count(2)
    page.locator(".board [name=models]").nth(2).check()
    expect(page.locator("#chosen")).to_have_text("3 chosen.")
    button.click()
    page.wait_for_url(f"{site}/compare?models={','.join(names)}")
    assert page.locator("h1").inner_text().count(",") == 1
    cell = page.locator(".many tbody tr").first.locator("td a").first
    assert cell.get_attribute("href") == f"/compare/{'-vs-'.join(sorted(names[:2]))}"
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_bar_of_the_chosen_lies_over_the_table(browser: Browser, site: str, width: int) -> None:
    """With two rows ticked the bar at the foot of the window takes a click wherever the table stands under it."""
    page = opened(browser, f"{site}/", viewport={"width": width, "height": 740})
    for place in (20, 21):
        page.locator(".board [name=models]").nth(place).check()
    bar = page.locator("#pick")
    for _ in range(5):
        page.mouse.wheel(0, 17)
        box = bar.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 740
        assert page.evaluate(
            "([x, y, width, height]) => [...Array(20).keys()].every(step =>"
            " document.elementFromPoint(x + width * (step + 0.5) / 20, y + height / 2).closest('#pick'))",
            [box["x"], box["y"], box["width"], box["height"]],
        )
    page.get_by_role("button", name="Compare them").click(timeout=5_000)
    page.wait_for_url(f"{site}/compare/*-vs-*")
    page.close()


@pytest.mark.parametrize(("width", "height", "rows"), [(1280, 800, 3), (360, 740, 0)])
def test_first_screen_reaches_the_table(browser: Browser, site: str, width: int, height: int, rows: int) -> None:
    """The board opens with three rows in view on a desktop, with the heads and the first row's beginning on a phone."""
    page = opened(browser, f"{site}/", viewport={"width": width, "height": height})
    tops = page.evaluate(
        "[...document.querySelectorAll('.board tbody tr')].map(one => one.getBoundingClientRect().top)"
    )
    assert tops[rows] <= height
    for fold in ("What is ranked here", "Filters and order", "Columns", "Your own weights"):
        assert page.locator("summary:visible", has_text=fold).count() == 1
    page.close()


def test_empty_board_offers_what_to_drop(browser: Browser, site: str) -> None:
    """Where nothing passes, dropping the filter that is in the way brings rows back and keeps the rest."""
    page = opened(browser, f"{site}/?q=no-such-model&open=true")
    page.locator(".nothing a", has_text="no-such-model").click()
    expect(page.locator(".board tbody tr").first).to_be_visible()
    assert page.url == f"{site}/?open=true"
    assert page.get_by_label("Search for a model or lab").input_value() == ""
    assert page.evaluate("window.same")
    page.close()


def test_phone_opens_without_sideways_scroll_of_the_first_columns(browser: Browser, site: str) -> None:
    """At 360 pixels place, model, score and evidence are in view, and columns that are asked for are all there."""
    page = opened(browser, f"{site}/", viewport={"width": 360, "height": 740})
    rights = [page.locator(".board thead th").nth(place).bounding_box() for place in range(5)]
    assert all(box and box["x"] + box["width"] <= 360 for box in rights)
    assert page.locator(".board thead th:visible").count() == 6
    page.goto(f"{site}/?columns=all")
    assert page.locator(".board thead th:visible").count() == 18
    page.close()


@pytest.mark.parametrize("kind", ["site", "files"])
def test_filters_say_whom_they_leave_out_unsurely(browser: Browser, request: pytest.FixtureRequest, kind: str) -> None:
    """A least context leaves out the models of which none is known, and says of how many, with a server and without."""
    page = opened(browser, request.getfixturevalue(kind) + "/")
    everyone = page.locator(".board tbody tr").count()
    page.locator("summary", has_text="Filters and order").click()
    page.get_by_label("Least context, tokens").fill("1")
    line = page.locator("#shown .note", has_text="Left out because something is not known")
    expect(line).to_have_text(
        re.compile(r"^Left out because something is not known: \d+ models? for their context window\.$")
    )
    left = page.locator(".board tbody tr:not([hidden])").count()
    told = re.search(r"\d+", line.inner_text())
    assert told
    assert int(told[0]) == everyone - left > 0
    page.close()
