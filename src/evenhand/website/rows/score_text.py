"""How a score, its conditions and its origin are written on a page."""

from functools import lru_cache
from urllib.parse import urlsplit

from evenhand.records.comparison import Reading
from evenhand.records.facts import CONDITIONS, Benchmark, Observation
from evenhand.wording.numbers import count, score

TIERS = {
    "A": "independent run with its log or items",
    "B": "the benchmark’s operator",
    "C": "the lab about its own model",
    "D": "a lab about another’s model, or a run without its log",
    "E": "an aggregator",
    "O": "a run of your own, on this machine only",
}
ITEMS_FROM = {
    "stated": "as the source states it",
    "counted": "as many answers as your log has",
    "registered": "the number of items of the test, the source does not state it",
    "assumed": "assumed: no number is on file",
}


def score_text(row: Observation, benchmark: Benchmark | None) -> str:
    """The value in the benchmark's unit: `78.8%`, `$5,478.00`, `1432`."""
    return in_unit(row.value, benchmark.unit if benchmark else "points")


@lru_cache(maxsize=16_384)
def in_unit(value: float, unit: str) -> str:
    """A value in a unit, as a table has it."""
    written = score(value, unit)
    if unit == "percent":
        return f"{written}%"
    return written if unit in ("usd", "fraction", "points") else f"{written} {unit}"


def conditions_text(row: Observation) -> str:
    """What the source states about how the score was made, and what it leaves open."""
    known = [f"{name} {getattr(row, name)}" for name in CONDITIONS if getattr(row, name)]
    open_ = [name for name in ("tools", "effort", "harness") if not getattr(row, name)]
    unstated = f"not stated: {', '.join(open_)}" if open_ else ""
    return "; ".join([*known, unstated] if unstated else known)


def items_text(reading: Reading) -> str:
    """How many items stand behind a score, and where that number comes from."""
    if reading.observation.error is not None:
        return "as the source states it"
    if reading.items is None:
        return "number of items unknown"
    return f"from {count(reading.items, 'item')} ({ITEMS_FROM.get(reading.items_from, reading.items_from)})"


def is_web(link: str) -> bool:
    """Whether a link may be followed: only http and https are."""
    return link.startswith(("https://", "http://"))


def host(link: str) -> str:
    """The host that a link leads to, as its text, without `www.`."""
    return (urlsplit(link).hostname or link).removeprefix("www.")
