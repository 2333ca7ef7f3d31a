"""What a process and its children take: memory now, the most over time, and who the children are."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """The process ids of its children; a thread of it that ends meanwhile hides none of the others'."""
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
    except OSError:
        return []
    return [child for task in tasks for child in _children_of_task(task)]


def _children_of_task(task: Path) -> list[int]:
    try:
        return [int(child) for child in (task / "children").read_text().split()]
    except OSError:
        return []


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    return [pid, *(below for child in children(pid) for below in tree(child))]


def megabytes(pid: int) -> float:
    """Resident memory of the whole tree; what processes share is counted for each."""
    return sum(_resident(one) for one in tree(pid)) / 1024


class Watched:
    """Samples the memory of a tree while something runs: `seen` in megabytes, in order."""

    def __init__(self, pid: int, every: float = 0.2) -> None:
        self.pid = pid
        self.every = every
        self.seen: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End, with one more sample."""
        self._over.set()
        self._thread.join()
        self.seen.append(megabytes(self.pid))

    def _sample(self) -> None:
        while not self._over.wait(self.every):
            self.seen.append(megabytes(self.pid))


def _resident(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
