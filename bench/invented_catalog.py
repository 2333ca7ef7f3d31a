"""A catalog of any size that nobody measured: invented names, plausible conditions, the same files by seed."""

import csv
import json
from collections.abc import Iterable, Iterator
from math import exp
from pathlib import Path
from random import Random

from msgspec import Struct

from evenhand.records.facts import CATEGORIES

SOURCES = 8
DAY = "2026-06-30"
SYLLABLES = (
    "ar",
    "bel",
    "cor",
    "dun",
    "el",
    "fen",
    "gal",
    "hol",
    "is",
    "jun",
    "kor",
    "lum",
    "mer",
    "nor",
    "ost",
    "pel",
)
SETTINGS = {
    "effort": ("", "", "", "low", "high"),
    "mode": ("", "", "non-thinking", "thinking"),
    "harness": ("", "", "", "Plain Harness", "Open Bench Kit"),
    "prompting": ("", "", "5-shot", "0-shot"),
    "measured_by": ("", "Independent Bench Group", "Open Results"),
}
TIERS = ("A", "B", "C", "C", "D", "D", "E")
COLUMNS = (
    *("model", "benchmark", "version", "effort", "mode", "harness", "prompting", "value", "n", "tier", "measured_by"),
    *("measured", "published", "retrieved", "link", "raw", "quote", "called", "origin", "at"),
)
PRICES = ("model", "mode", "since", "input", "cached_input", "output", "link", "checked", "origin", "at")
FACTS = ("model", "field", "value", "checked", "link", "origin", "at")
FILES = ("name", "sha256", "size", "retrieved")
RANKING = """name = "{name}"
method = "{method}"
about = "Invented."
default_lane = "provisional"
needs_citation = {cited}
lanes.verified = ["A", "B"]
lanes.provisional = ["A", "B", "C", "D"]
"""


class Size(Struct, frozen=True, kw_only=True):
    """How much to invent. A model has at least three observations, and more the better known it is."""

    models: int
    benchmarks: int
    observations: int
    offers: int = 0
    facts: int = 0


SMALL = Size(models=200, benchmarks=100, observations=20_000, offers=500, facts=800)
GROWN = Size(models=450, benchmarks=250, observations=8_000, offers=1_500, facts=4_000)
# Five times the shipped models, each with as many scores.
WIDE = Size(models=5_000, benchmarks=300, observations=100_000, offers=20_000, facts=40_000)
LARGE = Size(models=5_000, benchmarks=1_000, observations=500_000, offers=20_000, facts=40_000)


