"""Own measurements of serving speed: runs that state tokens a second and seconds to the first token."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import structs

from evenhand.importers.own.conditions_of_runs import harness, measured, mode, prompting
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.importers.own.values import shifted
from evenhand.importers.plain_cells import exact
from evenhand.records.facts import Speed
from evenhand.records.own_results import OwnRun

RATE, FIRST = "tokens_per_second", "first_token_seconds"
PROVIDER, REGION = "provider", "region"


def is_speed(run: OwnRun) -> bool:
    """Whether a run states how fast a model was served, and no score."""
    return run.scale == "other" and run.metric in (RATE, FIRST)


def speeds_of(runs: Iterable[RunOfLog], told: Mapping[Key, Told], providers: Iterable[str]) -> tuple[Speed, ...]:
    """One row a measurement: rate and first token of one log, task and load stand together."""
    together: dict[tuple[object, ...], dict[str, RunOfLog]] = defaultdict(dict)
    for one in runs:
        if is_speed(one.run) and (shifted(one.run.value, 0) or 0) > 0:
            same = (one.log.digest, one.run.model, one.run.task, tuple(sorted(one.run.settings.items())))
            together[same][one.run.metric] = one
    known = frozenset(providers)
    return tuple(_speed(pair, told, known) for pair in together.values())


def _speed(pair: Mapping[str, RunOfLog], told: Mapping[Key, Told], providers: frozenset[str]) -> Speed:
    one = pair.get(RATE) or pair[FIRST]
    provider = one.run.settings.get(PROVIDER, "")
    known = {PROVIDER, REGION} if provider in providers else {REGION}
    load = {name: value for name, value in one.run.settings.items() if name not in known}
    return Speed(
        model=told[one.key].model,
        source=one.source,
        retrieved=one.log.day,
        provider=provider if provider in providers else "",
        tokens_per_second=_number(pair.get(RATE)),
        first_token_seconds=_number(pair.get(FIRST)),
        n=one.run.n or None,
        method=_method(one, load),
        region=exact(one.run.settings.get(REGION, "")),
        measured=measured(one.run, one.log.day),
        origin=one.file,
        at=exact(one.run.at),
    )


def _method(one: RunOfLog, load: Mapping[str, str]) -> str:
    run = structs.replace(one.run, settings=dict(load))
    return "; ".join(part for part in (harness(one.log.tool, run), prompting(one.log.tool, run), mode(run)) if part)


def _number(one: RunOfLog | None) -> float | None:
    value = shifted(one.run.value, 0) if one else None
    return float(value) if value else None
