"""Every line, group and count of a brief between two raw files, recomputed from them: no code of ours is used.

A line of a kind that this script does not know is a fault.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import raw_models
from raw_prices import AMOUNT, FIELDS, OFFERED, Raw, complaints, is_percent, is_price, offer_complaints
from raw_timelines import Prices, Step, steps

NUMBER = r"(\d[\d,]*)"
PRICES = rf"{NUMBER} prices?"
# What lines that stand for several changes say: of each kind the forms, and what is counted in their order.
COUNTED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "new offer": (
        (
            rf"model-prices: {PRICES} of {NUMBER} models? at {NUMBER} providers?, new\.",
            ("prices", "models", "providers"),
        ),
        (rf"(.+) has {PRICES} at (.+), new by model-prices\.", ("model", "prices", "place")),
    ),
    "removed offer": (
        (rf"model-prices: {PRICES} of {NUMBER} models? marked as removed, with no day of it\.", ("prices", "models")),
        (
            rf"{PRICES} of (.+) at (.+) marked as removed by model-prices, with no day of it\.",
            ("prices", "model", "place"),
        ),
    ),
    "price change": (
        (
            rf"model-prices states other parts of {PRICES} of {NUMBER} models than before; no price known .+ moved\.",
            ("prices", "models"),
        ),
    ),
}
MARKED = re.compile(
    r"model-prices, read on (\S+), marks (.+) at (.+?)(?: \((.+)\))? as removed, with no day of it: (.+) per million"
)
MOVE = re.compile(r"((?:(?:, | and )?(?:cached input|cache write|input|output))+) (?:([+−][\d,.]*\d)%|no longer free)")
FURTHER = re.compile(rf"{NUMBER} more prices? of it changed there")
PART = {
    "new models": re.compile(rf"{NUMBER} new models?"),
    "retired": re.compile(rf"{NUMBER} models? retired"),
    "changes": re.compile(rf"{NUMBER} price changes?, first (.+) at (.+) \((.+)\)"),
}


class BetweenFiles:
    """What two raw files of model-prices tell, and what a brief of the days between them says otherwise."""

    def __init__(self, older: Raw, newer: Raw, days: tuple[str, str]) -> None:
        self.files, self.days = (older, newer), days

    @cached_property
    def steps(self) -> list[Step]:
        """All changes of prices and offers."""
        return steps(*self.files, self.days[0])

    @cached_property
    def came(self) -> set[str]:
        """The models that are new."""
        return raw_models.came(*self.files, self.days)

    @cached_property
    def retired(self) -> dict[str, str]:
        """The models that were retired, and when."""
        return raw_models.retired(self.files[0], self.days)

    def line_faults(self, line: Any) -> list[str]:
        """What one line says that the files do not."""
        text = " ".join(one.text for one in (line.words, *line.details))
        if line.changes > 1 and not AMOUNT.search(text):
            return self._counts(line, text)
        check: Callable[[Any, str], list[str]] | None = {
            "price change": self._price,
            "new offer": self._new_offer,
            "removed offer": self._marked,
            "new model": self._new_model,
            "retirement": self._retirement,
        }.get(line.kind)
        return check(line, text) if check else [f"no check of a line of kind {line.kind!r}: {text}"]

    def headline_faults(self, text: str) -> list[str]:
        """What the headline says that the files do not; each of its parts must be known."""
        return [
            fault
            for part in re.split(r"; |, (?=\d+ models? retired)", text.removesuffix("."))
            for fault in self._part(part)
        ]

    def section_faults(self, section: Any) -> list[str]:
        """Whether the lines shown and the number of what is left make up everything of their topic."""
        told = sum(line.changes for line in section.lines) + section.left
        true = {"prices": len(self.steps), "models": len(self.came) + len(self.retired)}.get(section.topic)
        return [] if told == true else [f"{section.topic}: {told} changes told, {true} in the files"]

    def _part(self, part: str) -> list[str]:
        found = {name: one for name, form in PART.items() if (one := form.fullmatch(part))}
        if len(found) != 1:
            return [f"no check of this part of the headline: {part}"]
        [(name, said)] = found.items()
        moved = [step for step in self.steps if step.kind == "price change" and step.moved]
        true = {"new models": self.came, "retired": self.retired, "changes": moved}[name]
        faults = [] if _read(said[1]) == len(true) else [f"{len(true)} {name} in the files: {part}"]
        if name == "changes" and not any(_named(step, said[2], said[3]) and _moved_so(step, said[4]) for step in moved):
            faults.append(f"no price changed so: {part}")
        return faults

    def _counts(self, line: Any, text: str) -> list[str]:
        for form, names in COUNTED.get(line.kind, ()):
            if found := re.fullmatch(form, text):
                said = dict(zip(names, found.groups(), strict=True))
                rows = self._of(line)
                true = _counted(rows, said)
                same = {name: _plain(said[name]) == true[name] for name in said}
                whole = line.changes == len(rows) and set(line.models) == {step.key[1] for step in rows}
                return [] if all(same.values()) and whole else [f"the files have {true}: {text}"]
        return [f"no check of a line of many of kind {line.kind!r}: {text}"]

    def _of(self, line: Any) -> list[Step]:
        """The steps that a line of many stands for: of one model where it names one."""
        rows = [step for step in self.steps if step.kind == line.kind]
        if line.kind == "price change":
            rows = [step for step in rows if not step.moved]
        return [step for step in rows if step.key[1] == line.models[0]] if len(line.models) == 1 else rows

    def _price(self, line: Any, text: str) -> list[str]:
        model, day = line.models[0], line.evidence.day
        faults = complaints(text, day, line.provider, model, self.files, self.days[0])
        rows = [
            one
            for one in self.steps
            if (one.kind, one.key[:2], one.day) == ("price change", (line.provider, model), day)
        ]
        further = FURTHER.search(text)
        there = sum(step.moved for step in rows) - 1 if further else 0
        if not rows or (further and _read(further[1]) != there) or line.changes != 1 + there:
            faults.append(f"{len(rows)} prices changed on {day} in the files: {text}")
        return faults

    def _new_offer(self, line: Any, text: str) -> list[str]:
        model, day = line.models[0], line.evidence.day
        faults = offer_complaints(text, day, line.provider, model, self.files[1])
        new = {(step.kind, step.key[:2], step.day) for step in self.steps}
        return (
            faults if ("new offer", (line.provider, model), day) in new else [*faults, f"not new in the files: {text}"]
        )

    def _marked(self, line: Any, text: str) -> list[str]:
        said = MARKED.match(text)
        if not said:
            return [f"no check of this removal: {text}"]
        told, mode = dict(OFFERED.findall(said[5])), (said[4] or "standard").split(", ")[0]
        rows = [step for step in self._of(line) if _named(step, said[2], said[3]) and step.key[0] == line.provider]
        fits = [step for step in rows if _states(told, step.was) and (step.key[2] == mode or step.key[3])]
        return [] if fits and said[1] == self.days[1] else [f"no such removal in the files: {text}"]

    def _new_model(self, line: Any, text: str) -> list[str]:
        model = raw_models.described()[line.models[0]]
        right = line.models[0] in self.came and text.startswith(f"{model['name']} is new in the catalog.")
        made = re.search(r" By (.+?)\.", text)
        return [] if right and (not made or made[1] == model["lab"]) else [f"not so in the files: {text}"]

    def _retirement(self, line: Any, text: str) -> list[str]:
        model, day = line.models[0], self.retired.get(line.models[0])
        true = f"{raw_models.described()[model]['name']} is retired from {day} on."
        return [] if text == true else [f"{true!r} by the files: {text}"]


def _counted(rows: Iterable[Step], said: dict[str, str]) -> dict[str, Any]:
    """What lines count, of these steps; the place of several is their number, of one its name."""
    steps_of = list(rows)
    models, providers = ({step.key[of] for step in steps_of} for of in (1, 0))
    place = raw_models.provider_name(next(iter(providers))) if len(providers) == 1 else f"{len(providers)} providers"
    names = {raw_models.described()[name]["name"] for name in models}
    model = said.get("model") if {said.get("model")} == names else names
    numbers = {"prices": len(steps_of), "models": len(models), "providers": len(providers)}
    return {**numbers, "place": place, "model": model}


def _named(step: Step, model: str, provider: str) -> bool:
    return raw_models.described()[step.key[1]]["name"] == model and raw_models.provider_name(step.key[0]) == provider


def _moved_so(step: Step, said: str) -> bool:
    """Whether these are the moves of input and output, else of the cache: all of them, each to its digits."""
    pairs = dict(zip(FIELDS, zip(step.was or (), step.now or (), strict=True), strict=True))
    moved = {name for name, (was, now) in pairs.items() if was != now and was is not None and now is not None}
    told = {
        name: percent
        for names, percent in MOVE.findall(said)
        for name in re.split(r", | and ", names.removeprefix(", "))
    }
    return told.keys() == (moved & {"input", "output"} or moved) and all(
        is_percent(percent, *pairs[name]) for name, percent in told.items()
    )


def _states(told: dict[str, str], prices: Prices | None) -> bool:
    true = {name: value for name, value in zip(FIELDS, prices or (), strict=False) if value is not None}
    return told.keys() == true.keys() and all(is_price(told[name], true[name]) for name in told)


def _plain(said: str) -> int | str:
    return _read(said) if re.fullmatch(NUMBER, said) else said


def _read(number: str) -> int:
    return int(number.replace(",", ""))
