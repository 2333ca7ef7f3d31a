"""What the raw files of model-prices say of a price, read without any code of ours: JSON, CSV and arithmetic alone."""

import csv
import json
import lzma
import re
import tarfile
from functools import cache
from io import BytesIO
from math import floor, log10
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
RECORDINGS = ROOT / "tests" / "recordings"
FIELDS = {"input": "input", "cached input": "cache_read", "cache write": "cache_write", "output": "output"}
AMOUNT = re.compile(
    r"(cached input|cache write|input|output) from (\$[\d,.]*\d|free|unknown) to (\$[\d,.]*\d|free|unknown)"
    r"(?: \(([+−][\d,.]+)%\))?"
)
# As the pages of the examples say: requests a day, tokens in, of them cached, tokens out.
EXAMPLES = {
    "Chat": (1000, 1500, 1000, 400),
    "Long document": (100, 60_000, 0, 1500),
    "Code agent": (2000, 40_000, 34_000, 1200),
    "Batch extraction": (50_000, 2500, 1200, 250),
}
OFFERED = re.compile(r"(cached input|cache write|input|output) (\$[\d,.]*\d|free)")
EFFECT = re.compile(
    r"A month of the example (.+), ([\d,]+) requests a day, costs (\S+) there; "
    r"before it cost (\$[\d,]+(?:\.\d+)?|nothing)"
)

Raw = dict[str, Any]
# An amount as a line tells it: its name, before, after, per cent.
Told = tuple[str, str, str, str]


@cache
def raw(name: str) -> Raw:
    """The snapshot in a recording, as JSON reads it."""
    body = lzma.decompress((RECORDINGS / name).read_bytes())
    with tarfile.open(fileobj=BytesIO(body)) as archive:
        file = archive.extractfile("snapshot.json")
        assert file
        found: Raw = json.load(file)
    return found


def raw_names(provider: str, model: str) -> list[str]:
    """What the source calls a model of ours at a provider."""
    return _names().get((provider, model), [])


