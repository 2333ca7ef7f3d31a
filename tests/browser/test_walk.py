"""A reader's walk over the site: with scripts, without them, on a phone, in the dark."""

from collections.abc import Iterator

import pytest
from page_kinds import RICH
from playwright.sync_api import Browser, Page, expect

# Where a script changes nothing, one walk with scripts and one without are enough.
TWO_WAYS = pytest.mark.parametrize("page", ["as it comes", "without scripts"], indirect=True)
WAYS = {
    "as it comes": {"viewport": {"width": 1280, "height": 900}},
    "without scripts": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
    "on a phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
    "in the dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.fixture(params=WAYS)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A new page of one way of reading; what goes wrong on it fails the test."""
    context = browser.new_context(base_url=site, **WAYS[request.param])
    context.set_default_timeout(40_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.scripted = request.param != "without scripts"
    page.wrong = wrong
    yield page
    context.close()
    assert [one for one in wrong if "404" not in one] == []


def models(page: Page) -> list[str]:
    """The models of the board, in order."""
    return page.locator(".board tbody th a").all_inner_texts()


def settled(page: Page, button: str) -> None:
    """What was asked is answered: by itself with scripts, by the button without."""
    if not page.scripted:
        page.get_by_role("button", name=button).click()


def plain(text: str) -> str:
    """Words alone, for what is laid out on one place and announced on another."""
    return "".join(text.split()).casefold()


def reloaded(page: Page) -> None:
    """The same address again, as a shared link opens it."""
    page.goto(page.url)


def test_board(page: Page) -> None:
    """Search, filter and order stay in the address, and a shared link shows the same rows."""
    page.goto("/")
    every = models(page)
    page.get_by_label("Search for a model or lab").fill("claude")
    settled(page, "Show")
    expect(page.locator("#count")).to_contain_text(f"of {len(every)}")
    page.get_by_text("Filters and order").click()
    page.get_by_label("Order by").select_option("output")
    page.get_by_label("Least context").fill("200000")
    settled(page, "Show")
    page.wait_for_url(lambda url: all(part in url for part in ("q=claude", "sort=output", "min_context=200000")))
    expect(page.locator(".chips")).to_contain_text("200")
    seen = models(page)
    assert 2 <= len(seen) < len(every)
    assert all(name.startswith("Claude") for name in seen)
    reloaded(page)
    assert models(page) == seen
    page.locator("[name=models]").nth(0).check()
    page.locator("[name=models]").nth(1).check()
    page.get_by_role("button", name="Compare them").click()
    page.wait_for_url("**/compare/*-vs-*")
    assert all(name in page.locator("h1").inner_text() for name in seen[:2])


def test_comparison(page: Page) -> None:
    """Own weights change the answer and the address; the same address gives the same answer again."""
    page.goto(RICH)
    before = page.locator("#overall").text_content()
    page.locator("#yours summary").click()
    for category, weight in (("coding", "0"), ("agentic", "0"), ("reasoning", "60")):
        slider = page.locator(f"input[name=weight-{category}]")
        slider.focus()
        if page.scripted:
            slider.fill(weight)
        else:
            moves = round((float(weight) - float(slider.input_value())) / float(slider.get_attribute("step") or 1))
            for _ in range(abs(moves)):
                slider.press("ArrowRight" if moves > 0 else "ArrowLeft")
    settled(page, "Answer again")
    page.wait_for_url(lambda url: "reasoning" in url)
    expect(page.locator("#overall")).not_to_have_text(before)
    answer, overall = page.locator("#answer").inner_text(), page.locator("#overall").text_content()
    if page.scripted:
        assert plain(page.locator("#said").inner_text()) in plain(answer)
    reloaded(page)
    assert page.locator("#answer").inner_text() == answer
    assert page.locator("#overall").text_content() == overall


@pytest.mark.parametrize("page", ["as it comes"], indirect=True)
def test_weights_that_are_all_zero_leave_the_answer_and_say_so(page: Page) -> None:
    """With every slider at 0 the answer from before stays, says that it does, and is the one of the address."""
    page.goto(RICH)
    page.locator("#yours summary").click()
    for slider in page.locator("#own [type=range]").all():
        slider.fill("0")
    for place in ("#said", "#answer .refused"):
        expect(page.locator(place)).to_contain_text("at least one must be above 0")
        expect(page.locator(place)).to_contain_text("The answer shown is the one from before.")
    shown, address = page.locator("#answer .pick").inner_text(), page.url
    page.locator("input[name=weight-coding]").fill("50")
    page.wait_for_url(lambda url: url != address)
    expect(page.locator("#answer .refused")).to_have_count(0)
    page.goto(address)
    assert page.locator("#answer .pick").inner_text() == shown


@TWO_WAYS
def test_a_limit_decides(page: Page) -> None:
    """A limit that one side breaks changes the pick, and the address keeps the limit."""
    page.goto(RICH)
    before = page.locator("#answer .pick").inner_text()
    page.locator("#yours summary").click()
    page.locator("#w-min_context").fill("300000")
    settled(page, "Answer again")
    page.wait_for_url("**min_context=300000**")
    expect(page.locator("#answer .pick")).not_to_have_text(before, use_inner_text=True)


@TWO_WAYS
def test_a_source_in_one_click(page: Page) -> None:
    """A score of a comparison opens to its source, whose page lists what it gave."""
    page.goto(RICH)
    row = page.locator("#tests details:has(a[href^='/sources/'])").first
    row.locator("summary").click()
    row.locator("a[href^='/sources/']").first.click()
    page.wait_for_url("**/sources/*")
    assert page.locator("h1").inner_text()
    assert page.locator("main table tbody tr").count() > 3


@TWO_WAYS
def test_matrix(page: Page) -> None:
    """Three models give a matrix whose cells open their head-to-heads."""
    page.goto("/compare?models=gpt-5.5,claude-opus-4.5,gemma-4-12b")
    cells = page.locator("table").first.locator("td a")
    assert cells.count() == 6
    cells.first.click()
    page.wait_for_url("**/compare/*-vs-*")
    assert page.locator("#answer .pick").inner_text()


def test_calculator(page: Page) -> None:
    """Twenty times the requests cost twenty times as much, in the table and by the shared link."""
    page.goto("/pricing?requests=1000&per=day&lab=openai")
    first = page.locator("#result table tbody tr").first
    name, before = first.locator("th a").first.inner_text(), first.locator("td").nth(1).inner_text()
    page.get_by_label("Requests", exact=True).fill("20000")
    settled(page, "Work it out")
    page.wait_for_url("**requests=20000**")
    month = page.locator("#result table tbody tr", has_text=name).first.locator("td").nth(1)
    expect(month).not_to_have_text(before)
    told = [float(text.lstrip("$").replace(",", "")) for text in (before, month.inner_text())]
    assert told[1] == pytest.approx(told[0] * 20, rel=0.01)
    reloaded(page)
    expect(month).to_have_text(month.inner_text())


def test_explore(page: Page) -> None:
    """Two measures chosen are drawn, and the table beside the picture holds as many models as it has points."""
    page.goto("/explore")
    page.get_by_label("Across", exact=True).select_option(label="Context window")
    settled(page, "Draw")
    page.wait_for_url("**x=context**")
    expect(page.locator("#result h2")).to_contain_text("ontext")
    rows = page.locator("#result table tbody tr").count()
    assert rows > 10
    assert page.locator("#result svg g > title").count() >= rows


@TWO_WAYS
def test_not_found(page: Page) -> None:
    """A name that is nearly right leads to the right one."""
    page.goto("/compare/gemma-4-12-vs-gpt-5.5")
    assert page.locator("h1").inner_text() == "Not found"
    page.locator("main a[href='/compare/gemma-4-12b-vs-gpt-5.5']").click()
    page.wait_for_url("**/compare/gemma-4-12b-vs-gpt-5.5")
