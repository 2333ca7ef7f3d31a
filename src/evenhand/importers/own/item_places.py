"""Where the items of own runs lie, and what each run is there: model, test, and the settings that tell runs apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from evenhand.importers.own.facts_in_place import derived, public_meanings
from evenhand.importers.own.names_of_own import read_names
from evenhand.importers.own.runs_on_file import ITEMS, OUTPUTS, RUNS, kept_logs
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.items.reading import Places
from evenhand.items.schema import RunOfItems
from evenhand.settings import own_folder

Labels = dict[Key, str]


def item_places(own: Path | None = None) -> Places:
    """The files of items and texts of every kept log, with a row a scored run that has items.

    Raises:
        BadSetting: the own folder holds what we did not write.

    """
    folder = own or own_folder()
    logs = kept_logs(folder)
    told = derived(folder, logs, public_meanings(read_names(folder)), outcomes=False).told if logs else {}
    runs = [
        one
        for log in logs
        for place, run in enumerate(log.runs, 1)
        if run.key in log.items and told[(one := RunOfLog(log=log, run=run, number=place)).key].benchmark
    ]
    labels = configurations(runs, told)
    rows = tuple(
        RunOfItems(
            log=one.log.digest,
            run=one.run.key,
            model=told[one.key].model,
            benchmark=told[one.key].benchmark,
            configuration=labels[one.key],
        )
        for one in runs
    )
    held = sorted({one.log.digest for one in runs})
    texts = (folder / RUNS / digest / OUTPUTS for digest in held)
    return Places(
        files=tuple(folder / RUNS / digest / ITEMS for digest in held),
        runs=rows,
        outputs=tuple(path for path in texts if path.is_file()),
    )


def configurations(runs: Iterable[RunOfLog], told: Mapping[Key, Told]) -> Labels:
    """A short text a run, of the settings by which the runs of its model on one test differ; empty where none do.

    All runs of a model are told apart by the same settings, so that one text means the same on every test.
    """
    of_model: dict[str, list[RunOfLog]] = defaultdict(list)
    for one in runs:
        of_model[told[one.key].model].append(one)
    found: Labels = {}
    for some in of_model.values():
        found |= _labels(some, told)
    return found


def _labels(runs: Sequence[RunOfLog], told: Mapping[Key, Told]) -> Labels:
    settings = {one.key: _settings(one, told[one.key]) for one in runs}
    names = [name for name in next(iter(settings.values())) if len({told_[name] for told_ in settings.values()}) > 1]
    used: list[str] = []
    labels: Labels = dict.fromkeys(settings, "")
    for name in names:
        if _are_apart(runs, told, labels):
            break
        longer = {key: tuple(settings[key][one] for one in (*used, name)) for key in settings}
        if len(set(longer.values())) > len(set(labels.values())):
            used.append(name)
            labels = {key: " ".join(part for part in parts if part) for key, parts in longer.items()}
    return labels


def _are_apart(runs: Iterable[RunOfLog], told: Mapping[Key, Told], labels: Labels) -> bool:
    """Whether no two runs on one test have one label."""
    every = [(told[one.key].benchmark, labels[one.key]) for one in runs]
    return len(set(every)) == len(every)


def _settings(one: RunOfLog, told: Told) -> dict[str, str]:
    """What can tell two runs apart, what a reader would name first; the last is of this run alone."""
    run = one.run
    return {
        "effort": run.effort,
        "mode": run.mode,
        "tool": one.log.tool,
        "temperature": f"t={run.temperature}" if run.temperature else "",
        "shots": "" if run.shots is None else f"{run.shots}-shot",
        "style": run.prompt_style,
        "filter": run.settings.get("filter", ""),
        "tools": run.tools,
        "metric": run.metric,
        "part": run.subset,
        "n": f"n={one.counted}" if one.counted else "",
        "trials": told.trials,
        "judge": run.judge,
        "version": run.version,
        "day": run.measured,
        "log": one.log.digest[:6],
        "run": f"{one.log.digest[:6]}/{one.number}",
    }
