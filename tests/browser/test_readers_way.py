"""A reader's whole way in Chromium: from the form over letters of a real mail server to the goodbye."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from litestar import Litestar
from playwright.sync_api import Browser, BrowserContext, Page
from running_site import running
from test_every_page import AXE, OF_COLOURS, TAGS, WIDER
from tests.mail_server import RunningServer, mail_server
from tests.website.toy_site import toy_catalog

from evenhand.brief.mail_settings import MailSettings, mail_settings
from evenhand.brief.sending.round import Rounds
from evenhand.brief.store.opening import Store, open_store
from evenhand.library import Library
from evenhand.server import create_app
from evenhand.server.beside_pages import Beside
from evenhand.website.routes.subscribing import handlers
from evenhand.website.site import Site

ADA = "ada@example.org"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PICTURES = os.environ.get("EVENHAND_PICTURES", "")


class Ground:
    """A site, a store and a mail server, and who looks at them."""

    def __init__(self, context: BrowserContext, store: Store, settings: MailSettings, mail: RunningServer) -> None:
        self.context, self.store, self.settings, self.mail = context, store, settings, mail
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))

    def posted(self) -> None:
        """Everything that waits is handled and sent."""
        Rounds(self.store, self.settings, lambda: Library(toy_catalog())).go(("requests", "queue"))

    def letter(self, number: int) -> str:
        """The text of a letter that the mail server took, counted from 1."""
        taken = self.mail.taken()
        assert len(taken) == number
        assert taken[-1].to == ADA
        return str(taken[-1].parsed.get_body(("plain",)).get_content())

    def link(self, number: int, purpose: str) -> str:
        """The link of a letter that opens this."""
        found = re.search(rf"{re.escape(self.settings.base)}/brief/{purpose}/\S+", self.letter(number))
        assert found
        return found[0]


@pytest.fixture(params=["desk", "phone"])
def ground(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Ground]:
    """A site with its form on over invented facts; the phone is dark and runs no script."""
    phone = request.param == "phone"
    store = open_store(str(tmp_path / "brief.sqlite"))
    with mail_server(tmp_path / "mail") as mail:
        settings = MailSettings()

        def app_at(base: str) -> Litestar:
            nonlocal settings
            settings = mail_settings(
                {
                    "EVENHAND_BASE_URL": base,
                    "EVENHAND_MAIL_FROM": "Evenhand <brief@evenhand.example>",
                    "EVENHAND_MAIL_SERVER": mail.address,
                }
            )
            beside = Beside(handlers=(handlers(store, settings),))
            return create_app(toy_catalog(), Site(base=base, subscribing=True), beside=beside)

        with running(app_at) as base:
            context = browser.new_context(
                base_url=base,
                viewport=PHONE if phone else DESK,
                color_scheme="dark" if phone else "light",
                java_script_enabled=not phone,
                accept_downloads=True,
            )
            yield Ground(context, store, settings, mail)
            context.close()
    store.close()


def test_a_readers_whole_way(ground: Ground, axe: str, request: pytest.FixtureRequest) -> None:
    """Subscribe, confirm by letter, choose, save what is held, unsubscribe, goodbye; each page is open to everyone."""
    page, scripted = ground.page, "desk" in request.node.name
    page.goto("/brief")
    look(page, axe, "form", scripted=scripted)
    page.get_by_label("Mail address").fill(ADA)
    page.get_by_label("Ranking shifts").uncheck()
    page.get_by_role("button", name="Subscribe").click()
    assert page.locator("h1").inner_text() == "Look at your mail"
    look(page, axe, "asked", scripted=scripted)

    ground.posted()
    confirm = ground.link(1, "confirm")
    page.goto(confirm)
    look(page, axe, "confirm", scripted=scripted)
    page.get_by_role("button", name="Yes, send it to me").click()
    assert page.locator("h1").inner_text() == "You are subscribed"
    look(page, axe, "confirmed", scripted=scripted)

    page.get_by_role("link", name="Choose topics").click()
    assert page.get_by_label("Ranking shifts").is_checked() is False
    page.get_by_label("Model 1", exact=True).fill("tarn")
    page.get_by_role("button", name="Save").click()
    assert "tarn-2" in page.locator("#model-1-fault").inner_text()
    look(page, axe, "faults", scripted=scripted)
    page.get_by_label("Model 1", exact=True).fill("Tarn 2")
    page.get_by_label("Price of model 1, $").fill("4.5")
    page.get_by_label("Told").select_option("at once, as letters of their own")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("status").inner_text() == "Saved."
    assert page.get_by_label("Model 1", exact=True).input_value() == "tarn-2"
    look(page, axe, "preferences", scripted=scripted)

    with page.expect_download() as taken:
        page.get_by_role("link", name="All of it, as a JSON file").click()
    held = json.loads(Path(taken.value.path()).read_text("utf-8"))
    assert (held["address"], held["preferences"]["watched"]) == (ADA, [{"model": "tarn-2", "below": 4.5}])

    page.get_by_role("link", name="Unsubscribe").click()
    look(page, axe, "unsubscribe", scripted=scripted)
    page.get_by_role("button", name="Unsubscribe").click()
    assert page.locator("h1").inner_text() == "You have left"
    look(page, axe, "left", scripted=scripted)
    ground.posted()
    assert "unsubscribed" in ground.letter(2)
    page.goto("/brief/privacy")
    look(page, axe, "privacy", scripted=scripted)
    assert [one for one in ground.said if "400 (Bad Request)" not in one] == []  # the faults that were asked for
    page.goto(confirm)
    assert page.locator("h1").inner_text() == "This link does not work"


@pytest.mark.parametrize("ground", ["phone"], indirect=True)
def test_who_is_subscribed_is_greeted_and_erases(ground: Ground) -> None:
    """Asking again brings a letter to the preferences, where one button erases everything; the links are dead then."""
    page = ground.page
    for number, purpose in ((1, "confirm"), (2, "preferences")):
        page.goto("/brief/subscribe")
        page.get_by_label("Mail address").fill(ADA)
        page.get_by_role("button", name="Subscribe").click()
        ground.posted()
        page.goto(ground.link(number, purpose))
        page.locator("main form button").first.click()
    own = page.url
    page.get_by_role("button", name="Erase my data").click()
    assert page.locator("h1").inner_text() == "You have left"
    page.goto(own)
    assert page.locator("h1").inner_text() == "This link does not work"
    ground.posted()
    assert len(ground.mail.taken()) == 2


def look(page: Page, axe: str, name: str, *, scripted: bool) -> None:
    """The page parses, nothing is cut at its width, and the accessibility checker finds nothing where it can run."""
    parser = html5lib.HTMLParser()
    parser.parse(page.content() if scripted else f"<!doctype html>{page.content().removeprefix('<!DOCTYPE html>')}")
    assert parser.errors == []
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{'desk' if scripted else 'phone'}.png", full_page=True)
    assert page.evaluate(WIDER) == []
    if scripted:
        page.evaluate(axe)
        assert page.evaluate(AXE, {"type": "tag", "values": TAGS}) == [], name
    if scripted and name == "preferences":
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(AXE, {"type": "rule", "values": OF_COLOURS}) == []
