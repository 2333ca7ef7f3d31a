"""A site of files before a browser: what it says without script, and what its scripts make of names and questions."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from running_site import running

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.website.asked.asked_parameters import FOLLOWING
from evenhand.website.pages.failures import not_found_page
from evenhand.website.site import Site

SERVER = "https://computes.invalid"
SITE = Site(live=False, server=SERVER)
ANY = "/compare/any/?left="
SEED = f"{ANY}gpt-5.5&right=gemma-4-12b"
WRITTEN = re.compile(r"/compare/[^/?]+-vs-[^/?]+/?$")


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> Iterator[str]:
    """The address of the site as files have it."""
    with running(lambda _: create_app(catalog, SITE)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a file server without pairs: each is answered with the 404 page, and a query changes nothing."""
    made = browser.new_page()
    missing = not_found_page("There is no such page.", site=SITE)

    def answer(route: Route) -> None:
        route.fulfill(status=404, content_type="text/html", body=missing)

    def as_file(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.partition("?")[0]))

    made.route(WRITTEN, answer)
    made.route(re.compile(r"/(compare|pricing)\?"), as_file)
    yield made
    made.close()


def rows(page: Page, head: str) -> list[str]:
    """The names of the tests under a heading of the joined page."""
    table = page.locator("#joined h2", has_text=head).locator("xpath=following-sibling::div[1]")
    return table.locator("tbody th a").all_inner_texts()


def test_composites_stand_apart_and_conditions_must_match(page: Page, files: str, catalog: Catalog) -> None:
    """No composite stands among shared tests, nor does a score whose context is not stated beside one at 128k."""
    page.goto(f"{files}{SEED}")
    expect(page.get_by_role("heading", name="Composites, which are no evidence")).to_be_visible()
    composites = {one.name for one in catalog.benchmarks.values() if one.kind == "composite"}
    assert set(rows(page, "Composites")) <= composites
    shared = rows(page, "under matching conditions")
    apart = rows(page, "not like for like")
    assert shared
    assert not composites & {*shared, *apart}
    assert any("MRCR" in name for name in apart)
    expect(page.locator("#said")).to_have_text("These two have no page of their own among these files.")


@pytest.mark.parametrize("name", ["Opus 4.5", "claude opus 4.5", "anthropic/claude-opus-4.5", "Claude Opus 4.5"])
def test_names_in_common_use_are_understood(page: Page, files: str, name: str) -> None:
    """Short forms and names behind the lab's lead to the model, as on the server."""
    page.goto(f"{files}{ANY}{name}&right=gemma-4-12b")
    expect(page.locator("#joined a", has_text="Claude Opus 4.5").first).to_be_visible()


def test_one_effort_shows_its_own_scores_alone(page: Page, files: str) -> None:
    """`id@effort` lays the scores at that effort beside; one without scores is answered with those that have some."""
    page.goto(f"{files}{ANY}gpt-5.2@high&right=gemma-4-12b")
    expect(page.locator("#joined th", has_text="GPT-5.2 (high effort)").first).to_be_visible()
    page.goto(f"{files}{ANY}gpt-5.2@endless&right=gemma-4-12b")
    expect(page.locator("#said")).to_contain_text("No score of GPT-5.2 is at effort endless. It has scores at")
    page.locator("#said a", has_text=re.compile("^high$")).click()
    expect(page.locator("#joined th", has_text="GPT-5.2 (high effort)").first).to_be_visible()


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("gpt-5.5", "GPT-5.5", "GPT-5.5 is one and the same model on both sides."),
        ("gpt-5.2@high", "GPT-5.2@high", "GPT-5.2 (high effort) is one and the same model on both sides."),
    ],
)
def test_model_beside_itself_is_said_so(page: Page, files: str, left: str, right: str, same: str) -> None:
    """Two names of one model, at one effort or none, lead to its page in place of tables."""
    page.goto(f"{files}{ANY}{left}&right={right}")
    expect(page.locator("#said")).to_contain_text(same)
    model = left.partition("@")[0]
    expect(page.locator("#said a")).to_have_attribute("href", f"/models/{model}")
    expect(page.locator("#joined")).to_be_empty()


