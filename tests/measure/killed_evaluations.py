"""Runs of a benchmark killed at random moments, and what must hold after each."""

import multiprocessing
import random
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.measure import loopback_endpoint

from evenhand.importers.logs.inspect_log import FORMAT
from evenhand.measure.benchmarks import runnable
from evenhand.measure.candidates import Candidate, Settings
from evenhand.measure.endpoints import Wanted, endpoint
from evenhand.measure.evaluation import Evaluation, evaluate
from evenhand.records.evaluation import Evaluated

# What a run loads first; a process that has it forks in no time.
LOADED = [
    "evenhand.measure.inspect_run",
    "evenhand.measure.tasks.gsm8k",
    "inspect_ai.model._providers.openai_compatible",
    "inspect_ai.model._assistant_internal",
    "inspect_ai.agent._acp.server",
    "anthropic",
]
CONNECTIONS = 4
PATIENCE = 300


def evaluation(address: str, questions: int) -> Evaluation:
    """The run that is killed."""
    asked = endpoint(Wanted(text=f"m@{address}", kind="chat"))
    one = Candidate(label="m", endpoint=asked, settings=Settings(max_tokens=16))
    return Evaluation(benchmark=runnable("gsm8k"), candidates=(one,), limit=questions, connections=CONNECTIONS)


def _run(address: str, questions: int, base: Path) -> None:
    evaluate(evaluation(address, questions), None, base)


@dataclass
class Count:
    """Kills that hit a run at work, requests in all, runs that ended before their kill, seconds."""

    killed: int = 0
    ended: int = 0
    asked: int = 0
    questions: int = 0
    wholes: int = 0
    seconds: float = 0.0


def killed(base: Path, kills: int, questions: int, seed: int) -> Count:
    """Kill so many runs; each that comes to its end is looked at, and the next one begins anew elsewhere."""
    dice, count, began = random.Random(seed), Count(), time.monotonic()  # noqa: S311 - no secret
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    with loopback_endpoint.endpoint(lambda _: "ANSWER: 18", seconds=0.03) as there:
        while count.killed < kills:
            place, at_first, here = base / f"{count.wholes}", len(there.asked), 0
            while True:
                process = context.Process(target=_run, args=(there.address, questions, place))
                process.start()
                if not _struck(process, there, dice):
                    break
                here, count.killed = here + 1, count.killed + 1
            count.ended += here > 0
            _look(there, place, questions, len(there.asked) - at_first, here)
            count.wholes, count.questions = count.wholes + 1, count.questions + questions
        count.asked = len(there.asked)
    count.seconds = time.monotonic() - began
    return count


def _struck(process: ForkServerProcess, there: loopback_endpoint.Endpoint, dice: random.Random) -> bool:
    """Kill it some time after its first request, or now and then before; False where it had ended."""
    before, end = len(there.asked), time.monotonic() + PATIENCE
    if dice.random() < 0.8:
        while process.is_alive() and len(there.asked) == before and time.monotonic() < end:
            time.sleep(0.005)
    process.join(dice.expovariate(1.0))
    if not process.is_alive():
        assert process.exitcode == 0
        return False
    process.kill()
    process.join()
    return True


def _look(there: loopback_endpoint.Endpoint, place: Path, questions: int, asked: int, kills: int) -> None:
    """The log is one, whole, with every question once; only what was under way at a kill was asked twice."""
    found: Evaluated = evaluate(evaluation(there.address, questions), None, place)
    one = found.models[0]
    assert (one.state, one.finished, found.kept) == ("finished", questions, questions)
    assert questions <= asked <= questions + kills * 2 * CONNECTIONS
    (log,) = Path(found.folder).glob("*.eval")
    known = FORMAT.find(log)
    assert known is not None
    items: list[str] = []
    runs = FORMAT.read(known, lambda item: items.append(item.item))
    assert sorted(items) == sorted(set(items))
    assert (len(items), runs[0].n) == (questions, questions)
