"""When to look for garbage: not while many records are made, nor ever among those that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# What waits for a search is memory: with 50,000 records between searches it was 150 MB of drawn pages.
RECORDS_BETWEEN_SEARCHES = 5_000


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """No search for cycles inside; looking at every new record again and again costs a third of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def what_stands_stays() -> None:
    """For a process that answers until it ends: searches look only at what is made from now on, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(RECORDS_BETWEEN_SEARCHES, 5, 5)
