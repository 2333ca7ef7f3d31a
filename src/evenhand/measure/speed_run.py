"""A whole measurement: calibrations, warm-up, every condition at its concurrency, within a budget, until it is done.

As many streams as the concurrency are kept busy: each asks its next question when its last one is answered. Of
several targets each takes its turn within a condition, so that the hour of the day is the same for all.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
from msgspec import Struct

from evenhand.measure.budget import Budget, Price, Worst
from evenhand.measure.calibration import calibrate
from evenhand.measure.endpoints import Endpoint
from evenhand.measure.journal import Journal
from evenhand.measure.one_request import Heard, Patience, ask, session
from evenhand.measure.prompts import prompt
from evenhand.measure.protocol import NOTHING
from evenhand.measure.speed_figures import too_wrong
from evenhand.records.speed_receipt import Calibration, Ending, NotMeasured, Request, SpeedSettings

# A request of this many in a row refused: the others would be as well.
REFUSALS = 3
FEWEST = 20
A_STREAM = 3
FIRST_PAUSE = 1.0
FREE = frozenset({"limited", "refused"})
# What a request keeps of what was heard, under the same names.
HEARD = (
    "outcome", "status", "fault", "connected", "first_reasoning", "first_answer", "last", "whole", "pieces",
    "reasoning_pieces", "first_pieces", "characters", "first_characters", "tokens",
)  # fmt: skip


class Step(Struct, frozen=True, kw_only=True):
    """What a measurement is at, for a progress bar: what it asks, how far it is, and what came last."""

    what: str
    done: int
    all: int
    last: Request | None = None


Tell = Callable[[Step], None]


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be measured, of whom and at which price; the prices are by key of the target."""

    settings: SpeedSettings
    endpoints: tuple[Endpoint, ...]
    prices: Mapping[str, Price]
    stub: str


def requests_of(settings: SpeedSettings, concurrency: int) -> int:
    """The counted requests of a condition: as set, else 20, and three a stream where that is more."""
    return max(FEWEST, A_STREAM * concurrency) if settings.requests is None else settings.requests


def warm_up_of(settings: SpeedSettings, concurrency: int) -> int:
    """The requests before those: as set, else one a stream, so that every connection stands."""
    return concurrency if settings.warm_up is None else settings.warm_up


