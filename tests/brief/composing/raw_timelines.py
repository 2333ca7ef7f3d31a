"""What two raw files of model-prices tell from one to the other, counted without any code of ours.

The rules are those that the documentation states: a price without a start holds from its first record, of several
entries of a day the last stands, what cannot be a price is no price, and of several names of a model one is read.
"""

import csv
from itertools import pairwise
from typing import Any, NamedTuple

from raw_prices import FIELDS, ROOT, Raw

# Provider, model of ours, mode, prompt length from which it holds.
Key = tuple[str, str, str, int]
Prices = tuple[float | None, ...]
# Days on which a price began, oldest first, with None where none is known any more.
Line = list[tuple[str, Prices | None]]


class Step(NamedTuple):
    """A change: its kind, its day, whose price it is, and the prices before and after."""

    kind: str
    day: str
    key: Key
    was: Prices | None
    now: Prices | None

    @property
    def moved(self) -> bool:
        """Whether a price that was known is another one now."""
        pairs = zip(self.was or (), self.now or (), strict=False)
        return any(was != now and was is not None and now is not None for was, now in pairs)


def timelines(snapshot: Raw) -> tuple[dict[Key, Line], set[Key]]:
    """Every price line of the models that our table of names knows, and which of them the status calls removed."""
    found: dict[Key, Line] = {}
    removed: set[Key] = set()
    taken: dict[tuple[str, str, str], str] = {}
    for name, model, mode, entries in _listed(snapshot):
        provider = name.partition("/")[0]
        drawn = {above: _line(entries, above) for above in _lengths(entries)}
        lines = {above: line for above, line in drawn.items() if any(prices for _, prices in line)}
        if not lines or taken.setdefault((provider, model, mode), name) != name:
            continue
        for above, line in lines.items():
            key = provider, model, mode, above
            found[key] = line
            if snapshot.get("status", {}).get(provider, {}).get(name.partition("/")[2]) == "removed" and line[-1][1]:
                removed.add(key)
    return found, removed


def steps(older: Raw, newer: Raw, since: str) -> list[Step]:
    """What the newer file tells that the older one did not: prices that changed, offers that came, ended or went."""
    (before, gone), (after, removed) = timelines(older), timelines(newer)
    found: list[Step] = []
    for key in {**before, **after}:
        _, held = ("", None) if key in gone else _on(before.get(key, []), since)
        line = after.get(key, [])
        walk = [("", held), _on(line, since), *((day, prices) for day, prices in line if day > since)]
        if key not in after:
            walk = walk[:1]
        pairs = [(day, was, now) for (_, was), (day, now) in pairwise(walk) if was != now]
        found += [Step(_kind(was, now), day, key, was, now) for day, was, now in pairs]
        if (key in removed and key not in gone) or (key not in after and held):
            found.append(Step("removed offer", newer["updated_at"][:10], key, walk[-1][1], None))
    return found


def _kind(was: Prices | None, now: Prices | None) -> str:
    return "ended offer" if now is None else "price change" if was else "new offer"


def _listed(snapshot: Raw) -> list[tuple[str, str, str, list[Raw]]]:
    """Name, our model, our mode and entries; names that repeat the prices of another come last, our spelling first."""
    known = _names()
    rows = []
    for provider, models in snapshot["prices"].items():
        for name, modes in models.items():
            ours = known.get(f"{provider}/{name}")
            if not ours:
                continue
            model, prefix = ours
            moving = any((one.get("rates") or {}).get("model") for entries in modes.values() for one in entries)
            spelled = name.replace(":", "/").rsplit("/", 1)[-1].casefold() != model
            for mode, entries in modes.items():
                said = " ".join(part for part in (prefix, mode) if part and part != "standard") or "standard"
                rows.append((spelled, moving, f"{provider}/{name}", model, said, entries))
    return [row[2:] for row in sorted(rows, key=lambda row: row[:2])]


def _names() -> dict[str, tuple[str, str]]:
    with (ROOT / "data" / "names" / "model-prices" / "models.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["model"], row["mode"]) for row in csv.DictReader(file) if row["model"]}


def _lengths(entries: list[Raw]) -> set[int]:
    return {0} | {tier["above"] for one in entries for tier in (one.get("rates") or {}).get("tiers") or ()}


def _line(entries: list[Raw], above: int) -> Line:
    """The days of one prompt length in the file's order; an entry of the day of the one before it takes its place.

    A price without a start that was first recorded after the next one began held before that, nobody knows since when.
    """
    days: dict[str, Prices | None] = {}
    good: Any = None
    for entry in entries:
        rates = entry.get("rates")
        usable = rates if rates and not _faulty(rates, good) else None
        start, seen = entry.get("start") or "", (rates or {}).get("valid_from", "")
        day = (start if start and (good or not rates or start >= seen) else seen)[:10]
        days = {one if one <= day else "": prices for one, prices in days.items()}
        days[day] = _prices(usable, above)
        good = usable or good
    line: Line = []
    for day, prices in days.items():
        if not line or line[-1][1] != prices:
            line.append((day, prices))
    return line


def _prices(rates: Raw | None, above: int) -> Prices | None:
    levels = {0: rates, **{tier["above"]: tier for tier in rates.get("tiers") or ()}} if rates else {}
    level = levels.get(above)
    return tuple(None if level.get(key) is None else round(level[key], 6) for key in FIELDS.values()) if level else None


def _faulty(rates: Raw, before: Raw | None) -> bool:
    for level in (rates, *(rates.get("tiers") or ())):
        sums = level.get("input"), level.get("output")
        if None in sums or not any(sums) or not all(value == 0 or 0.001 <= value <= 2000 for value in sums):
            return True
    pairs = [(before[key], rates[key]) for key in ("input", "output")] if before else []
    return any(was and now and max(was, now) / min(was, now) >= 50 for was, now in pairs)


def _on(line: Line, day: str) -> tuple[str, Prices | None]:
    """What holds on a day, and since when."""
    return ([("", None), *(one for one in line if one[0] <= day)])[-1]
