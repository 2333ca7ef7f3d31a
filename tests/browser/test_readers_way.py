"""A reader's whole way in Chromium: from the form over letters of a real mail server to the goodbye."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import html5lib
import pytest
from litestar import Litestar
from playwright.sync_api import Browser, BrowserContext, Page
from running_site import running
from test_every_page import AXE, TAGS, WIDER
from tests.mail_server import RunningServer, Taken, mail_server
from tests.website.toy_site import TOY, toy_catalog

from evenhand.brief.mail_settings import MailSettings, mail_settings
from evenhand.brief.sending.round import Rounds
from evenhand.brief.store.opening import Store, open_store
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.library import Library
from evenhand.records.brief import Brief
from evenhand.server import create_app
from evenhand.server.beside_pages import Beside, Issued
from evenhand.server.brief_service import IssuedBriefs
from evenhand.settings import STATE_VARIABLE
from evenhand.website.routes.subscribing import handlers
from evenhand.website.site import Site

ADA = "ada@example.org"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PICTURES = os.environ.get("EVENHAND_PICTURES", "")


class SinceEarlier(Library):
    """Tells the brief since an earlier state of the facts; without places, which cost a fit."""

    def __init__(self, catalog: Catalog, earlier: str) -> None:
        super().__init__(catalog)
        self.earlier = earlier

    def brief(self, *_: object, **__: object) -> Brief:
        """The same whatever is asked for."""
        return super().brief(self.earlier, places=False)


class Ground:
    """A site, a store and a mail server, and who looks at them."""

    def __init__(self, context: BrowserContext, store: Store, mail: RunningServer, folder: Path) -> None:
        self.context, self.store, self.mail, self.folder = context, store, mail, folder
        self.settings, self.issued = MailSettings(), IssuedBriefs(store)
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))

    def posted(self) -> None:
        """Everything that waits is handled and sent."""
        Rounds(self.store, self.settings, lambda: Library(toy_catalog())).go(("requests", "queue"))

    def brief_and_alert_posted(self) -> dict[str, Path]:
        """A price was put right: the brief and the alert of it are sent; their HTML parts as files, by kind."""
        earlier = earlier_facts(self.folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(STATE_VARIABLE, str(self.folder / "state"))  # the earlier facts are kept there
            Rounds(self.store, self.settings, lambda: Library(earlier)).go(("alerts",))
            now = SinceEarlier(toy_catalog(), earlier.version)
            Rounds(self.store, self.settings, lambda: now).go(("alerts", "brief", "queue"), at_once=True)
        self.issued.look()
        return {taken.id.split(".")[0].strip("<"): self._html(taken) for taken in self.mail.taken()[1:]}

    def _html(self, taken: Taken) -> Path:
        path = self.folder / f"letter-{len(list(self.folder.glob('letter-*')))}.html"
        path.write_text(str(taken.parsed.get_body(("html",)).get_content()), "utf-8")
        return path

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


def earlier_facts(folder: Path) -> Catalog:
    """The toy facts with twice the price of one model, before it was put right."""
    root = Path(shutil.copytree(TOY[0], folder / "earlier"))
    path = root / "prices" / "tarn.csv"
    path.write_text(path.read_text("utf-8").replace("first seen,2,0.5,,10", "first seen,4,0.5,,10"), "utf-8")
    return load_catalog((root, *TOY[1:]), "2025-07-01")


@pytest.fixture(params=["desk", "phone"])
def ground(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Ground]:
    """A site with its form on over invented facts; the phone is dark and runs no script."""
    phone = request.param == "phone"
    context = browser.new_context(
        viewport=PHONE if phone else DESK,
        color_scheme="dark" if phone else "light",
        java_script_enabled=not phone,
        accept_downloads=True,
    )
    with open_store(str(tmp_path / "brief.sqlite")) as store, mail_server(tmp_path / "mail") as mail:
        made = Ground(context, store, mail, tmp_path)

        def app_at(base: str) -> Litestar:
            made.settings = mail_settings(
                {
                    "EVENHAND_BASE_URL": base,
                    "EVENHAND_MAIL_FROM": "Evenhand <brief@evenhand.example>",
                    "EVENHAND_MAIL_SERVER": mail.address,
                }
            )
            issued = Issued(made.issued.briefs, made.issued.mark)
            beside = Beside(handlers=(handlers(store, made.settings),), issued=issued)
            return create_app(toy_catalog(), Site(base=base, subscribing=True), beside=beside)

        with running(app_at):
            yield made
            context.close()
        made.issued.close()


def test_a_readers_whole_way(ground: Ground, axe: str, request: pytest.FixtureRequest) -> None:
    """Subscribe, confirm by letter, choose, save what is held, unsubscribe, goodbye; each page is open to everyone."""
    page, scripted = ground.page, "desk" in request.node.name
    page.goto(f"{ground.settings.base}/brief")
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

    letters = ground.brief_and_alert_posted()
    assert sorted(letters) == ["alert", "brief"]
    open_letter(ground, axe, letters["alert"], "Details", scripted=scripted)
    open_letter(ground, axe, letters["brief"], "This brief as a page", scripted=scripted)

    page.get_by_role("link", name="Unsubscribe").click()
    look(page, axe, "unsubscribe", scripted=scripted)
    page.get_by_role("button", name="Unsubscribe").click()
    assert page.locator("h1").inner_text() == "You have left"
    look(page, axe, "left", scripted=scripted)
    ground.posted()
    assert "unsubscribed" in ground.letter(4)
    page.goto(f"{ground.settings.base}/brief/privacy")
    look(page, axe, "privacy", scripted=scripted)
    assert [one for one in ground.said if "400 (Bad Request)" not in one] == []  # the faults that were asked for
    page.goto(confirm)
    assert page.locator("h1").inner_text() == "This link does not work"


@pytest.mark.parametrize("ground", ["phone"], indirect=True)
def test_who_is_subscribed_is_greeted_and_erases(ground: Ground) -> None:
    """Asking again brings a letter to the preferences, where one button erases everything; the links are dead then."""
    page = ground.page
    for number, purpose in ((1, "confirm"), (2, "preferences")):
        page.goto(f"{ground.settings.base}/brief/subscribe")
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
    """The page parses, nothing is cut at its width, and the accessibility checker finds nothing where it can run.

    Where scripts run it is looked at in light at a desk, then in dark on a phone.
    """
    parser = html5lib.HTMLParser()
    parser.parse(page.content() if scripted else f"<!doctype html>{page.content().removeprefix('<!DOCTYPE html>')}")
    assert parser.errors == []
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{'desk' if scripted else 'phone'}.png", full_page=True)
    assert page.evaluate(WIDER) == []
    if scripted:
        page.evaluate(axe)
        check(page, name)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        check(page, name)
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")


def check(page: Page, name: str, tags: Sequence[str] = TAGS) -> None:
    """Nothing is cut, and the accessibility checker, which is on the page, finds nothing."""
    assert page.evaluate(WIDER) == [], name
    assert page.evaluate(AXE, {"type": "tag", "values": tags}) == [], name


def open_letter(ground: Ground, axe: str, letter: Path, follow: str, *, scripted: bool) -> None:
    """The HTML of a letter on a phone in dark: nothing is cut or loaded, links of the site open, and one is clicked."""
    page, base = ground.context.new_page(), ground.settings.base
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    page.goto(letter.as_uri())
    assert asked == [letter.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if scripted:
        page.evaluate(axe)
        check(page, letter.name, TAGS[:-1])  # a letter has no landmarks: programs put it into a page of theirs
    links = {str(one.get_attribute("href")) for one in page.locator("a").all()}
    ours = {link for link in links if link.startswith(f"{base}/")}
    assert {"preferences", "unsubscribe"} <= {link.split("/")[-2] for link in ours}
    assert {link: ground.context.request.get(link).status for link in ours} == dict.fromkeys(ours, 200)
    assert all(link.startswith("https://") for link in links - ours)
    page.get_by_role("link", name=follow).first.click()
    assert page.url.startswith(f"{base}/")
    page.close()