class SpeedRun:
    """One run over a journal. `stop` asks it to end; `ending` and `why` say how it ended.

    Stopped by hand it gives up what is in flight, stopped by a limit it waits for that.
    """

    def __init__(self, plan: Plan, journal: Journal, budget: Budget, tell: Tell) -> None:
        self.ending: Ending = "done"
        self.why = ""
        self.not_measured: list[NotMeasured] = []
        self.given_up = 0
        self.settings, self.budget = plan.settings, budget
        self.stopped = asyncio.Event()
        self._plan, self._journal, self._tell = plan, journal, tell
        self._all = sum(requests_of(plan.settings, one) for one, _, _ in self._conditions())
        self._recount()

    def stop(self, ending: Ending = "stopped by hand", why: str = "stopped by hand") -> None:
        """Ask nothing more; the first reason stands."""
        if not self.stopped.is_set():
            self.ending, self.why = ending, why
            self.stopped.set()

    @property
    def gives_up(self) -> bool:
        """Whether what is in flight is not waited for."""
        return self.stopped.is_set() and self.ending == "stopped by hand"

    async def measure(self) -> None:
        """Do what is left to do.

        Raises:
            BadSetting: the calibration fails.

        """
        self._journal.session(now())
        for concurrency in self._plan.settings.concurrency:
            if not self.stopped.is_set() and self._left(concurrency) and await self._is_true(concurrency):
                async with session(concurrency) as web:
                    await self._at(web, concurrency)

    async def _at(self, web: aiohttp.ClientSession, concurrency: int) -> None:
        for of, length, asked in self._conditions():
            left = self._numbers(asked, length, of)
            if of == concurrency and left and not self.stopped.is_set():
                await _Condition(self, web, asked, length, of).run(left)

    def _conditions(self) -> Iterator[tuple[int, int, Endpoint]]:
        settings = self._plan.settings
        for concurrency in settings.concurrency:
            for length in settings.prompt_tokens:
                for one in self._plan.endpoints:
                    yield concurrency, length, one

    def _numbers(self, asked: Endpoint, length: int, concurrency: int) -> list[int]:
        done = self._journal.done(asked.target.key, length, concurrency)
        return [number for number in range(requests_of(self._plan.settings, concurrency)) if number not in done]

    def _left(self, concurrency: int) -> bool:
        return any(self._numbers(asked, length, of) for of, length, asked in self._conditions() if of == concurrency)

    async def _is_true(self, concurrency: int) -> bool:
        """Calibrate at a concurrency; whether it can be measured at all here."""
        found = []
        for kind in dict.fromkeys(one.target.kind for one in self._plan.endpoints):
            self.tell(f"calibrating at {concurrency}")
            found.append(await calibrate(self._plan.stub, kind, concurrency))
            self._journal.calibration(found[-1])
        wrong = [one for one in found if too_wrong(one)]
        if wrong and not self._plan.settings.even_so:
            self._refuse(wrong[0])
            return False
        return True

    def _refuse(self, calibration: Calibration) -> None:
        self.not_measured.append(NotMeasured(concurrency=calibration.concurrency, calibration=calibration))
        if self.ending == "done":
            self.ending, self.why = "clock", "the clock is not true enough at every concurrency asked for"

    def _recount(self) -> None:
        """Count what a run that was broken off has spent."""
        by_key = {one.target.key: one for one in self._plan.endpoints}
        for ended in self._journal.requests:
            asked = by_key[ended.target]
            text = self.prompt(asked, ended.prompt_tokens, ended.concurrency, ended.number, warm_up=ended.warm_up)
            for attempt in range(1, ended.attempts + 1):
                free = attempt < ended.attempts or ended.outcome in FREE
                self.budget.count(ended.target, text, self.worst(asked, text), ended.tokens, free=free)

    def prompt(self, asked: Endpoint, length: int, concurrency: int, number: int, *, warm_up: bool) -> str:
        """The words of one request, its own in all of the run."""
        name = f"{asked.target.key}:{concurrency}:{'w' if warm_up else ''}{number}"
        return prompt(length, self._journal.id, name)

    def worst(self, asked: Endpoint, text: str) -> Worst:
        """The most that a request of this prompt can take."""
        key = asked.target.key
        return self.budget.worst(key, text, self.settings.output_tokens, self._plan.prices.get(key))

    def keep(self, ended: Request) -> None:
        """A request has ended: into the journal, and onto the screen."""
        self._journal.request(ended)
        warm = ", warm-up" if ended.warm_up else ""
        self.tell(f"{ended.target}, {ended.prompt_tokens:,} tokens, {ended.concurrency} at once{warm}", ended)

    def tell(self, what: str, last: Request | None = None) -> None:
        """Say where it stands."""
        done = sum(not one.warm_up for one in self._journal.requests)
        self._tell(Step(what=what, done=done, all=self._all, last=last))


