"""Own runs as scores: which model, which test, which value, under which conditions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, structs

from evenhand.importers.own.conditions_of_runs import TOOLS, harness, measured, mode, prompting
from evenhand.importers.own.meanings import Meanings, bare, model_meant
from evenhand.importers.own.own_names import OwnNaming
from evenhand.importers.own.own_speeds import is_speed
from evenhand.importers.own.own_tests import (
    OwnTest,
    bounds,
    only_adds_up,
    own_unit,
    part_of_own,
    part_of_public,
    which_test,
)
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.importers.own.values import Shift, shift_to, shifted
from evenhand.importers.plain_cells import exact, plain
from evenhand.records.facts import OWN, OWN_LAB, Observation, Unit

LAB = OWN_LAB

LONGEST_CALLED = 200
SPEED = "a speed, kept as one"
ADDED_UP = "it adds up other results of the log; --benchmark TASK:METRIC=own-NAME makes a test of it"


class Identified(Struct, frozen=True, kw_only=True):
    """The model of every run and the test of every scored one, by key; the runs of each own test; the names given."""

    model: Mapping[Key, str]
    test: Mapping[Key, OwnTest]
    of_own_test: Mapping[str, Sequence[RunOfLog]]
    models: OwnNaming
    tests: OwnNaming


def identified(runs: Sequence[RunOfLog], words: Meanings) -> Identified:
    """Which model and test each run is of; names are given in the order of the runs."""
    models, tests = OwnNaming(words.taken_models), OwnNaming(words.taken_benchmarks)
    scored = (one for one in runs if not is_speed(one.run) and not only_adds_up(one, words))
    test = {one.key: which_test(one, words, tests) for one in scored}
    own: dict[str, list[RunOfLog]] = defaultdict(list)
    for one in runs:
        if one.key in test and test[one.key].public is None:
            own[test[one.key].id].append(one)
    model = {one.key: _model(one, words, models) for one in runs}
    return Identified(model=model, test=test, of_own_test=own, models=models, tests=tests)


def told_of(runs: Iterable[RunOfLog], found: Identified) -> dict[Key, Told]:
    """What each run is here, with its score or the reason why there is none."""
    return {one.key: _scored(one, found) if one.key in found.test else _of_no_test(one, found) for one in runs}


def observation(one: RunOfLog, told: Told, words: Meanings) -> Observation | None:
    """The run as a row of scores; None where it has none."""
    if told.score is None:
        return None
    run, public = one.run, told.benchmark in words.benchmarks
    version = exact(run.version)
    known = words.benchmarks[told.benchmark].versions if public else ()
    is_version = version in known if public else True
    return Observation(
        model=told.model,
        benchmark=told.benchmark,
        value=float(told.score),
        error=None if told.error is None else float(told.error),
        n=told.n,
        tier=OWN,
        source=one.source,
        retrieved=one.log.day,
        raw=exact(run.value),
        version=version if is_version else "",
        subset=told.part,
        tools=exact(run.tools),
        effort=exact(run.effort),
        mode=mode(run),
        harness=harness(one.log.tool, run),
        prompting=prompting(one.log.tool, run, version="" if is_version else version),
        trials=told.trials,
        judge=exact(run.judge),
        measured_by=LAB,
        measured=measured(run, one.log.day),
        called=plain(f"{run.model} | {run.task} | {run.metric}", LONGEST_CALLED),
        origin=one.file,
        at=exact(run.at),
    )


def _model(one: RunOfLog, words: Meanings, models: OwnNaming) -> str:
    meant = model_meant(one.run.model, words)
    if meant in words.public_models:
        return meant
    id_ = models.id_of(bare(one.run.model, words), as_id=meant)
    models.also(id_, one.run.model)
    return id_


def _of_no_test(one: RunOfLog, found: Identified) -> Told:
    return Told(model=found.model[one.key], why=SPEED if is_speed(one.run) else ADDED_UP)


def _scored(one: RunOfLog, found: Identified) -> Told:
    test, run = found.test[one.key], one.run
    if test.public:
        unit, ends = test.public.unit, (test.public.low, test.public.high)
        part, n, trials = part_of_public(test.public, one, given=test.given)
    else:
        of_test = found.of_own_test[test.id]
        unit = own_unit(of_test[0].run.scale)
        ends = bounds(unit)
        part, n, trials = part_of_own(one, of_test), one.counted, ""
    told = Told(
        model=found.model[one.key],
        benchmark=test.id,
        unit=unit,
        part=exact(part),
        n=n or None,
        trials=exact(run.trials or trials),
    )
    return _with_value(told, one, unit, ends)


def _with_value(told: Told, one: RunOfLog, unit: Unit, ends: tuple[float | None, float | None]) -> Told:
    """The same with its score in the unit, or with the reason why it has none."""
    run, shift = one.run, shift_to(one.run.scale, unit)
    if not run.value:
        return structs.replace(told, why=f"{TOOLS[one.log.tool].name} printed no value")
    if shift is None:
        return structs.replace(told, why=f"{run.value} is on another scale than {told.benchmark}, which is in {unit}")
    score = shifted(run.value, shift)
    if score is None:
        return structs.replace(told, why=f"{run.value[:40]!r} is no number of sensible size")
    low, high = (None if end is None else Decimal(str(end)) for end in ends)
    if (low is not None and score < low) or (high is not None and score > high):
        return structs.replace(told, why=f"{score:f} {unit} is outside of {low:f} to {high:f}")
    error, why = _error(run.error, shift)
    return structs.replace(told, score=score, error=error, error_why=why)


def _error(digits: str, shift: Shift) -> tuple[Decimal | None, str]:
    """The standard error in the unit, or why what the log states is none."""
    error = shifted(digits, shift) if digits else None
    if digits and error is None:
        return None, f"{digits[:40]!r} is no number of sensible size"
    if error is not None and error < 0:
        return None, f"{digits} is below 0, which no standard error is"
    return error, ""
