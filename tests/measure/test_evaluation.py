"""Runs of benchmarks through Inspect AI, all in one process, as Inspect takes seconds to load."""

import gc
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli import commands
from evenhand.cli.measured_models import Said, candidate
from evenhand.errors import BadSetting
from evenhand.measure.benchmarks import Runnable, runnable, with_options
from evenhand.measure.budget import Limits, Price
from evenhand.measure.candidates import Candidate, Settings
from evenhand.measure.endpoints import Wanted, endpoint
from evenhand.measure.evaluation import Evaluation, Progress, evaluate
from evenhand.measure.model_file import SMOLLM2, held
from evenhand.measure.question_sets import word_problems
from evenhand.measure.recipes import recipes
from evenhand.settings import public_folders
from tests.measure import loopback_endpoint

# Of Inspect and its libraries, not of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
KEY = "sk-test-0123456789abcdefghij"


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


def run(one: Candidate, tmp_path: Path, **more: Any) -> Any:
    """Six questions of GSM8K, or what is said."""
    given = {"benchmark": runnable("gsm8k"), "limit": 6, "connections": 2, **more}
    return evaluate(Evaluation(candidates=(one,), **given), None, tmp_path / "logs")


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


def test_a_budget_is_not_passed_and_a_larger_one_goes_on(there: loopback_endpoint.Endpoint, tmp_path: Path) -> None:
    """Requests whose worst does not fit are not sent; nothing is taken for an answer that was none."""
    tight = run(a_model(there), tmp_path, limits=Limits(tokens=900), connections=1)
    found = tight.models[0]
    assert 0 < found.finished < 6
    assert found.finished == len(there.asked)
    assert (found.state, found.value, tight.stopped) == ("unfinished", None, "the budget of 900 tokens")
    assert found.input_tokens + found.output_tokens <= 900
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


@pytest.mark.parametrize("kind", ["chat", "responses", "anthropic"])
def test_a_key_reaches_the_endpoint_and_no_file(
    kind: Any, there: loopback_endpoint.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the endpoint writes it into its answers, and where it writes it into an error."""
    monkeypatch.setenv("EVENHAND_KEY_127_0_0_1", KEY)
    there.reply = lambda _: f"your key is {KEY}. ANSWER: 18"
    wanted = Wanted(text=f"m@{there.address}", kind=kind, key_from="EVENHAND_KEY_127_0_0_1")
    one = Candidate(label="m", endpoint=endpoint(wanted), settings=Settings(max_tokens=16))
    assert run(one, tmp_path, limit=1).models[0].value == 1.0
    there.refuse = f"Incorrect API key provided: {KEY}"
    refused = run(one, tmp_path, limit=2).models[0]
    assert (refused.state, refused.failed) == ("unfinished", 1)
    assert "[key]" in refused.fault
    assert any(KEY in value for asked in there.asked for value in asked.headers.values())
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


@pytest.mark.parametrize("model", list(recipes().recipe))
def test_a_recipe_asks_as_it_says(
    model: str, there: loopback_endpoint.Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request that arrives has the recipe's protocol, name and settings, and no setting beside them."""
    recipe = recipes().recipe[model]
    monkeypatch.setenv("RECIPE_KEY", KEY)
    catalog = open_catalog(public_folders())
    at = f"{model}@{there.address}" if not recipe.endpoint else model
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, KEY)
    one = _moved(candidate(catalog, at, Said()), there)
    assert run(one, tmp_path, limit=1).models[0].finished == 1
    asked = there.asked[0]
    settings = recipe.settings
    path = {"chat": "/v1/chat/completions", "responses": "/v1/responses", "anthropic": "/v1/messages"}[recipe.kind]
    assert (asked.path.partition("?")[0], asked.body["model"]) == (path, recipe.name)
    assert asked.body.get("temperature") == settings.temperature
    limits = {asked.body[name] for name in ("max_tokens", "max_completion_tokens", "max_output_tokens") if name in asked.body}
    assert limits == {settings.max_tokens}
    thinks = asked.body.get("reasoning", {}).get("effort") or asked.body.get("reasoning_effort")
    assert thinks == settings.effort
    assert "thinking" not in asked.body


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
