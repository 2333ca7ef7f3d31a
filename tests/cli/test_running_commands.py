"""`evenhand cost` and `evenhand find`, and limits and weights of `evenhand compare`."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Evenhand = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("toy_facts")


def test_cost_in_every_form(evenhand: Evenhand) -> None:
    """Page, JSON, CSV and Markdown hold the same cheapest offer."""
    words = ("cost", "quill-7", "tarn-2", "--input", "1000", "--output", "500", "--requests", "100")
    told = json.loads(evenhand(*words, "--json").out)
    rows = list(csv.DictReader(io.StringIO(evenhand(*words, "--csv").out)))
    assert [row["model"] for row in rows] == [model["model"] for model in told["models"] for _ in model["offers"]]
    assert float(rows[0]["per_month"]) == told["models"][0]["offers"][0]["per_month"]
    assert "For 100 requests a month of 1,000 tokens in and 500 out." in evenhand(*words).out
    assert evenhand(*words, "--markdown").out.startswith("# What it costs")


def test_find_in_every_form(evenhand: Evenhand) -> None:
    """All models are found or missed, and the page counts what the JSON lists."""
    told = json.loads(evenhand("find", "--max-price", "5", "--json").out)
    rows = list(csv.DictReader(io.StringIO(evenhand("find", "--max-price", "5", "--csv").out)))
    assert [row["model"] for row in rows] == [row["model"] for row in told["found"]]
    page = evenhand("find", "--max-price", "5", "--all").out
    assert f"{len(told['found'])} of {len(told['found']) + len(told['missed'])} models meet every constraint" in page
    assert all(one["name"] in page for one in (*told["found"], *told["missed"]))


def test_csv_names_the_terms_of_a_price(evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the shipped facts each row says who gives a second opinion and at which hours the price is another."""
    monkeypatch.delenv("EVENHAND_DATA")
    told = json.loads(evenhand("cost", "deepseek-v4-pro", "--json").out)["models"][0]["offers"]
    rows = list(csv.DictReader(io.StringIO(evenhand("cost", "deepseek-v4-pro", "--csv").out)))
    assert [row["second_opinion"] for row in rows] == [one.get("second_opinion", "") for one in told]
    bases = [one["offer"].get("basis", "") for one in told]
    assert all(row["condition"] in basis for row, basis in zip(rows, bases, strict=True))
    assert [bool(row["condition"]) for row in rows] == [" times this at " in basis for basis in bases]
    assert any(row["condition"] for row in rows)
    words = ("find", "--ranking", "classic", "--price", "cheapest", "--unranked")
    found = json.loads(evenhand(*words, "--json").out)["found"]
    table = list(csv.DictReader(io.StringIO(evenhand(*words, "--csv").out)))
    for field in ("second_opinion", "condition"):
        assert [row[field] for row in table] == [one.get(field, "") for one in found]
        assert any(row[field] for row in table)


def test_weights_of_a_comparison(evenhand: Evenhand) -> None:
    """What each weight gives is in the JSON and on the page."""
    words = ("compare", "quill-7", "tarn-2", "--weigh", "price=1.5")
    weighed = json.loads(evenhand(*words, "--json").out)["comparison"]["verdict"]["weighed"]
    assert weighed["facts"][0]["fact"] == "price"
    assert weighed["total"] == pytest.approx(weighed["difference"] + weighed["facts"][0]["points"])
    assert "Your weight on the cost of the workload" in evenhand(*words).out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("cost",), 2, "Missing argument"),
        (("cost", "quill-8"), 1, "did you mean Quill 7 (quill-7)?"),
        (("cost", "quill-7", "--cached", "5000"), 1, "“cached” (5,000) is a part of “input” (3,000)"),
        (("compare", "quill-7", "tarn-2", "--weigh", "cheap=2"), 1, "it can by price"),
        (("compare", "quill-7", "tarn-2", "--weigh", "price=much"), 1, "give points of score"),
        (("find", "--lab", "nobody"), 1, "no lab is called 'nobody'"),
        (("find", "--released-after", "someday"), 1, "no date"),
        (("find", "--max-price", "nan"), 2, "'--max-price': 'nan' is no number"),
        (("find", "--category", "cooking"), 1, "no category is called 'cooking'"),
    ],
)
def test_mistakes_are_one_clear_line(words: tuple[str, ...], code: int, says: str, evenhand: Evenhand) -> None:
    """A mistake gives its exit code and says what would be right."""
    run = evenhand(*words)
    assert (run.code, run.out) == (code, "")
    assert says in run.err
    assert "Traceback" not in run.err
