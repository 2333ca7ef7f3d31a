"""`make shots`: a picture of every kind of page into shots/, light, dark and on a phone, to be looked at one by one."""

import shutil
import socket
import sys
import threading
from pathlib import Path

import uvicorn
from page_kinds import KINDS
from playwright.sync_api import sync_playwright
from rich.progress import track

from conftest import FLAGS, NAMES
from evenhand.catalog.snapshot import open_catalog
from evenhand.server import create_app

LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (360, "light"), "phone-dark": (360, "dark")}
FOLDER = Path("shots")


def main(wanted: list[str]) -> None:
    """Take them all, or those of the kinds that are named."""
    kinds = {name: KINDS[name] for name in wanted or KINDS}
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(open_catalog()), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    FOLDER.mkdir(exist_ok=True)
    try:
        with sync_playwright() as playwright:
            found = next(filter(None, map(shutil.which, NAMES)), None)
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            for name, address in track(kinds.items(), description="pages"):
                for look, (width, scheme) in LOOKS.items():
                    page = browser.new_page(
                        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
                    )
                    page.set_default_timeout(180_000)
                    page.goto(base + address, wait_until="networkidle")
                    page.add_style_tag(content="section { content-visibility: visible !important }")
                    page.screenshot(path=FOLDER / f"{name.replace(' ', '-')}-{look}.png", full_page=True)
                    page.close()
            browser.close()
    finally:
        server.should_exit = True
        thread.join(timeout=20)


if __name__ == "__main__":
    main(sys.argv[1:])
