"""Takes the pictures of `docs/pictures/` from a running site: `python docs/take_pictures.py http://127.0.0.1:8000`.

Needs Playwright and Chromium, which `make test` installs.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).with_name("pictures")
PAIR = "gemma-4-12b-vs-gpt-5.5"
WIDTH = 1200


def take(page: Page, site: str) -> None:
    """The answer at the top of a comparison, and its pictures of categories."""
    page.goto(f"{site.rstrip('/')}/compare/{PAIR}")
    below = page.locator("nav.inside").bounding_box()
    if below is None:
        message = "the page has no list of its sections below the answer"
        raise LookupError(message)
    top = {"x": 0.0, "y": 0.0, "width": float(WIDTH), "height": below["y"]}
    page.screenshot(path=PICTURES / "compare.png", clip=top, full_page=True)  # type: ignore[arg-type]
    page.locator("#categories .pair").screenshot(path=PICTURES / "categories.png")


def main(site: str) -> None:
    """Open the site in Debian's Chromium, or whichever is on the path."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(browser.new_page(viewport={"width": WIDTH, "height": 900}), site)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
