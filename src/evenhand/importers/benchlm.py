"""The four comparison pages of BenchLM, as their facts were noted slot by slot: composites and printed test values."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import Candidate, admit
from evenhand.importers.fact_rows import plain
from evenhand.importers.findings import Findings, Known
from evenhand.records.facts import Observation

PRINTED = "page"


class PrintedValue(Struct, frozen=True):
    """A value printed of a model: the page's name in its address, the model, the measure, the value as noted."""

    page: str
    model: str
    measure: str
    value: str


def parse(text: str) -> list[PrintedValue]:
    """Every overall, category and benchmark value that a page prints; what was completed from elsewhere is left out.

    Raises:
        ValueError, KeyError: the text is not such a list of pages.

    """
    pages = json.loads(text, parse_float=str, parse_int=str)["pages"]
    return [value for page in pages for value in _printed(page)]


def translate(values: list[PrintedValue], known: Known) -> Findings:
    """One observation a model and measure; a value that several pages repeat is taken from the first of them."""
    first: dict[tuple[str, str, str], PrintedValue] = {}
    for value in sorted(values, key=lambda value: value.page):
        first.setdefault((value.model, value.measure, value.value), value)
    return admit((_candidate(value, known) for value in first.values()), known)


def _printed(page: Mapping[str, Any]) -> Iterator[PrintedValue]:
    for side in ("a", "b"):
        model = page[side]
        yield PrintedValue(page["page"], model, "overall", page[f"overall_{side}"])
        for category, values in page["categories"].items():
            yield PrintedValue(page["page"], model, category, values[side])
        for test in page["input"]["shared_benchmarks"]:
            if test["value_from"] == PRINTED:
                yield PrintedValue(page["page"], model, test["benchmark"], test[side])


def _candidate(value: PrintedValue, known: Known) -> Candidate:
    seen = Observation(
        model=known.source.model_names.get(value.model, value.model),
        benchmark=known.source.benchmark_names.get(value.measure, value.measure),
        value=float(value.value),
        raw=value.value,
        tier="E",
        source=known.source.id,
        retrieved=known.source.retrieved,
        link=f"{known.source.link}/compare/{value.page}",
        quote=plain(f"{value.measure} {value.value}, printed on the page {value.page}"),
    )
    return Candidate(seen=seen, name=value.model, benchmark=value.measure)
