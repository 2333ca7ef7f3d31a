"""Hosting in words: each sentence follows from its figures, says what it rests on, and calls a limit a limit."""

from typing import Any

import pytest

from evenhand.comparison.self_hosting import self_hosting
from evenhand.records.facts import Model
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting, SelfHostingReport
from evenhand.wording.self_hosting import amount, dollars, many, self_hosting_report, size
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer

ADA = Model(id="ada", lab="one", name="Ada", open_weights=True, parameters=12.0)
PRICED = catalog_of(offers=(offer("ada", "host", 1.0, 3.0),), models={"ada": ADA})
WORK = Workload(input=1000, output=1000, requests=60_875, stated=True)


def said(model: Model = ADA, work: Workload = WORK, **machine: Any) -> dict[str, str]:
    """The sentences by their rule, each read back."""
    report: SelfHostingReport = self_hosting_report(self_hosting(PRICED, model, Hosting(**machine), work))
    sentences = (*report.words, *report.assumptions)
    for sentence in sentences:
        assert not faults(sentence), sentence.text
    return {sentence.rule.removeprefix("hosting."): sentence.text for sentence in sentences}


def test_a_whole_estimate() -> None:
    """Every figure of a machine with a roofline, as it is said."""
    words = said(quantization="int4", memory=8, bandwidth=600, per_hour=1.0)
    assert words["estimate"] == "An estimate, not a price: what hosting Ada yourself would take."
    assert words["parameters"] == "Ada has 12 billion parameters."
    assert "12.5 billion parameters, by your own figure" in said(parameters=12.5)["parameters"]
    assert words["weights"] == "In int4 the weights take 6 GB."
    assert words["fits"] == "The weights fit into 8 GB: beside the weights there is room for 2 GB."
    assert words["roofline"] == (
        "The roofline allows at the most 100 output tokens a second: the limit is the bandwidth of 600 GB a second,"
        " with 6 GB of weights to read for each token."
    )
    assert words["per million"] == (
        "By the roofline of a dense model, busy 100% of the time, that is at least $2.78 a million output tokens and at"
        " least $1.39 a million of your workload, input and output together."
    )
    assert words["host"] == (
        "The cheapest host on file, Host 24, asks $2.00 a million tokens of the same workload, checked 2026-06-30."
    )
    assert words["perhaps"] == (
        "From 12M tokens a day up to the 17.28M that it can take, one machine costs less if it keeps up: the first"
        " takes 69.4 output tokens a second the whole day, which the roofline of a dense model allows."
    )
    assert words["volume"] == (
        "By the roofline of a dense model, 60,875 requests a month, 4M tokens a day, take at least 1 machine: $730.50 a"
        " month, against $243.50 at the host."
    )
    assert "operations a second of the device were not given" in words["input left out"]


@pytest.mark.parametrize(
    ("machine", "rule", "part"),
    [
        ({"tokens_per_second": 100}, "surely", "and your own figures are above that"),
        ({"tokens_per_second": 50}, "never", "By your own figure, hosting it yourself is never cheaper"),
        ({"bandwidth": 100, "active_parameters": 12}, "never", "By the roofline, with 1 request at a time"),
        ({"bandwidth": 100}, "never if dense", "By the roofline of a dense model, with 1 request at a time"),
        ({}, "if fast enough", "costs less, if it keeps up: 69.4 output tokens"),
        ({"bandwidth": 600, "tokens_per_second": 500}, "beyond", "above the roofline"),
        ({"bandwidth": 600, "streams": 8}, "arithmetic unknown", "How fast 8 requests at once"),
        ({"bandwidth": 600, "streams": 8, "tflops": 12}, "roofline", "500 output tokens a second in 8 requests"),
        ({"memory": 5}, "too large", "The weights do not fit into 5 GB"),
        ({"memory": 6.2, "kv_bytes_per_token": 1e6}, "too large", "Weights and KV cache do not fit into 6.2 GB"),
        ({"memory": 6.5, "quantization": "q4"}, "may fit", "depends on the format"),
        ({"kv_bytes_per_token": 100_000}, "cache", "takes 0.2 GB beside them, at 100,000 bytes a token"),
        ({"bits": 3.5}, "weights", "At 3.5 bits a parameter the weights take 5.3 GB."),
        ({"bandwidth": 600, "devices": 4}, "devices", "The bandwidth of 4 devices is added up"),
    ],
)
def test_each_state_is_said(machine: dict[str, Any], rule: str, part: str) -> None:
    """A state of the estimate chooses its sentence."""
    words = said(**{"quantization": "int4", "per_hour": 1.0, **machine})
    assert part in words[rule]


def test_a_known_speed_is_not_called_unknown() -> None:
    """Several requests without operations a second have no roofline, but the reader's own figure is one."""
    words = said(bandwidth=600, streams=8, tokens_per_second=300)
    assert "stated" in words
    assert not words.keys() & {"arithmetic unknown", "speed unknown", "roofline"}


def test_unknown_is_said_to_be_unknown() -> None:
    """No size, no openness, no host, no hour: each is said, and no figure is made up for it."""
    bare = Model(id="ada", lab="one", name="Ada")
    words = said(bare)
    assert "is not on file" in words["weights unknown"]
    assert "nothing follows without a figure of yours" in words["parameters unknown"]
    assert "unknown without what an hour" in said()["cost unknown"]
    assert "unknown without a memory bandwidth" in said()["speed unknown"]
    other = Model(id="bob", lab="one", name="Bob", open_weights=True, parameters=1.0)
    assert said(other)["no host"].startswith("No host of Bob")


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (size, 116.8, "116.8"),
        (size, 1342.0, "1,342"),
        (size, 0.537, "0.54"),
        (amount, 116.8, "117"),
        (amount, 0.0, "0"),
        (amount, 1e20, "over 1,000 trillion"),
        (many, 12_345.6, "12,346"),
        (many, 923_076_923.0, "923.08M"),
        (many, 12_345_678_901.0, "12,346M"),
        (many, 1e15, "over 1,000 trillion"),
        (dollars, 0.0, "nothing"),
        (dollars, 1e15, "over $1,000 trillion"),
    ],
)
def test_sizes_are_written(write: Any, value: float, text: str) -> None:
    """Each kind of figure in the digits that it deserves, and nothing without an end."""
    assert write(value) == text
