"""What a reader typed into the preferences, made into preferences, or told field by field what is wrong with it."""

import math
from collections.abc import Iterator

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import resolve
from evenhand.comparison.workload_presets import PRESETS
from evenhand.errors import UnknownModel
from evenhand.records.brief import TOPICS, Topic
from evenhand.records.subscriptions import Preferences, Rhythm, Watched

RHYTHMS: tuple[Rhythm, ...] = ("weekly", "at once")
MOST_WATCHED = 50
MOST_DOLLARS = 1_000_000.0
MOST_PERCENT = 100.0
LONGEST_NAME = 100
LONGEST_NUMBER = 20


class Typed(Struct, frozen=True, kw_only=True):
    """Preferences as text, as fields of a form and cells of a file have them; `watched` are names with `below`."""

    topics: tuple[str, ...] = TOPICS
    watched: tuple[tuple[str, str], ...] = ()
    alert_percent: str = "10"
    rhythm: str = "weekly"
    workload: str = ""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a field: its name (`model-2` for the second model), its text, what is right, nearest names."""

    field: str
    text: str
    said: str
    near: tuple[tuple[str, str], ...] = ()


def typed_of(preferences: Preferences) -> Typed:
    """Preferences as a form shows them."""
    return Typed(
        topics=preferences.topics,
        watched=tuple((one.model, "" if one.below is None else f"{one.below:g}") for one in preferences.watched),
        alert_percent=f"{preferences.alert_percent:g}",
        rhythm=preferences.rhythm,
        workload=preferences.workload,
    )


def chosen(catalog: Catalog, typed: Typed) -> Preferences | tuple[Fault, ...]:
    """The preferences, or every fault. An empty name is no model, of a model named twice the last counts."""
    faults: list[Fault] = []
    watched = {one.model: one for one in _watched(catalog, typed, faults)}
    percent = _number("alert_percent", typed.alert_percent, 0.0, MOST_PERCENT, faults)
    topics = tuple(name for name in TOPICS if name in typed.topics)
    faults += _strange(typed, topics, watched=bool(watched))
    if faults or percent is None:
        return tuple(faults)
    rhythm: Rhythm = "at once" if typed.rhythm == "at once" else "weekly"
    return Preferences(
        topics=topics,
        watched=tuple(watched.values()),
        alert_percent=percent,
        rhythm=rhythm,
        workload=typed.workload,
    )


def known_topics(names: tuple[str, ...]) -> tuple[Topic, ...] | None:
    """The topics with these names, in their usual order; None where there are none or one is no topic."""
    strange = not names or any(name not in TOPICS for name in names)
    return None if strange else tuple(name for name in TOPICS if name in names)


def _strange(typed: Typed, topics: tuple[Topic, ...], *, watched: bool) -> Iterator[Fault]:
    """What is chosen from a list, and is not in it."""
    for name in typed.topics:
        if name not in TOPICS:
            yield Fault(field="topics", text=name, said=f"the topics are {', '.join(TOPICS)}")
    if not (topics or watched or typed.topics):
        yield Fault(field="topics", text="", said="choose a topic or watch a model, or else unsubscribe")
    if typed.rhythm not in RHYTHMS:
        yield Fault(field="rhythm", text=typed.rhythm, said=f"choose {' or '.join(RHYTHMS)}")
    if typed.workload and typed.workload not in PRESETS:
        yield Fault(field="workload", text=typed.workload, said=f"the examples are {', '.join(PRESETS)}")


def _watched(catalog: Catalog, typed: Typed, faults: list[Fault]) -> Iterator[Watched]:
    if sum(bool(name.strip()) for name, _ in typed.watched) > MOST_WATCHED:
        faults.append(Fault(field="model-1", text="", said=f"at most {MOST_WATCHED} models can be watched"))
        return
    for place, (name, below) in enumerate(typed.watched, 1):
        if not name.strip():
            continue
        model = _model(catalog, f"model-{place}", name.strip(), faults)
        dollars = _below(f"below-{place}", below, faults)
        if model:
            yield Watched(model=model, below=dollars)


def _model(catalog: Catalog, field: str, name: str, faults: list[Fault]) -> str:
    """The id of a model by any of its names; empty where there is none."""
    if len(name) > LONGEST_NAME:
        faults.append(Fault(field=field, text=name[:LONGEST_NAME], said=f"a name has at most {LONGEST_NAME} letters"))
        return ""
    try:
        return resolve(catalog, name).id
    except UnknownModel as error:
        near = tuple((one, error.names.get(one, one)) for one in error.nearest)
        faults.append(Fault(field=field, text=name, said="no model is called so", near=near))
        return ""


def _below(field: str, text: str, faults: list[Fault]) -> float | None:
    return _number(field, text, 0.0, MOST_DOLLARS, faults) if text.strip() else None


def _number(field: str, text: str, least: float, most: float, faults: list[Fault]) -> float | None:
    """A number within these bounds; None, with a fault, where the text is none."""
    try:
        number = float(text) if len(text) <= LONGEST_NUMBER else math.nan
    except ValueError:
        number = math.nan
    if least <= number <= most:
        return number
    said = f"give a number from {least:g} to {most:,.0f}"
    faults.append(Fault(field=field, text=text[:LONGEST_NUMBER], said=said))
    return None
