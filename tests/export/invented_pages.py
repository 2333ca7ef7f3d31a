"""A renderer of pages that nobody drew, for what a build does with pages; run as a program it builds them slowly."""

import sys
import time
from hashlib import blake2b
from pathlib import Path

from toy_site import SITE, TOY

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.export import building, desks
from evenhand.export.building import Built, build
from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.export.desks import Order
from evenhand.export.files import File, page_path
from evenhand.export.rendering import Rendered
from evenhand.records.brief import Brief
from evenhand.website.site import Site

FIRST = ("/", "/about", "/changing")
LEADS = {"/": ("/first", "/second", "/about"), "/first": ("/third", "/"), "/second": ("/third", "/first")}
MODELS = tuple(f"model-{number:02}" for number in range(12))


class InventedPages:
    """Every address gives a page and a small file; `/changing` is another page for each version of the facts."""

    seconds = 0.0
    broken = ""

    def __init__(
        self, catalog: Catalog, site: Site, pairs: ChosenPairs, *, images: bool, issued: tuple[Brief, ...] = ()
    ) -> None:
        """As the real one."""
        self.version = catalog.version
        self.place = (site, pairs, images, issued)

    def of(self, address: str) -> Rendered:
        """Its files."""
        time.sleep(self.seconds)
        if address == self.broken:
            raise OSError("no ink")
        about = f"{address} {self.version if address == '/changing' else ''}"
        page = blake2b(about.encode()).hexdigest() * 50
        files = (File(page_path(address), page.encode()), File(f"small{address}/file.json", about.encode()))
        return Rendered(files, LEADS.get(address, ()))


def built(root: Path, catalog: Catalog, models: int) -> Built:
    """A build of invented pages, with every pair of the first models."""
    chosen = ChosenPairs(models=MODELS[:models], among=frozenset(MODELS[:models]))
    return build(catalog, Order(root=root, site=SITE, pairs=chosen))


def invent() -> None:
    """Put the invented pages in the place of the real ones."""
    building.first_addresses = lambda *_: iter(FIRST)  # type: ignore[attr-defined]
    building.code = lambda: b""  # type: ignore[assignment]
    desks.Renderer = InventedPages  # type: ignore[attr-defined,assignment,misc]


if __name__ == "__main__":
    invent()
    InventedPages.seconds = 0.02
    built(Path(sys.argv[1]), load_catalog((TOY,)), len(MODELS))
