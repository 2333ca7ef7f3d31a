"""Runs of benchmarks through Inspect AI, all in one process, as Inspect takes seconds to load."""

import gc
import json
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from tests.measure import loopback_endpoint
from tests.measure.local_models import local_model

from evenhand.catalog.snapshot import open_catalog
from evenhand.cli import commands
from evenhand.cli.measured_models import Said, candidate
from evenhand.errors import BadSetting
from evenhand.importers.logs.inspect_log import FORMAT
from evenhand.measure.benchmarks import runnable
from evenhand.measure.budget import Limits, Price
from evenhand.measure.candidates import Candidate, Settings
from evenhand.measure.endpoints import Wanted, endpoint
from evenhand.measure.evaluation import Evaluation, Progress, evaluate
from evenhand.measure.model_file import SMOLLM2
from evenhand.measure.question_sets import functions, word_problems
from evenhand.measure.recipes import recipes
from evenhand.records.evaluation import Evaluated
from evenhand.records.own_results import OwnItem
from evenhand.records.speed_receipt import Kind
from evenhand.settings import public_folders

# Of Inspect and its libraries, not of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
KEY = "sk-test-0123456789abcdefghij"
PATHS = {"chat": "/v1/chat/completions", "responses": "/v1/responses", "anthropic": "/v1/messages"}
LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens")


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Inspect's own folders in this test's, no key of this machine, and its forgotten sockets closed here."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


@pytest.fixture
def there() -> Iterator[loopback_endpoint.Endpoint]:
    """An endpoint that answers 18, which is right for the first question of GSM8K alone."""
    with loopback_endpoint.endpoint(lambda _: "ANSWER: 18") as one:
        yield one


def a_model(there: loopback_endpoint.Endpoint, **more: Any) -> Candidate:
    """A model behind it."""
    given = {"price": Price(input=1.0, output=2.0), "settings": Settings(max_tokens=16), **more}
    return Candidate(label="m", endpoint=endpoint(Wanted(text=f"m@{there.address}", kind="chat")), **given)


def run(models: Candidate | tuple[Candidate, ...], tmp_path: Path, **more: Any) -> Evaluated:
    """Six questions of GSM8K, or what is said."""
    given = {"benchmark": runnable("gsm8k"), "limit": 6, "connections": 2, **more}
    named = models if isinstance(models, tuple) else (models,)
    return evaluate(Evaluation(candidates=named, **given), None, tmp_path / "logs")