def test_two_efforts_of_one_model_are_laid_side_by_side(page: Page, files: str) -> None:
    """A model at one effort beside itself at any is a question of its own."""
    page.goto(f"{files}{ANY}gpt-5.2@high&right=gpt-5.2")
    expect(page.locator("#joined h2").first).to_be_visible()


def test_nearest_names_are_offered(page: Page, files: str) -> None:
    """Before names are given nothing is said of them; a misspelt one is answered with the nearest as links."""
    page.goto(f"{files}/compare/any/")
    expect(page.locator("#models option").first).to_be_attached()
    expect(page.locator("#said")).to_be_empty()
    assert "no page" not in page.locator("main").inner_text()
    page.goto(f"{files}{ANY}gtp-5.5&right=gemma-4-12b")
    expect(page.locator("#said")).to_contain_text("No model is called gtp-5.5. Did you mean")
    page.locator("#said a").first.click()
    expect(page.locator("#joined h2").first).to_be_visible()


def test_pair_in_another_order_is_led_on(page: Page, files: str) -> None:
    """The 404 page takes an address of two models to where both are found."""
    page.goto(f"{files}/compare/gpt-5.5-vs-Opus%204.5")
    page.wait_for_url("**/compare/any/?left=gpt-5.5&right=Opus+4.5")
    expect(page.locator("#joined h2").first).to_be_visible()


def test_picker_takes_what_the_address_asks(page: Page, files: str) -> None:
    """Two models are laid side by side; of more the first two are filled in, and why no more is said."""
    page.goto(f"{files}/compare?models=gpt-5.5,gemma-4-12b")
    page.wait_for_url(f"**{SEED}")
    page.goto(f"{files}/compare?models=gpt-5.5,gemma-4-12b,gpt-5.2")
    assert page.get_by_label("First model").input_value() == "gpt-5.5"
    assert page.get_by_label("Second model").input_value() == "gemma-4-12b"
    expect(page.locator("#asked")).to_contain_text("models=gpt-5.5,gemma-4-12b,gpt-5.2")


def test_what_files_cannot_compute_is_said_in_place(page: Page, files: str) -> None:
    """A page asked with parameters says that it answers without them, and leads to the server that can."""
    page.goto(f"{files}/pricing?input=100000&utm_source=x")
    expect(page.locator("#asked")).to_contain_text("cannot work out what this address asks for: input=100000.")
    assert page.locator("#asked a").get_attribute("href") == f"{SERVER}/pricing?input=100000&utm_source=x"
    marks = "&".join(f"{mark}=x" for mark in sorted(FOLLOWING))
    for plain in ("/pricing?utm_source=x", f"/about?{marks}&pk_campaign=x", "/?q=claude&sort=-output", "/about"):
        page.goto(files + plain)
        expect(page.locator("#asked")).to_be_hidden()


@pytest.mark.parametrize("address", ["/", "/boards/even/verified", "/categories/coding"])
def test_board_without_script_shows_no_dead_form(browser: Browser, files: str, address: str) -> None:
    """Search, filters, boxes and button are hidden where no script runs, and the page says why."""
    still = browser.new_page(java_script_enabled=False)
    still.goto(files + address)
    for part in ("#filters", "#pick", ".board tbody .tick"):
        expect(still.locator(part).first).to_be_hidden()
    expect(still.locator("noscript p")).to_contain_text("need JavaScript")
    still.close()
    moving = browser.new_page()
    moving.goto(files + address)
    for part in ("#filters", "#pick", ".board tbody .tick"):
        expect(moving.locator(part).first).to_be_visible()
    moving.close()
