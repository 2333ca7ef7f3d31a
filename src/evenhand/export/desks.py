"""Who makes the files: this process, or several, each with a catalog and a renderer of its own."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.garbage import what_stands_stays
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import EvenhandError
from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.export.files import Folder
from evenhand.export.manifest import Entry
from evenhand.export.rendering import Renderer
from evenhand.records.brief import Brief
from evenhand.website.site import Site

# Pairs come tile by tile: after so many pages the models of the earlier ones are mostly done.
BEFORE_FORGETTING = 2_000
Start = Callable[[tuple[str, ...]], Callable[[], tuple["Done", ...]]]


class Order(Struct, frozen=True, kw_only=True):
    """What is to be built: where, for which site, which pairs, whether with social images, which briefs were issued."""

    root: Path
    site: Site
    pairs: ChosenPairs
    images: bool = False
    issued: tuple[Brief, ...] = ()


class Done(Struct, frozen=True, kw_only=True):
    """One address that was worked on: what stands now, how many files changed, how many were the same; or a fault."""

    address: str
    entry: Entry | None = None
    changed: int = 0
    same: int = 0
    fault: str = ""


class FactsChanged(EvenhandError):
    """The facts are not those that the build began with."""

    def __init__(self) -> None:
        super().__init__("the facts changed while the site was built; build again")


class Desk:
    """Makes the files of addresses and puts them into the folder."""

    def __init__(self, catalog: Catalog, order: Order) -> None:
        self.catalog = catalog
        self.renderer = Renderer(catalog, order.site, order.pairs, images=order.images, issued=order.issued)
        self.folder = Folder(order.root)
        self.worked = 0

    def work(self, addresses: tuple[str, ...]) -> tuple[Done, ...]:
        """All of them; a fault is told with its address and stops nothing else."""
        self.worked += len(addresses)
        if self.worked > BEFORE_FORGETTING:
            self.catalog.forget_lately()
            self.worked = 0
        return tuple(self._one(address) for address in addresses)

    def _one(self, address: str) -> Done:
        try:
            made = self.renderer.of(address)
        except Exception as fault:  # one page must not stop thirty thousand
            return Done(address=address, fault=f"{address}: {type(fault).__name__}: {fault}")
        written = [self.folder.put(file) for file in made.files]
        entry = Entry(address, {one.path: one.mark for one in written}, made.leads)
        changed = sum(one.changed for one in written)
        return Done(address=address, entry=entry, changed=changed, same=len(written) - changed)


@contextmanager
def desks(catalog: Catalog, order: Order, workers: int) -> Iterator[Start]:
    """What starts work on some addresses and gives what waits for it. One worker is this process itself."""
    if workers == 1:
        desk = Desk(catalog, order)
        yield lambda addresses: lambda: desk.work(addresses)
        return
    begin = (catalog.version, order)
    with ProcessPoolExecutor(workers, get_context("spawn"), _sit_down, begin) as pool:
        yield lambda addresses: pool.submit(_work, addresses).result


_desk: list[Desk] = []


def _sit_down(version: str, order: Order) -> None:
    Thread(target=_leave_with_parent, daemon=True).start()
    catalog = open_catalog()
    if catalog.version != version:
        raise FactsChanged
    _desk.append(Desk(catalog, order))
    what_stands_stays()


def _work(addresses: tuple[str, ...]) -> tuple[Done, ...]:
    return _desk[0].work(addresses)


def _leave_with_parent() -> None:
    """A build that was killed leaves no process behind."""
    parent: Any = parent_process()
    parent.join()
    os._exit(1)
