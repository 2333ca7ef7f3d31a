"""Models by their recipe, prices of the catalog, and what stands among the own results afterwards."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from measured_here import few_facts
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.cli import measure_speed
from evenhand.errors import BadLog, BadSetting
from evenhand.importers.logs.speed_receipt_log import FORMAT
from evenhand.measure.keeping import keep
from evenhand.measure.recipes import recipes
from evenhand.measure.speed_figures import figures
from evenhand.records.own_results import OwnItem
from evenhand.records.speed_receipt import Request, SpeedReceipt, SpeedSettings, Target, Tokens

GIVEN: dict[str, Any] = {
    "effort": None,
    "kind": None,
    "key_from": "",
    "price_in": None,
    "price_out": None,
    "insecure": False,
    "name": "",
    "provider": None,
    "body": {},
}
ASKED = {
    "gpt-5.5": ("gpt-5.5", "https://api.openai.com/v1/responses", {"reasoning": {"effort": "medium"}}),
    "gpt-5.2": ("gpt-5.2", "https://api.openai.com/v1/responses", {"reasoning": {"effort": "high"}}),
    "gpt-4.1-mini": ("gpt-4.1-mini", "https://api.openai.com/v1/chat/completions", {"temperature": 0.0}),
    "claude-opus-4.5": ("claude-opus-4-5", "https://api.anthropic.com/v1/messages", {}),
    "gemma-4-12b": ("gemma-4-12b-it", "http://127.0.0.1:8080/v1/chat/completions", {"temperature": 0.0}),
}


@pytest.mark.parametrize("model", ASKED)
def test_the_models_of_the_seeds(model: str, monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    """Each is asked as its recipe says: name, protocol, settings; and at the price that the catalog has today."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-openai")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test-anthropic")
    monkeypatch.setattr(measure_speed, "open_catalog", lambda: catalog)
    text = model if recipes().recipe[model].endpoint else f"{model}@http://127.0.0.1:8080/v1"
    (found,) = measure_speed._candidates([text], GIVEN)
    endpoint = measure_speed._endpoint(found, GIVEN, alone=True)
    name, url, settings = ASKED[model]
    assert (endpoint.target.model, endpoint.target.name, endpoint.url) == (model, name, url)
    body = endpoint.protocol.body(endpoint.target, "hello", 64)
    assert {key: body.get(key) for key in settings} == settings
    limits = [value for key, value in body.items() if key.startswith("max_")]
    assert limits == [64]
    assert (model == "gemma-4-12b") == (found.price is None)
    assert set(ASKED) == set(recipes().recipe)


def test_an_effort_for_anthropic(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    """What a protocol has no field for is refused, not left out."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test-anthropic")
    monkeypatch.setattr(measure_speed, "open_catalog", lambda: catalog)
    given = GIVEN | {"effort": "high"}
    (found,) = measure_speed._candidates(["claude-opus-4.5"], given)
    with pytest.raises(BadSetting, match="thinking"):
        measure_speed._endpoint(found, given, alone=True)


def receipt(count: int, id_: str = "0123456789abcdef", **changed: Any) -> SpeedReceipt:
    """A receipt of so many answered requests."""
    target = Target(key="m@here", name="some-model", address="http://127.0.0.1/v1", kind="chat", model="gpt-5.5")
    settings = SpeedSettings(targets=(target,), prompt_tokens=(100,), concurrency=(1, 4))
    answered = Request(
        target="m@here",
        prompt_tokens=100,
        concurrency=1,
        number=0,
        outcome="answered",
        first_answer=0.5,
        last=1.5,
        whole=1.6,
        pieces=11,
        first_pieces=1,
        characters=44,
        first_characters=4,
        tokens=Tokens(input=108, output=11),
    )
    requests = [structs.replace(answered, number=n, concurrency=at) for at in (1, 4) for n in range(count)]
    made = SpeedReceipt(
        id=id_,
        settings=settings,
        sessions=("2026-11-22T12:00:00+00:00",),
        ended="2026-11-22T12:01:00+00:00",
        ending="done",
        why="",
        evenhand="0.1.0",
        aiohttp="3",
        python="3.11",
        machine="",
        cores=2,
        calibrations=(),
        requests=tuple(requests),
        figures=figures(settings, requests),
    )
    return structs.replace(made, **changed)


def test_a_run_that_went_on_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt of a run that went on takes the place of the earlier one, and facts are those of the later alone."""
    few_facts(monkeypatch)
    speeds = tmp_path / "facts/collected/own-measured/speeds.csv"
    for count in (3, 9):
        kept = keep(receipt(count), tmp_path)
        assert kept.refused == ()
        rows = speeds.read_text().splitlines()
        assert len(rows) == 3
        assert all(",,,10,0.5," in row and f",{count}," in row for row in rows[1:])
    assert len(list((tmp_path / "runs").iterdir())) == 1
    assert len(list((tmp_path / "measured").glob("*.json"))) == 1


def read(path: Path, body: bytes) -> list[object]:
    """The runs and items of a file."""
    path.write_bytes(body)
    found: list[OwnItem] = []
    log = FORMAT.find(path)
    assert log is not None
    return [*FORMAT.read(log, found.append), *found]


def test_a_receipt_is_a_log(tmp_path: Path) -> None:
    """A receipt gives two runs a condition with its load, and an item a request; figures are its own digits."""
    found = read(tmp_path / "speed.json", msgspec.json.encode(receipt(4)))
    rate, first, *others = found
    assert (rate.metric, rate.value) == ("tokens_per_second", "10")
    assert (first.metric, first.value) == ("first_token_seconds", "0.5")
    assert rate.settings["requests at once"] == "1"
    assert rate.settings == first.settings
    assert len(others) == 2 + 8
    assert FORMAT.find(tmp_path) is None


BODY = msgspec.json.encode(receipt(2))
DAMAGED = {
    "cut": BODY[: len(BODY) // 2],
    "another version": BODY.replace(b"evenhand/speed/1", b"evenhand/speed/2"),
    "a text for a number": BODY.replace(b'"first_answer":0.5', b'"first_answer":"0.5"', 1),
    "not a number": BODY.replace(b'"p50":10.0', b'"p50":NaN', 1),
    "a negative time": BODY.replace(b'"first_answer":0.5', b'"first_answer":-0.5', 1),
    "another outcome": BODY.replace(b'"answered"', b'"wonderful"', 1),
    "no answers": msgspec.json.encode(receipt(0)),
    "markup in a name": BODY.replace(b'"model":"gpt-5.5"', b'"model":"<script>x"'),
    "figures of nobody": BODY.replace(b'"key":"m@here"', b'"key":"m@there"'),
    "too deep": BODY.replace(b'"body":{}', b'"body":{"x":' + b"[" * 5000 + b"]" * 5000 + b"}"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_receipts(name: str, tmp_path: Path) -> None:
    """A receipt that is cut, changed or hostile is refused with its file, and nothing else is raised."""
    assert DAMAGED[name] != BODY
    with pytest.raises(BadLog, match=r"speed\.json"):
        read(tmp_path / "speed.json", DAMAGED[name])