class _Condition:
    """One target at one prompt length and concurrency: its streams, the pause they share, how often it was refused."""

    def __init__(
        self, run: SpeedRun, web: aiohttp.ClientSession, asked: Endpoint, length: int, concurrency: int
    ) -> None:
        self._run, self._web, self._asked = run, web, asked
        self._length, self._concurrency = length, concurrency
        self._until = 0.0
        self._refused = 0

    async def run(self, numbers: list[int]) -> None:
        """Warm up, then ask these; what is in flight when the run is stopped is given up."""
        warm = range(warm_up_of(self._run.settings, self._concurrency))
        await self._streams(iter(warm), warm_up=True)
        if not self._run.stopped.is_set():
            await self._streams(iter(numbers), warm_up=False)

    async def _streams(self, numbers: Iterator[int], *, warm_up: bool) -> None:
        tasks = [asyncio.create_task(self._stream(numbers, warm_up=warm_up)) for _ in range(self._concurrency)]
        giving_up = asyncio.create_task(self._give_up(tasks))
        try:
            for ended in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(ended, Exception):
                    raise ended
        finally:
            giving_up.cancel()

    async def _give_up(self, tasks: "list[asyncio.Task[None]]") -> None:
        """End what is in flight once the run is stopped by hand."""
        await self._run.stopped.wait()
        for task in tasks if self._run.gives_up else ():
            task.cancel()

    async def _stream(self, numbers: Iterator[int], *, warm_up: bool) -> None:
        """One stream: the next question when the last one has ended."""
        for number in numbers:
            if self._run.stopped.is_set():
                return
            text = self._run.prompt(self._asked, self._length, self._concurrency, number, warm_up=warm_up)
            try:
                ended = await self._answered(number, text, warm_up=warm_up)
            except asyncio.CancelledError:
                self._run.given_up += 1
                raise
            if ended is not None:
                self._run.keep(ended)
                self._watch(ended)

    async def _answered(self, number: int, text: str, *, warm_up: bool) -> Request | None:
        """Ask, and again after every wait that was asked for; None where the budget does not allow it."""
        limited, waited, asked_wait = 0, 0.0, None
        began = now()
        while True:
            waited += await self._pause()
            heard = await self._ask(text)
            if heard is None:
                self._run.given_up += limited > 0
                return None
            if heard.outcome != "limited":
                break
            limited += 1
            if heard.asked_wait is not None:
                asked_wait = (asked_wait or 0.0) + heard.asked_wait
            if limited > self._run.settings.retries or not self._wait(heard, limited):
                break
        attempts = limited + (heard.outcome != "limited")
        return self._request(
            heard,
            number=number,
            began=began,
            warm_up=warm_up,
            attempts=attempts,
            limited=limited,
            asked_wait=asked_wait,
            waited=waited,
        )

    async def _ask(self, text: str) -> Heard | None:
        """Once, within the budget; None where that, or the run, has ended."""
        if self._run.stopped.is_set():
            return None
        settings, budget, key = self._run.settings, self._run.budget, self._asked.target.key
        worst = self._run.worst(self._asked, text)
        over = budget.reserve(worst)
        if over:
            self._run.stop("budget", f"one more request could pass the limit of {over}")
            return None
        patience = Patience(first=settings.first_limit, idle=settings.idle_limit, whole=settings.whole_limit)
        heard = None
        try:
            heard = await ask(self._web, self._asked, text, settings.output_tokens, patience)
        finally:
            free = heard is not None and heard.outcome in FREE
            budget.settle(key, text, worst, heard.tokens if heard else NOTHING, free=free)
        return heard

    async def _pause(self) -> float:
        """Wait as long as the server asked all streams to; the seconds that it took, less where the run is stopped."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        while (left := self._until - loop.time()) > 0 and not self._run.stopped.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._run.stopped.wait(), left)
        return loop.time() - start

    def _wait(self, heard: Heard, limited: int) -> bool:
        """Set the pause that a server asked for, else a growing one; not where it is longer than is obeyed."""
        wait = FIRST_PAUSE * 2 ** (limited - 1) if heard.asked_wait is None else heard.asked_wait
        if wait > self._run.settings.longest_wait:
            self._run.stop("rate limit", f"the server asks to wait {wait:,.0f} s, longer than is waited")
            return False
        self._until = max(self._until, asyncio.get_running_loop().time() + wait)
        return True

    def _watch(self, ended: Request) -> None:
        """End a run in which nothing but refusals comes."""
        self._refused = self._refused + 1 if ended.outcome == "refused" else 0
        if self._refused >= REFUSALS:
            self._run.stop("refusals", f"{REFUSALS} requests in a row were refused: HTTP {ended.status}, {ended.fault}")

    def _request(self, heard: Heard, **more: Any) -> Request:  # noqa: ANN401 - fields of Request
        return Request(
            target=self._asked.target.key,
            prompt_tokens=self._length,
            concurrency=self._concurrency,
            words=len("".join(heard.texts).split()),
            **{name: getattr(heard, name) for name in HEARD},
            **more,
        )


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
