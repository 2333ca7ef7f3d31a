"""The board of a site made of files is searched by its script: it must mean what the search of the server means."""

from pathlib import Path

from playwright.sync_api import Browser

import evenhand.website
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.searching import meaning, searched_models

SCRIPT = Path(evenhand.website.__file__).parent / "static" / "board_rows.js"
BOARD = '<form id="filters" data-orders="place"></form><table class="board"><tbody></tbody></table>'
TEXTS = (
    "gpt 5.5", "gpt5", "GPT-5", "openai/gpt-5.5", "deepseek v3", "deepseek v3 2", "qwen 3", "qwen3", "qwen 72b", "7b",
    "claude opus 4 5", "4.5 claude", "Opus 4", "command r+", "command r", "llama 3 70b", "mini", "2024", "20240620",
    "(", "!?", " ", "", "meta llama", "nothing is called so", "o1", "1", "k2.6 .", "gemma-4 12",
)  # fmt: skip


def test_script_finds_what_the_server_finds(browser: Browser, catalog: Catalog) -> None:
    """Every text means the same models to both, over all names of the catalog."""
    page = browser.new_page()
    page.set_content(BOARD)
    page.add_script_tag(path=SCRIPT)
    names = searched_models(catalog)
    for text in TEXTS:
        found = page.evaluate("([text, names]) => names.map(meaning(text))", [text, list(names.values())])
        means = meaning(text) if text.strip() else lambda _: True
        assert found == [means(held) for held in names.values()], text
    page.close()
