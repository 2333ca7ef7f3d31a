"""Heavy work done by one thread of one process at a time, the others waiting for what it leaves."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock beside a file that is about to be written; a killed process leaves it open.

    Where the folder cannot be written, or the system has no such locks, everyone works for themselves.
    """
    lock = path.with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("wb")
    except OSError:
        yield
        return
    with file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
        with suppress(OSError):
            lock.unlink()
