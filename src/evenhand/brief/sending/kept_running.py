"""Work in a process beside those that answer: begun again when it dies, asked to finish when the site ends."""

import logging
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess
from threading import Event, Thread

from evenhand.errors import EvenhandError

SPAWN = multiprocessing.get_context("spawn")
# The letter at hand may wait for a slow mail server; what is cut off then is counted as in doubt.
SECONDS_TO_FINISH = 25.0
# Before the first, second, … beginning anew; the last one from then on.
PAUSES = (1.0, 5.0, 30.0, 60.0)
Work = Callable[[Event], None]

log = logging.getLogger("evenhand.sender")


@contextmanager
def kept_running(work: Work, seconds: float = SECONDS_TO_FINISH, pauses: tuple[float, ...] = PAUSES) -> Iterator[None]:
    """Have this done in a process of its own until the block ends; the event that it is given says when to finish.

    It finishes too when this process dies. `work` is a function of a module, or a partial of one.
    """
    supervised = _Supervised(work, seconds, pauses)
    thread = Thread(target=supervised.keep, name="sender", daemon=True)
    thread.start()
    try:
        yield
    finally:
        supervised.end()
        thread.join()


class _Supervised:
    def __init__(self, work: Work, seconds: float, pauses: tuple[float, ...]) -> None:
        self.work, self.seconds, self.pauses = work, seconds, pauses
        self.ending = Event()
        self.process: SpawnProcess | None = None

    def keep(self) -> None:
        """Begin the process, and again whenever it ends by itself."""
        begun = 0
        while not self.ending.is_set():
            self.process = SPAWN.Process(target=_until_told, args=(self.work,), name="sender")
            self.process.start()
            while self.process.is_alive() and not self.ending.wait(0.2):
                pass
            if not self.ending.is_set():
                pause = self.pauses[min(begun, len(self.pauses) - 1)]
                log.warning("the sender ended, code %s; it begins again in %g s", self.process.exitcode, pause)
                begun += 1
                self.ending.wait(pause)
        self._finish()

    def end(self) -> None:
        """Let it finish what it has at hand."""
        self.ending.set()

    def _finish(self) -> None:
        if self.process is None or not self.process.is_alive():
            return
        self.process.terminate()
        self.process.join(self.seconds)
        if self.process.is_alive():
            log.warning("the sender did not finish within %g s and was killed", self.seconds)
            self.process.kill()
            self.process.join()


def _until_told(work: Work) -> None:
    """Run `work` in this new process: its end is asked for by SIGTERM, and by the death of who began it."""
    told = Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; who began it decides
    Thread(target=_tell_at_death, args=(told,), name="parent", daemon=True).start()
    try:
        work(told)
    except EvenhandError as error:
        log.error("%s", error)
        sys.exit(1)


def _tell_at_death(told: Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    told.set()