@cache
def _names() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    with (ROOT / "data" / "names" / "model-prices" / "models.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            provider, _, name = row["name"].partition("/")
            found.setdefault((provider, row["model"]), []).append(name)
    return found


def steps(snapshot: Raw, provider: str, model: str) -> list[tuple[str, Raw | None, Raw]]:
    """Every step of a model's prices in any mode and prompt length: the day, the prices before (or None) and after."""
    found: list[tuple[str, Raw | None, Raw]] = []
    for name in raw_names(provider, model):
        for entries in snapshot["prices"].get(provider, {}).get(name, {}).values():
            before: dict[int, Raw] = {}
            for entry in entries:
                levels = _levels(entry["rates"]) if entry.get("rates") else {}
                day = (entry.get("start") or (entry.get("rates") or {}).get("valid_from") or "")[:10]
                found += [(day, before.get(above), prices) for above, prices in levels.items()]
                before = levels or before
    return found


def held_on(snapshot: Raw, provider: str, model: str, day: str) -> list[Raw]:
    """The prices that hold on a day, in any mode and prompt length."""
    held = []
    for name in raw_names(provider, model):
        for entries in snapshot["prices"].get(provider, {}).get(name, {}).values():
            begun = [one for one in entries if (one.get("start") or "")[:10] <= day]
            held += list(_levels(begun[-1]["rates"]).values()) if begun and begun[-1].get("rates") else []
    return held


def _seen(snapshot: Raw, provider: str, model: str) -> list[tuple[str, Raw]]:
    """Every entry's prices with its day of start and, beside it, the day on which they were first seen."""
    found: list[tuple[str, Raw]] = []
    for name in raw_names(provider, model):
        for entries in snapshot["prices"].get(provider, {}).get(name, {}).values():
            for entry in (one for one in entries if one.get("rates")):
                days = {(entry.get("start") or "")[:10], entry["rates"]["valid_from"][:10]}
                found += [(day, prices) for day in days for prices in _levels(entry["rates"]).values()]
    return found


def _levels(rates: Raw) -> dict[int, Raw]:
    return {0: rates, **{tier["above"]: tier for tier in rates.get("tiers") or ()}}


def complaints(text: str, day: str, provider: str, model: str, snapshots: tuple[Raw, Raw], since: str) -> list[str]:
    """What a line says that the raw files do not.

    `day` is that of the change, `since` that of the older file. A change after it is a step in the newer file, which
    begins where the older file ended; one of an earlier day leads from what the older file held to what the newer one
    says of that day.
    """
    told = [(name, before, after, percent) for name, before, after, percent in AMOUNT.findall(text)]
    older, newer = snapshots
    begun = [(was, now) for on, was, now in steps(newer, provider, model) if on == day]
    if since and day <= since:
        begun = [(was, now) for was in held_on(older, provider, model, since) for _, now in begun]
    fits = [(was, now) for was, now in begun if was and _says(told, was, now)]
    if not told or not fits:
        return [f"no step of {provider}/{model} on {day} in the raw files is what the line says: {text}"]
    found = []
    if not _joins(told, day, provider, model, snapshots, since):
        found.append(f"the older raw file has other prices of {provider}/{model} on {since}: {text}")
    if not any(_effect_is_right(text, was, now) for was, now in fits):
        found.append(f"a month costs something else: {text}")
    return found


def offer_complaints(text: str, day: str, provider: str, model: str, newer: Raw) -> list[str]:
    """What a line of a new offer says that the raw file does not: these prices from this day on."""
    told = dict(OFFERED.findall(text))
    begun = [now for on, now in _seen(newer, provider, model) if on == day]
    known = [{name: _value(one, key) for name, key in FIELDS.items() if _value(one, key) is not None} for one in begun]
    if told and any(
        one.keys() == told.keys() and all(is_price(told[name], one[name]) for name in told) for one in known
    ):
        return []
    return [f"the raw file has no such offer of {provider}/{model} from {day} on: {text}"]


def restated(provider: str, model: str, snapshots: tuple[Raw, Raw], since: str) -> bool:
    """Whether the newer file says otherwise than the older one what held on the older one's day."""
    before, after = (held_on(one, provider, model, since) for one in snapshots)
    return _prices(before) != _prices(after)


def _joins(told: list[Told], day: str, provider: str, model: str, snapshots: tuple[Raw, Raw], since: str) -> bool:
    """Whether a change begins where the older file ended; not asked of later steps, nor where the source restated."""
    older, newer = snapshots
    between = any(was and since < on < day for on, was, _ in steps(newer, provider, model))
    if not since or day <= since or between or restated(provider, model, snapshots, since):
        return True
    held = held_on(older, provider, model, since)
    return any(all(is_price(before, _value(was, FIELDS[name])) for name, before, *_ in told) for was in held)


def _prices(levels: list[Raw]) -> list[tuple[float | None, ...]]:
    return sorted((tuple(_value(one, key) for key in FIELDS.values()) for one in levels), key=str)


def _says(told: list[Told], was: Raw, now: Raw) -> bool:
    """Whether the amounts told are those that differ, all of them, each from and to what the file says."""
    differ = {name for name, key in FIELDS.items() if _value(was, key) != _value(now, key)}
    return differ == {name for name, *_ in told} and all(
        is_price(before, _value(was, FIELDS[name])) and is_price(after, _value(now, FIELDS[name])) and
        is_percent(percent, _value(was, FIELDS[name]), _value(now, FIELDS[name]))
        for name, before, after, percent in told
    )  # fmt: skip


def _value(rates: Raw, key: str) -> float | None:
    value = rates.get(key)
    return None if value is None else round(float(value), 9)


def is_price(written: str, value: float | None) -> bool:
    """Whether a price was written as it is: to a cent, under ten cents to two digits, or with all its digits."""
    if written in {"free", "unknown"}:
        return value == 0 if written == "free" else value is None
    return value is not None and _rounded(written.strip("$"), value, 0.01 if value >= 0.0995 else None)


def is_percent(written: str, was: float | None, now: float | None) -> bool:
    """Whether a per cent was written as it is: whole from ten on, under ten to two digits."""
    if not was or now is None:
        return not written
    true = 100 * (now - was) / was
    return bool(written) and _rounded(written.replace("−", "-"), true, 1 if abs(true) >= 9.95 else None)


def _rounded(written: str, value: float, unit: float | None) -> bool:
    """Whether digits are those of a value, rounded to a unit, else to two digits of its own."""
    if value == 0:
        return float(written) == 0
    unit = unit or 10.0 ** (floor(log10(abs(value))) - 1)
    return abs(float(written.replace(",", "")) - value) <= unit / 2 + 1e-9


def _effect_is_right(text: str, was: Raw, now: Raw) -> bool:
    """Whether the cost of a month is that of the example at these prices; right where the line states none."""
    found = EFFECT.search(text)
    if not found:
        return True
    costs = [_month(found[1], rates) for rates in (was, now)]
    a_day = EXAMPLES[found[1]][0]
    return found[2] == f"{a_day:,}" and is_price(_free(found[4]), costs[0]) and is_price(_free(found[3]), costs[1])


def _free(cost: str) -> str:
    return "free" if cost == "nothing" else cost


def _month(example: str, rates: Raw) -> float:
    a_day, into, cached, out = EXAMPLES[example]
    read = rates["cache_read"] if rates.get("cache_read") is not None else rates["input"]
    each = ((into - cached) * rates["input"] + cached * read + out * rates["output"]) / 1e6
    return float(each * round(a_day * 30.4375))
