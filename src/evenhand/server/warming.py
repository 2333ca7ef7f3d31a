"""What every first reader would wait for, worked out while the server already answers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from evenhand.application.fitting_apart import fitting_apart
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.known_places import warm


@contextmanager
def warming() -> Iterator[None]:
    """Fits and places in a process of its own, which takes no time from those that answer; stopped with the server."""
    process = fitting_apart()
    Thread(target=process.wait, daemon=True).start()
    try:
        yield
    finally:
        process.terminate()


def warm_in_background(catalog: Catalog) -> Thread:
    """Read what that process leaves; a fault costs only the time that it would have saved."""

    def quietly() -> None:
        try:
            warm(catalog)
        except Exception:
            logging.getLogger("evenhand").exception("warming failed")

    thread = Thread(target=quietly, name="warming", daemon=True)
    thread.start()
    return thread
