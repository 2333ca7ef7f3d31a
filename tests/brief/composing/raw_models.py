"""Which models came and which were retired between two days, from the descriptions and the raw prices alone."""

import tomllib
from functools import cache
from typing import Any

from raw_prices import ROOT, Raw
from raw_timelines import timelines

NEVER = "9999"


@cache
def described() -> dict[str, dict[str, Any]]:
    """Every model's description by its id, with the name of its lab."""
    found = {}
    for path in sorted((ROOT / "data" / "models").glob("*/*.toml")):
        lab = _read("labs", path.parent.name)["name"]
        found[path.stem] = {**tomllib.loads(path.read_text("utf-8")), "lab": lab}
    return found


@cache
def provider_name(provider: str) -> str:
    """What we call a provider."""
    return str(_read("providers", provider)["name"])


def came(older: Raw, newer: Raw, days: tuple[str, str]) -> set[str]:
    """The models that were there on the later day and not on the earlier one."""
    before, after = (_there(snapshot, day) for snapshot, day in zip((older, newer), days, strict=True))
    return after - before


def retired(older: Raw, days: tuple[str, str]) -> dict[str, str]:
    """The models whose retirement was known on the later day and not on the earlier one, with its day."""
    known = [{name for name in described() if _retirement(name, day)} for day in days]
    return {name: described()[name]["retired"] for name in known[1] - known[0] if name in _there(older, days[0])}


def _read(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "data" / folder / f"{name}.toml").read_text("utf-8"))


def _there(snapshot: Raw, day: str) -> set[str]:
    """Released by a day; where no day of release is stated, mentioned by a price of that day."""
    lines, _ = timelines(snapshot)
    mentioned = {key[1] for key, line in lines.items() if line[0][0] <= day}
    found = set()
    for name, model in described().items():
        released = str(model.get("released") or "")
        on_a_day = len(released) == len("2026-05-13")
        if (on_a_day and released <= day) or (not on_a_day and released <= day and name in mentioned):
            found.add(name)
    return found


def _retirement(name: str, day: str) -> bool:
    """Whether a retirement had come by a day, or was announced by then."""
    model = described()[name]
    said = min((one["checked"] for one in model.get("stated", ()) if "retired" in one["fields"]), default=NEVER)
    return "retired" in model and min(model["retired"], said) <= day
