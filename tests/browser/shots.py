"""`make shots`: a picture of every kind of page into shots/, light, dark and on a phone, to be looked at one by one."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from page_kinds import KINDS, OWN_KINDS
from playwright.sync_api import Browser, sync_playwright
from rich.progress import track
from running_site import served

from conftest import FLAGS, NAMES
from evenhand.catalog.snapshot import open_catalog

sys.path.append(str(Path(__file__).parents[1]))
from own_facts import imported

LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (360, "light"), "phone-dark": (360, "dark")}
FOLDER = Path("shots")


def main(wanted: list[str]) -> None:
    """Take them all, or those of the kinds that are named."""
    FOLDER.mkdir(exist_ok=True)
    public = {name: address for name, address in KINDS.items() if not wanted or name in wanted}
    own = {name: address for name, address in OWN_KINDS.items() if not wanted or name in wanted}
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        if public:
            with served(open_catalog()) as base:
                take(browser, base, public)
        if own:
            with TemporaryDirectory() as folder, imported(Path(folder)) as catalog, served(catalog) as base:
                take(browser, base, own)
        browser.close()


def take(browser: Browser, base: str, kinds: Mapping[str, str]) -> None:
    """The pictures of these kinds of a site."""
    for name, address in track(kinds.items(), description="pages"):
        for look, (width, scheme) in LOOKS.items():
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
            page.set_default_timeout(180_000)
            page.goto(base + address, wait_until="networkidle")
            page.add_style_tag(content="section { content-visibility: visible !important }")
            page.screenshot(path=FOLDER / f"{name.replace(' ', '-')}-{look}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
