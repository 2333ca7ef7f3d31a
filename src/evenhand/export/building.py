"""Building the folder: what is left to do, in an order that is always the same, written down as it is done."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from shutil import rmtree

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadSetting, EvenhandError
from evenhand.export.addresses import first_addresses
from evenhand.export.desks import Done, Order, Start, desks
from evenhand.export.files import PARTS, remove
from evenhand.export.manifest import Manifest, ours
from evenhand.settings import PACKAGE, state_folder
from evenhand.website.asked.pairs import BETWEEN

SOURCES = (".py", ".html", ".css", ".js", ".svg", ".md")
PAIRS_AT_ONCE, AHEAD, SHOWN = 40, 3, 10
Tell = Callable[[int, int], None]


class Built(Struct, frozen=True, kw_only=True):
    """What a build did: addresses made anew, addresses that stood; files written, removed, and left as they were.

    `same` are files that were made anew with the bytes they had: these are not written.
    """

    made: int
    stood: int
    changed: int
    removed: int
    same: int = 0


class Incomplete(EvenhandError):
    """Some pages could not be made; all others stand, and the next build tries these again."""

    def __init__(self, faults: list[str]) -> None:
        shown = "\n".join(faults[:SHOWN])
        super().__init__(f"{len(faults)} addresses could not be written; all others stand. The first:\n{shown}")
        self.faults = tuple(faults)


def build(catalog: Catalog, order: Order, workers: int = 1, tell: Tell = lambda _, __: None) -> Built:
    """Write the site into the folder of the order; `tell` hears how many addresses are done, of how many known.

    A build that was interrupted goes on where it ended; one over the same facts, code and order finds nothing to do.
    Only files that builds wrote are ever replaced or removed.

    Raises:
        BadSetting: the folder holds other files, or another build is at work in it.
        Incomplete: some addresses gave no page.

    """
    if not ours(order.root):
        raise BadSetting(f"{order.root} holds files that no build wrote; name a new or an empty folder")
    order.root.mkdir(parents=True, exist_ok=True)
    with _alone(order.root), Manifest(order.root, inputs(catalog, order)) as manifest:
        with desks(catalog, order, workers) as start:
            work = _Work(manifest, start, workers, tell)
            work.through(first_addresses(catalog, order.site, order.issued), order)
        rmtree(order.root / PARTS, ignore_errors=True)
        if work.faults:
            raise Incomplete(work.faults)
        removed = remove(order.root, sorted(manifest.before))
    return Built(made=work.taken - work.stood, stood=work.stood, changed=work.changed, removed=removed, same=work.same)


def inputs(catalog: Catalog, order: Order) -> str:
    """The hash of all that a page may depend on: facts, code, templates, site, choice of pairs, issued briefs."""
    digest = blake2b(digest_size=12)
    digest.update(catalog.version.encode() + code())
    choice = (sorted(order.pairs.models), order.pairs.named, order.images)
    digest.update(msgspec.msgpack.encode((order.site, choice, order.issued)))
    return digest.hexdigest()


@cache
def code() -> bytes:
    """A hash of all code and templates of the package."""
    digest = blake2b(digest_size=12)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in SOURCES:
            digest.update(path.read_bytes())
    return digest.digest()


class _Work:
    """Takes addresses in order, those that stand already at no cost, and follows where pages lead."""

    def __init__(self, manifest: Manifest, start: Start, workers: int, tell: Tell) -> None:
        self.manifest = manifest
        self.start = start
        self.ahead = 1 if workers == 1 else AHEAD * workers
        self.tell = tell
        self.known: set[str] = set()
        self.taken = self.stood = self.changed = self.same = 0
        self.faults: list[str] = []

    def through(self, first: Iterable[str], order: Order) -> None:
        """The site's own pages, then the pairs."""
        queue: deque[str] = deque()
        self._follow(first, queue)
        while queue:
            some = tuple(islice(_taken(queue), self.ahead))
            for done in self._done((one,) for one in some):
                self._follow(done.entry.leads if done.entry else (), queue)
                self._told(len(self.known) + len(order.pairs))
        total = len(self.known) + len(order.pairs)
        pairs = (f"/compare/{left}{BETWEEN}{right}" for left, right in order.pairs)
        for _ in self._done(_chunks(pairs, PAIRS_AT_ONCE)):
            self._told(total)

    def _follow(self, addresses: Iterable[str], queue: deque[str]) -> None:
        for address in addresses:
            if address not in self.known:
                self.known.add(address)
                queue.append(address)

    def _done(self, chunks: Iterable[tuple[str, ...]]) -> Iterator[Done]:
        """What becomes of the addresses, in their order; some chunks ahead are at work meanwhile."""
        waiting: deque[Callable[[], tuple[Done, ...]]] = deque()
        for chunk in chunks:
            waiting.append(self._begun(chunk))
            if len(waiting) > self.ahead:
                yield from self._counted(waiting.popleft()())
        while waiting:
            yield from self._counted(waiting.popleft()())

    def _begun(self, chunk: tuple[str, ...]) -> Callable[[], tuple[Done, ...]]:
        found = {one: self.manifest.finished(one) for one in chunk}
        left = tuple(one for one, entry in found.items() if entry is None)
        made = self.start(left) if left else tuple
        self.stood += len(chunk) - len(left)

        def all_of_them() -> tuple[Done, ...]:
            anew = {done.address: done for done in made()}
            return tuple(anew.get(one) or Done(address=one, entry=found[one]) for one in chunk)

        return all_of_them

    def _counted(self, chunk: tuple[Done, ...]) -> Iterator[Done]:
        for done in chunk:
            self.changed += done.changed
            self.same += done.same
            self.taken += 1
            if done.entry:
                self.manifest.add(done.entry)
            else:
                self.faults.append(done.fault)
            yield done

    def _told(self, total: int) -> None:
        self.tell(self.taken, total)


def _taken(queue: deque[str]) -> Iterator[str]:
    while queue:
        yield queue.popleft()


def _chunks(addresses: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    every = iter(addresses)
    while chunk := tuple(islice(every, size)):
        yield chunk


def _alone(root: Path) -> FileLock:
    """No other build works in this folder."""
    name = blake2b(str(root.absolute()).encode(), digest_size=8).hexdigest()
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"build-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as busy:
        raise BadSetting(f"another build is at work in {root}") from busy
    return lock
