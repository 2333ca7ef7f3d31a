"""How true the clock is at 64 streams, and fifty killed measurements; the figures go into docs/soak.md."""

import asyncio
import json
from pathlib import Path
from statistics import median

import pytest
from anthropic import Anthropic
from click.testing import CliRunner
from openai import OpenAI
from tests.measure.local_models import local_model

from evenhand.cli.compare import command as compare
from evenhand.cli.measure_speed import command
from evenhand.measure.calibration import DELAY, calibrate, stub_server
from evenhand.measure.endpoints import PROTOCOLS
from evenhand.measure.event_loop import loop_factory
from evenhand.measure.stub_speech import PACKETS, Packets, tokens
from evenhand.records.speed_receipt import Calibration, Kind
from killed_measurements import STREAMS, WANTED, Ground
from soak_figures import put

ROUNDS = 3
AT = (1, 16, 64)
KILLS = 50
SEED = 20261122
TRUTH = f"""
A stub in a process of its own sends its first token after {DELAY * 1000:.0f} ms and then one every 10 ms. The client of
`evenhand measure speed` measures it {ROUNDS} times at each number of streams, in each protocol and with each way to cut
events into packets: whole, each in two within a letter, two in one packet. A line is the median of the medians, the
range of the medians, and the largest 95th percentile of one calibration, as errors against what was injected. What is
over 5 % is measured once more, as the machine may have been busy, and the second time counts; `again` marks it.
"""
KILLED = f"""
A measurement of {WANTED} requests at {STREAMS} at once is killed at random moments and started again, until {KILLS}
were killed at work. After each kill every request that was in the journal must still be there, and each run that comes
to its end must have each of its requests once. What was in flight at a kill is asked again.
"""

pytestmark = pytest.mark.soak


def test_first_tokens_are_true() -> None:
    """In each protocol and however packets are cut, the median error at 64 streams is within 5 % of 250 ms."""
    rows, wrong = {}, []
    with stub_server() as stub, asyncio.Runner(loop_factory=loop_factory()) as runner:
        for kind in PROTOCOLS:
            for cut in PACKETS:
                for streams in AT:
                    name = f"{kind}, {cut}, {streams} at once"
                    rows[name], error = _measured(runner, stub, kind, streams, cut)
                    if error > 0.05:
                        rows[name], error = _measured(runner, stub, kind, streams, cut)
                        rows[name] += ", again"
                    wrong += [name] if error > 0.05 else []
    put("How true the clock is", TRUTH, rows)
    assert wrong == []


def _measured(runner: asyncio.Runner, stub: str, kind: Kind, streams: int, cut: Packets) -> tuple[str, float]:
    """A line of the page, and the size of the error."""
    found = [runner.run(calibrate(stub, kind, streams, cut)) for _ in range(ROUNDS)]
    return _said(found), abs(median(one.error for one in found))


def _said(found: list[Calibration]) -> str:
    errors = sorted(100 * one.error for one in found)
    worst = max(100 * (one.p95 / one.delay - 1) for one in found)
    return f"{median(errors):+.1f}% ({errors[0]:+.1f} to {errors[-1]:+.1f}), 95th percentile at most {worst:+.1f}%"


def test_the_makers_clients_read_the_stub() -> None:
    """The makers' own clients read the stub's answers in all three protocols, with the text and usage that we read."""
    said = "".join(tokens(20))
    ask = [{"role": "user", "content": "hello"}]
    with stub_server() as stub:
        base = f"{stub}/20/1/20/split"
        maker = OpenAI(api_key="none", base_url=f"{base}/v1", max_retries=0)
        chunks = list(maker.chat.completions.create(model="m", messages=ask, stream=True))
        events = list(maker.responses.create(model="m", input="hello", stream=True))
        with Anthropic(api_key="none", base_url=base, max_retries=0) as other:
            parts = list(other.messages.create(model="m", max_tokens=20, messages=ask, stream=True))
        maker.close()
    assert "".join(part.choices[0].delta.content or "" for part in chunks if part.choices) == said
    assert chunks[-1].usage.completion_tokens == 20
    assert "".join(one.delta for one in events if one.type == "response.output_text.delta") == said
    assert events[-1].response.usage.output_tokens == 20
    assert "".join(one.delta.text for one in parts if one.type == "content_block_delta") == said
    assert [one.usage.output_tokens for one in parts if one.type == "message_delta"] == [20]


def test_fifty_killed_measurements(tmp_path: Path) -> None:
    """After each of fifty kills nothing that had ended is lost, and only what was in flight is asked again."""
    count = Ground(tmp_path).killed(KILLS, SEED)
    assert count.lost == 0
    assert count.killed == KILLS
    again = count.asked - count.wanted
    assert again <= count.killed * STREAMS
    rows = {
        "measurements killed at work": str(count.killed),
        "finished requests lost": "0",
        "requests of the runs that came to their end": str(count.wanted),
        "requests asked again": str(again),
        "runs that ended before their kill, not counted": str(count.ended),
        "seconds": f"{count.seconds:.0f}",
    }
    put("Killed measurements", KILLED, rows)


def test_compare_shows_what_was_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real small model is measured at two lengths and concurrencies, and `evenhand compare` shows its speed."""
    monkeypatch.setenv("EVENHAND_OWN", str(tmp_path))
    monkeypatch.setattr("evenhand.cli.measure_speed.fetched", lambda **_: local_model())
    few = ["--prompt-tokens", "50,200", "--concurrency", "1,2", "--requests", "6", "--output-tokens", "32", "--even-so"]
    ran = CliRunner().invoke(command, ["--local", *few, "--json"])
    assert ran.exit_code == 0, ran.output
    receipt = json.loads(ran.stdout)
    assert [one["outcomes"] for one in receipt["figures"]] == [{"answered": 6}] * 4
    model = receipt["settings"]["targets"][0]["model"]
    shown = CliRunner().invoke(compare, [model, "gpt-5.5", "--json"])
    speeds = json.loads(shown.stdout)["comparison"]["own_speeds"][0]
    alone = [one for one in receipt["figures"] if one["concurrency"] == 1]
    firsts = [one["first_token"]["p50"] for one in alone]
    shown_firsts = [one["first_token_seconds"] for one in speeds if "requests at once 1" in one["method"]]
    assert sorted(shown_firsts) == [pytest.approx(first, rel=1e-4) for first in sorted(firsts)]