def write_invented(folder: Path, size: Size, seed: int = 1) -> Path:
    """Write the files of facts of an invented catalog into a folder; gives the folder."""
    chance = Random(seed)  # noqa: S311 - nothing secret
    labs = [f"lab-{name}" for name in _names(chance, max(5, size.models // 40))]
    models = {name: labs[int(len(labs) * chance.random() ** 2)] for name in _names(chance, size.models)}
    tests = [f"{name}-test" for name in _names(chance, size.benchmarks)]
    sources = [f"source-{number}" for number in range(SOURCES)]
    _describe(folder, labs, models, tests, sources)
    for source, rows in _observations(chance, size, models, tests, sources).items():
        _spread(folder / "collected" / source / "scores", COLUMNS, rows, labs_of=models)
        recorded = [{"name": f"{source}.json", "sha256": "0" * 64, "size": 1, "retrieved": DAY}]
        _write(folder / "collected" / source / "files.csv", FILES, recorded)
    _write(folder / "collected" / sources[0] / "facts.csv", FACTS, _facts(chance, size, list(models), sources[0]))
    homes = dict(zip(models, (chance.choice(labs) for _ in models), strict=True))
    offers = _offers(chance, size, list(models), sources[1])
    _spread(folder / "collected" / sources[1] / "prices", PRICES, offers, labs_of=homes)
    return folder


def _names(chance: Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3)))
        found[f"{word}-{chance.randint(1, 9)}.{chance.randint(0, 9)}-{chance.choice((7, 12, 70, 405))}b"] = None
    return list(found)


def _describe(folder: Path, labs: list[str], models: dict[str, str], tests: list[str], sources: list[str]) -> None:
    for lab in labs:
        _toml(folder / f"labs/{lab}.toml", name=lab.title(), link=f"https://{lab}.example")
        _toml(folder / f"providers/{lab}.toml", name=lab.title(), lab=lab)
    for model, lab in models.items():
        _toml(folder / f"models/{lab}/{model}.toml", name=f"M {model}", family=model[:3], released="2026-01-15")
    for number, test in enumerate(tests):
        versions = {"versions": ["v1", "v2"]} if number % 5 == 4 else {}
        category = CATEGORIES[number % len(CATEGORIES)]
        _toml(folder / f"benchmarks/{test}.toml", name=f"T {test}", category=category, measures="Nothing.", **versions)
    for source in sources:
        told = {"publisher": source, "kind": "aggregator", "link": f"https://{source}.example", "licence": "CC0-1.0"}
        _toml(folder / f"sources/{source}.toml", name=source, licence_class="open", retrieved=DAY, **told)
    for method, cited in (("even", "[]"), ("classic", '["verified"]')):
        text = RANKING.format(name=method.title(), method=method, cited=cited)
        (folder / "rankings").mkdir(parents=True, exist_ok=True)
        counted = "".join(_counted(name, tests) for name in CATEGORIES)
        (folder / "rankings" / f"{method}.toml").write_text(text + counted, "utf-8")


def _counted(category: str, tests: list[str]) -> str:
    """The best known tests of a category count, those with several versions in the newer one."""
    own = [number for number, _ in enumerate(tests) if CATEGORIES[number % len(CATEGORIES)] == category][:7]
    rows = (f'{{ benchmark = "{tests[number]}"{", version = " + chr(34) + "v2" + chr(34) if number % 5 == 4 else ""} }}'
            for number in own)  # fmt: skip
    return f"[categories.{category}]\nweight = 10\ncounted = [{', '.join(rows)}]\n"


def _observations(
    chance: Random, size: Size, models: dict[str, str], tests: list[str], sources: list[str]
) -> dict[str, list[dict[str, object]]]:
    weights = [1 / (2 + place) ** 0.7 for place in range(len(models))]
    scale = size.observations / sum(weights)
    found: dict[str, list[dict[str, object]]] = {source: [] for source in sources}
    for model, weight in zip(models, weights, strict=True):
        talent = chance.gauss(0, 1)
        for number, copy in _taken(chance, max(3, round(weight * scale)), len(tests)):
            source = sources[(number + copy) % len(sources)]
            known = number if number % 5 == 4 else -1
            share = 100 / (1 + exp(-talent - chance.gauss(number % 7 / 4 - 1, 0.6)))
            row = _row(chance, model, tests[number], source, round(share, 1))
            found[source].append(row | {"version": chance.choice(("v1", "v2", "v2")) if known >= 0 else ""})
    return found


def _taken(chance: Random, wanted: int, tests: int) -> Iterator[tuple[int, int]]:
    """Which tests a model took, the well known ones sooner, and which copy of its result this is."""
    order = sorted(range(tests), key=lambda place: chance.random() * (place + 20))
    return ((order[number % tests], number // tests) for number in range(min(wanted, tests * SOURCES)))


def _row(chance: Random, model: str, test: str, source: str, value: float) -> dict[str, object]:
    settings = {name: chance.choice(choices) for name, choices in SETTINGS.items()}
    return settings | {
        "model": model,
        "benchmark": test,
        "value": value,
        "n": chance.choice(("", "", 198, 500)),
        "tier": chance.choice(TIERS),
        "measured": chance.choice(("", "", f"2026-0{chance.randint(1, 6)}-1{chance.randint(0, 9)}")),
        "published": chance.choice(("", f"2026-0{chance.randint(1, 6)}")),
        "retrieved": DAY,
        "link": f"https://{source}.example/{chance.randint(1, 4000)}",
        "raw": f"{value}%",
        "quote": chance.choice(("", "", f"Table {chance.randint(1, 20)}: {test} {value}")),
        "called": f"{model.replace('-', ' ').title()} | {test}",
        "origin": f"{source}.json",
        "at": f"/results/{chance.randint(0, 10**6)}/score",
    }


def _offers(chance: Random, size: Size, models: list[str], source: str) -> Iterator[dict[str, object]]:
    for number in range(size.offers):
        price = round(chance.lognormvariate(0, 1), 2)
        yield {
            "model": models[number % len(models)],
            "mode": f"plan {number // len(models)}" if number >= len(models) else "standard",
            "since": "2026-02-01",
            "input": price,
            "cached_input": round(price / 10, 3),
            "output": round(price * 4, 2),
            "link": f"https://{source}.example/prices",
            "checked": DAY,
            "origin": f"{source}.json",
            "at": f"/prices/{number}/input",
        }


def _facts(chance: Random, size: Size, models: list[str], source: str) -> Iterator[dict[str, object]]:
    for number in range(size.facts):
        field, value = chance.choice((("context_window", "128000"), ("reasoning", "true"), ("licence", "MIT")))
        link, at = f"https://{source}.example/{number}", f"/models/{number}/{field}"
        told = {"checked": DAY, "link": link, "origin": f"{source}.json", "at": at}
        yield {"model": models[number % len(models)], "field": field, "value": value, **told}


def _spread(
    folder: Path, columns: tuple[str, ...], rows: Iterable[dict[str, object]], *, labs_of: dict[str, str]
) -> None:
    """One file a lab."""
    by_lab: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_lab.setdefault(labs_of[str(row["model"])], []).append(row)
    for lab, own in by_lab.items():
        _write(folder / f"{lab}.csv", columns, own)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _toml(path: Path, **facts: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in facts.items()), "utf-8")