def test_a_run_says_what_came_out_and_what_it_took(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """Result, standard error, tokens and dollars are those of the answers that the endpoint gave."""
    seen: list[Progress] = []
    wanted = Evaluation(benchmark=runnable("gsm8k"), candidates=(a_model(there),), limit=6, connections=2)
    found = evaluate(wanted, seen.append, tmp_path / "logs").models[0]
    assert (found.fault, found.state, found.finished, found.planned, found.failed) == ("", "finished", 6, 6, 0)
    assert found.value == pytest.approx(1 / 6)
    assert found.error == pytest.approx((1 / 6 * 5 / 6 / 5) ** 0.5)
    taken, given = loopback_endpoint.USAGE
    assert (found.input_tokens, found.output_tokens) == (6 * taken, 6 * given)
    assert found.dollars == pytest.approx((6 * taken + 12 * given) / 1e6)
    assert [one.finished for one in seen] == list(range(7))
    assert {one.prompt.split("\n")[0] for one in there.asked} == {
        one.question.split("\n")[0] for one in word_problems()[:6]
    }


def test_a_second_run_asks_nothing_and_a_larger_one_only_what_is_new(
    there: loopback_endpoint.Endpoint, tmp_path: Path
) -> None:
    """What is answered is not asked again; `again` asks everything, in another folder."""
    first = run(a_model(there), tmp_path, limit=3)
    second = run(a_model(there), tmp_path, limit=3)
    assert (len(there.asked), second.kept) == (3, 3)
    assert second.models[0].log == first.models[0].log
    larger = run(a_model(there), tmp_path, limit=5)
    assert (len(there.asked), larger.kept, larger.models[0].finished) == (5, 3, 5)
    anew = run(a_model(there), tmp_path, limit=2, again=True)
    assert (len(there.asked), anew.kept) == (7, 0)
    assert anew.folder != first.folder


def test_a_killed_run_goes_on_where_it_was(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """After a kill only what was under way is asked again, and the log that stays is a whole one."""
    there.seconds = 0.1
    one = a_model(there)
    child = os.fork()
    if child == 0:
        run(one, tmp_path, limit=40)
        os._exit(0)
    wait_until(lambda: len(there.asked) >= 10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    before = len(there.asked)
    there.seconds = 0.0
    found = run(one, tmp_path, limit=40)
    assert found.models[0].finished == 40
    assert found.kept >= before - 4
    assert len(there.asked) == 40 + before - found.kept
    assert [path.name for path in Path(found.folder).glob("*.eval")] == [Path(found.models[0].log).name]


def wait_until(there: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something to be so, or give up."""
    end = time.monotonic() + seconds
    while not there() and time.monotonic() < end:
        time.sleep(0.02)


def test_a_budget_is_not_passed_and_a_larger_one_goes_on(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """Requests whose worst does not fit are not sent; nothing is taken for an answer that was none."""
    tight = run(a_model(there), tmp_path, limits=Limits(tokens=400), connections=1)
    found = tight.models[0]
    assert 0 < found.finished < 6
    assert found.finished == len(there.asked)
    assert (found.state, found.value, tight.stopped) == ("unfinished", None, "the budget of 400 tokens")
    assert found.input_tokens + found.output_tokens <= 400
    whole = run(a_model(there), tmp_path)
    assert (whole.models[0].state, whole.models[0].value) == ("finished", pytest.approx(1 / 6))
    assert len(there.asked) == 6


def test_a_run_that_is_too_large_asks_nothing(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """--most-samples is looked at before the first request, and so is a price for --most-dollars."""
    with pytest.raises(BadSetting, match="1,319 questions to ask, and --most-samples allows 100"):
        run(a_model(there), tmp_path, limit=None, most_samples=100)
    with pytest.raises(BadSetting, match="--most-dollars needs a price of m"):
        run(a_model(there, price=None), tmp_path, limits=Limits(dollars=1.0))
    assert not there.asked


def test_a_key_reaches_the_endpoint_and_no_file(
    there: loopback_endpoint.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By any protocol, also where the endpoint writes the key into its answers, and into its errors."""
    monkeypatch.setenv("THE_KEY", KEY)
    there.reply = lambda _: f"your key is {KEY}. ANSWER: 18"
    kinds: tuple[Kind, ...] = ("chat", "responses", "anthropic")
    wanted = [Wanted(text=f"{kind}@{there.address}", kind=kind, key_from="THE_KEY") for kind in kinds]
    named = tuple(Candidate(label=one.text, endpoint=endpoint(one), settings=Settings(max_tokens=16)) for one in wanted)
    assert [one.value for one in run(named, tmp_path, limit=1).models] == [1.0] * 3
    there.refuse = f"Incorrect API key provided: {KEY}"
    for refused in run(named, tmp_path, limit=2).models:
        assert (refused.state, refused.failed) == ("unfinished", 1)
        assert "[key]" in refused.fault
    accepted = run(named, tmp_path, limit=2, accept_failed=True).models
    assert [(one.state, one.value, one.finished, one.failed) for one in accepted] == [("finished", 1.0, 1, 1)] * 3
    assert {asked.path for asked in there.asked if KEY in str(asked.headers)} == set(PATHS.values())
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 3
    assert not [path for path in written if KEY.encode() in b"".join(_contents(path))]


def _contents(path: Path) -> Iterator[bytes]:
    """A file's bytes, and those of every member of an archive, whatever packs them."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"PK"):
        if sys.version_info >= (3, 14):
            archive = ZipFile(BytesIO(data))
        else:
            from backports.zstd import zipfile  # noqa: PLC0415 - only before Python 3.14

            archive = zipfile.ZipFile(BytesIO(data))
        with archive:
            yield from (archive.read(member) for member in archive.namelist())


def test_every_recipe_asks_as_it_says(
    there: loopback_endpoint.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one request that arrives has the recipe's protocol, name and settings, and no setting beside them."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, KEY)
    catalog = open_catalog(public_folders())
    known = recipes().recipe
    texts = [model if recipe.endpoint else f"{model}@{there.address}" for model, recipe in known.items()]
    models = tuple(_moved(candidate(catalog, text, Said()), there) for text in texts)
    assert [one.finished for one in run(models, tmp_path, limit=1).models] == [1] * len(known)
    asked = {one.body["model"]: one for one in there.asked}
    assert len(there.asked) == len(known)
    for recipe in known.values():
        one, settings = asked[recipe.name], recipe.settings
        assert one.path == PATHS[recipe.kind]
        assert one.body.get("temperature") == settings.temperature
        assert [one.body[name] for name in LIMITS if name in one.body] == [settings.max_tokens]
        assert (one.body.get("reasoning", {}).get("effort") or one.body.get("reasoning_effort")) == settings.effort
        assert not {"thinking", "top_p", "seed"} & one.body.keys()


def _moved(one: Candidate, there: loopback_endpoint.Endpoint) -> Candidate:
    """The same model, asked at the endpoint of the test."""
    from msgspec.structs import replace  # noqa: PLC0415 - here alone

    assert one.endpoint is not None
    target = replace(one.endpoint.target, address=there.address)
    return replace(one, endpoint=replace(one.endpoint, target=target))


def test_any_task_of_inspect_runs_by_its_file(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """`file.py@task`, with an argument of its own."""
    (tmp_path / "mine.py").write_text(
        "from inspect_ai import Task, task\n"
        "from inspect_ai.dataset import Sample\n"
        "from inspect_ai.scorer import includes\n"
        "@task\n"
        "def sums(n=1):\n"
        "    return Task(dataset=[Sample(input=f'{i}+17?', target='18') for i in range(int(n))], scorer=includes())\n",
        encoding="utf-8",
    )
    chosen = runnable("mine.py@sums")
    found = run(a_model(there), tmp_path, benchmark=chosen, limit=None, arguments={"n": "3"})
    assert (found.models[0].finished, found.models[0].value) == (3, 1.0)
    with pytest.raises(BadSetting, match="Inspect cannot run"):
        run(a_model(there), tmp_path, benchmark=runnable("no_such_package/no_task"))


def test_code_of_a_model_runs_in_a_container_or_not_at_all(
    there: loopback_endpoint.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without docker nothing is asked and nothing is run."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadSetting, match="only ever inside a container"):
        run(a_model(there), tmp_path, benchmark=runnable("humaneval"))
    assert not there.asked


def test_a_reply_to_humaneval_becomes_one_program(there: loopback_endpoint.Endpoint) -> None:
    """A whole function, or the body of one, with and without a fence; it is put together here and run nowhere."""
    from evenhand.measure.tasks.humaneval import program  # noqa: PLC0415 - loads Inspect

    for one in functions():
        parts = (one.prompt, one.entry_point, one.test)
        whole = program(f"Here:\n```python\n{one.prompt}{one.canonical_solution}```\nDone.", *parts)
        body = program(one.canonical_solution, *parts)
        for made in (whole, body):
            compile(made, one.task_id, "exec")
            assert made.count(one.canonical_solution) == 1
            assert made.rstrip().endswith(f"check({one.entry_point})")
    assert not there.asked


def test_ifeval_is_judged_strictly_and_loosely(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """The second prompt asks for no comma; its reply has one in its first line alone."""
    there.reply = lambda prompt: "Sure, here:\nThou goest to Japan." if "Shakespearean" in prompt else ""
    found = run(a_model(there), tmp_path, benchmark=runnable("ifeval"), limit=2).models[0]
    assert (found.metric, found.value, found.finished) == ("strict accuracy", 0.0, 2)
    items: list[OwnItem] = []
    known = FORMAT.find(Path(found.log))
    assert known is not None
    runs = FORMAT.read(known, items.append)
    assert {one.metric: one.value for one in runs if one.primary} == {runs[0].metric: runs[0].value}
    assert sorted(float(one.value) for one in runs) == [0.0, 0.5]


def test_a_real_model_is_measured_and_stands_beside_the_public_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`measure eval bbh --local`: a real model, server and log; then `compare` and `show` have the result, marked."""
    monkeypatch.setenv("EVENHAND_OWN", str(tmp_path / "own"))
    monkeypatch.setattr("evenhand.cli.measure_eval.fetched", lambda **_: local_model())
    command = ["measure", "eval", "bbh:boolean_expressions", "--local", "--limit", "2", "--style", "direct"]
    told = CliRunner().invoke(commands, [*command, "--max-tokens", "6", "--json"], catch_exceptions=False)
    report = json.loads(told.stdout)
    (one,) = report["run"]["models"]
    assert (told.exit_code, one["state"], one["finished"]) == (0, "finished", 2)
    assert one["input_tokens"] > 50
    assert 1 <= one["output_tokens"] <= 12
    assert one["value"] in {0.0, 0.5, 1.0}
    (taken,) = report["imported"]["taken"]
    assert (taken["model"], taken["attempts"]) == (SMOLLM2.model, 2)
    assert list((tmp_path / "own" / "logs").rglob("*.eval"))
    shown = CliRunner().invoke(
        commands, ["compare", SMOLLM2.model, "smollm2-135m-base", "--lane", "verified"], catch_exceptions=False
    )
    assert shown.exit_code == 0
    assert "boolean expressions" in shown.stdout.casefold().replace("_", " ").replace("-", " ")
