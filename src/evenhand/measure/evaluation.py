"""A run of a benchmark: where its logs lie, that it goes on where one broke off, and that it stays private.

Inspect AI does the asking, the retries, the scoring and the log. A run has a folder of its own, named by everything
that decides its result; asked for again it takes up what is finished there and pays for nothing twice.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from evenhand.errors import BadSetting, MissingExtra
from evenhand.measure.benchmarks import Runnable, refuse_without_container
from evenhand.measure.budget import Limits
from evenhand.measure.candidates import Candidate
from evenhand.records.evaluation import Evaluated
from evenhand.settings import own_folder

SECRET = re.compile(r"(?:_KEY|_TOKEN|_SECRET|_PASSWORD)$|^EVENHAND_KEY_")
SHORTEST_SECRET = 8


class Progress(Struct, frozen=True, kw_only=True):
    """How far a run is: attempts wanted and finished (earlier ones too), errors, and what was spent just now."""

    planned: int
    finished: int
    failed: int
    tokens: int
    dollars: float | None


Told = Callable[[Progress], None]


class Evaluation(Struct, frozen=True, kw_only=True):
    """What is to be run. `connections` requests are under way at once for each model.

    `limit` questions of each task are asked, `epochs` times each; `arguments` go to a task of Inspect's own.
    `most_samples` refuses a run that would be larger before anything is asked. `accept_failed` lets a run end although
    some questions got no answer; they are left out of its result, which says so.
    """

    benchmark: Runnable
    candidates: tuple[Candidate, ...]
    limit: int | None = None
    epochs: int = 1
    connections: int = 8
    limits: Limits = Limits()
    most_samples: int | None = None
    arguments: dict[str, str] = {}
    accept_failed: bool = False
    again: bool = False


def logs_folder() -> Path:
    """Where logs of own runs are kept."""
    return own_folder() / "logs"


def evaluate(wanted: Evaluation, told: Told | None = None, base: Path | None = None) -> Evaluated:
    """Run it, or go on with it; `base` is the folder of logs, else the one in the user's own folder.

    Raises:
        MissingExtra: Inspect AI is not installed.
        BadSetting: no container for code that a model writes, a budget that nothing fits into, or the same run is
            under way in another process.

    """
    if find_spec("inspect_ai") is None:
        raise MissingExtra("running a benchmark", "eval")
    refuse_without_container(wanted.benchmark)
    refuse_unpriced(wanted)
    folder = run_folder(wanted, base or logs_folder())
    from evenhand.measure.inspect_run import run  # noqa: PLC0415 - Inspect takes seconds to load

    with _alone(folder):
        return run(wanted, folder, secrets(wanted), told or _nobody)


def _nobody(_progress: Progress) -> None:
    return None


def refuse_unpriced(wanted: Evaluation) -> None:
    """Refuse a budget in dollars for a model without a price.

    Raises:
        BadSetting: there is one.

    """
    without = [one.label for one in wanted.candidates if one.price is None]
    if wanted.limits.dollars is not None and without:
        raise BadSetting(f"--most-dollars needs a price of {', '.join(without)}; give it with --price IN,OUT")


def run_folder(wanted: Evaluation, base: Path) -> Path:
    """The folder of this very run; asked for anew, the first that is free."""
    named = re.sub(r"[^A-Za-z0-9.]+", "-", wanted.benchmark.name).strip("-.")[-60:]
    first = base / f"{named}-{_digest(wanted)}"
    if not wanted.again:
        return _newest(first)
    return next(place for place in _numbered(first) if not place.exists())


def _newest(first: Path) -> Path:
    """The last of its numbered folders that is there, else the first."""
    found = first
    for place in _numbered(first):
        if not place.exists():
            return found
        found = place
    return found


def _numbered(first: Path) -> Iterator[Path]:
    yield first
    number = 2
    while True:
        yield first.with_name(f"{first.name}-{number}")
        number += 1


def _digest(wanted: Evaluation) -> str:
    """Of what decides the result: the task, its arguments, attempts, the models and their settings; not the size."""
    parts = (
        wanted.benchmark.task,
        sorted(wanted.benchmark.arguments.items()),
        sorted(wanted.arguments.items()),
        wanted.epochs,
        [_identity(one) for one in wanted.candidates],
    )
    return blake2b(msgspec.json.encode(parts), digest_size=5).hexdigest()


def _identity(candidate: Candidate) -> tuple[object, ...]:
    """A candidate without its key, and a local one without its port."""
    target = candidate.endpoint.target if candidate.endpoint else None
    address = "" if target is None or candidate.local else target.address
    asked = (target.name, target.kind, sorted(target.body)) if target else (candidate.spec,)
    return (*asked, address, candidate.settings, candidate.quantization)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other process in this folder meanwhile; a lock ends with its process, also with a killed one.

    Raises:
        BadSetting: there is one.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.parent / f".{folder.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BadSetting(f"this run is under way in another process; its logs are in {folder}") from error
    try:
        yield
    finally:
        lock.release()


def secrets(wanted: Evaluation) -> tuple[str, ...]:
    """What must never be in a log: the keys of the endpoints, and every key of the environment."""
    keys = {one.endpoint.key.reveal() for one in wanted.candidates if one.endpoint}
    around = {value for name, value in os.environ.items() if SECRET.search(name.upper())}
    return tuple(sorted((one for one in keys | around if len(one) >= SHORTEST_SECRET), key=len, reverse=True))
