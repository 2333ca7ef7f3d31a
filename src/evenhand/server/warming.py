"""What every first reader would wait for, worked out while the server already answers."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.comparison.estimates import estimates_of
from evenhand.comparison.known_places import known_places


def warm(catalog: Catalog) -> None:
    """Estimates and places of the default lane of each ranking that fits: read where kept, else worked out and kept."""
    for ranking in catalog.rankings.values():
        if ranking.method == "even":
            estimates_of(catalog, ranking, ranking.default_lane)
            known_places(catalog, ranking, ranking.default_lane)


@contextmanager
def warming() -> Iterator[None]:
    """The same in a process of its own, which takes no time from those that answer; stopped with the server."""
    process = subprocess.Popen([sys.executable, "-m", "evenhand.server.warming"])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


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


if __name__ == "__main__":
    warm(open_catalog())
