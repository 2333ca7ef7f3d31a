"""The four comparison pages of BenchLM, as their facts were noted slot by slot: composites and printed test values."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.plain_json import read_json
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer

FILE = "facts.json"
PRINTED = "page"


class PrintedValue(Struct, frozen=True):
    """A value printed of a model: the page's name in its address, model, measure, the value as noted, and its place."""

    page: str
    model: str
    measure: str
    value: str
    at: str


def parse(files: RawFiles) -> list[PrintedValue]:
    """Every overall, category and benchmark value that a page prints; what was completed from elsewhere is left out.

    Raises:
        ValueError, KeyError: the text is not such a list of pages.

    """
    pages = read_json(FILE, files[FILE])["pages"]
    return [value for number, page in enumerate(pages) for value in _printed(page, f"/pages/{number}")]


def translate(values: list[PrintedValue], known: Known) -> Findings:
    """One observation a model and measure; a value that several pages repeat is taken from the first of them."""
    first: dict[tuple[str, str, str], PrintedValue] = {}
    for value in sorted(values, key=lambda value: value.page):
        first.setdefault((value.model, value.measure, value.value), value)
    return admit((_row(value, known) for value in first.values()), known)


def _printed(page: Mapping[str, Any], at: str) -> Iterator[PrintedValue]:
    name = page["page"]
    for side in ("a", "b"):
        model = page[side]
        yield PrintedValue(name, model, "overall", page[f"overall_{side}"], f"{at}/overall_{side}")
        for category, values in page["categories"].items():
            yield PrintedValue(name, model, category, values[side], f"{at}/categories/{category}/{side}")
        for number, test in enumerate(page["input"]["shared_benchmarks"]):
            if test["value_from"] == PRINTED:
                place = f"{at}/input/shared_benchmarks/{number}/{side}"
                yield PrintedValue(name, model, test["benchmark"], test[side], place)


def _row(value: PrintedValue, known: Known) -> Row:
    return Row(
        model=value.model,
        benchmark=value.measure,
        raw=value.value,
        origin=FILE,
        at=value.at,
        tier="E",
        link=f"{known.source.link}/compare/{value.page}",
        quote=f"{value.measure} {value.value}, printed on the page {value.page}",
    )


IMPORTER = Importer((FILE,), parse, translate)
