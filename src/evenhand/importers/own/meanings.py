"""Which model and which benchmark the words of a log mean: public ones by exact names alone, else one's own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.short_names import names_of
from evenhand.importers.own.names_of_own import OwnNames, ShippedNames
from evenhand.records.facts import OWN_ID, Benchmark
from evenhand.records.own_results import OwnRun

OWN = OWN_ID
HUB = "huggingface.co/"


class Meanings(Struct, frozen=True, kw_only=True):
    """The look-ups for the names of logs: public names to ids, prefixes, and both tables of names.

    `taken_models` and `taken_benchmarks` are all names of the public catalog, which no own thing may have.
    """

    models: Mapping[str, str]
    benchmarks: Mapping[str, Benchmark]
    lab_of: Mapping[str, str]
    providers: frozenset[str]
    taken_models: tuple[str, ...]
    taken_benchmarks: tuple[str, ...]
    prefixes: frozenset[str]
    before_service: frozenset[str]
    task_prefixes: tuple[str, ...]
    tasks: Mapping[tuple[str, str, str], str]
    own: OwnNames

    @property
    def public_models(self) -> Set[str]:
        """The ids of the public models that can have scores."""
        return self.lab_of.keys()


def meanings(public: Catalog, own: OwnNames, shipped: ShippedNames) -> Meanings:
    """Made once for a catalog and a table of names; a name of two models means neither, a moving name none."""
    meant: dict[str, set[str]] = defaultdict(set)
    every = tuple(public.models.values())
    for model in every:
        for name in names_of(model):
            meant[spelled(name)].add("" if model.moving else model.id)
    hosts = (host for lab in public.labs.values() for host in lab.hosts)
    hubs = {host.removeprefix(HUB).casefold() for host in hosts if host.startswith(HUB)}
    listed = {name.casefold() for name in shipped.prefixes}
    return Meanings(
        models={name: next(iter(ids)) for name, ids in meant.items() if len(ids) == 1 and "" not in ids},
        benchmarks=public.benchmarks,
        lab_of={model.id: model.lab for model in every if not model.moving},
        providers=frozenset(public.providers),
        taken_models=tuple(name for model in every for name in names_of(model)),
        taken_benchmarks=tuple(name for one in public.benchmarks.values() for name in (one.id, one.name, *one.aliases)),
        prefixes=frozenset(hubs | listed | {*public.providers, *public.labs}),
        before_service=frozenset(shipped.before_service),
        task_prefixes=shipped.task_prefixes,
        tasks={
            (known.tool, task, metric): known.benchmark
            for known in shipped.benchmark
            if known.benchmark in public.benchmarks
            for task in known.tasks
            for metric in known.metrics
        },
        own=own,
    )


def spelled(name: str) -> str:
    """A name as it is looked up: case does not matter, nor whether a blank, a dash or an underscore stands."""
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())


def model_meant(called: str, words: Meanings) -> str:
    """The id that a log's model name leads to; empty where none does."""
    for form in forms(called, words):
        given = words.own.models.get(form, "")
        if given in words.public_models or given.startswith(OWN):
            return given
        found = words.models.get(spelled(form))
        if found:
            return found
    return ""


def bare(called: str, words: Meanings) -> str:
    """A log's model name without the prefixes that say who answered."""
    return list(forms(called, words))[-1]


def bare_task(task: str, words: Meanings) -> str:
    """A task without the name of the collection that it comes from."""
    before = next((prefix for prefix in words.task_prefixes if task.startswith(prefix) and task != prefix), "")
    return task.removeprefix(before)


def forms(called: str, words: Meanings) -> Iterator[str]:
    """The name as it is, then with one known prefix after another taken off."""
    parts = called.strip().split("/")
    yield "/".join(parts)
    while len(parts) > 1:
        first = parts[0].casefold()
        if first in words.before_service and len(parts) > 2:
            parts = parts[2:]
        elif first in words.prefixes or first in words.before_service:
            parts = parts[1:]
        else:
            return
        yield "/".join(parts)


def benchmark_meant(tool: str, run: OwnRun, words: Meanings) -> str:
    """The id that a task leads to when scored by the run's metric; empty where none does.

    A task that the user names without a metric means the one that the tool itself puts first.
    """
    given = words.own.benchmarks.get(f"{run.task}:{run.metric}", "")
    if not given and run.primary:
        given = words.own.benchmarks.get(run.task, "")
    if given in words.benchmarks or given.startswith(OWN):
        return given
    return words.tasks.get((tool, run.task, metric_word(run)), "")


def is_given(run: OwnRun, words: Meanings) -> bool:
    """Whether the user's own table says what the task means."""
    given = words.own.benchmarks
    return f"{run.task}:{run.metric}" in given or (run.primary and run.task in given)


def metric_word(run: OwnRun) -> str:
    """The metric, without the filter (`exact_match,strict-match`) or the task (`Accuracy on IFEval`) behind it."""
    metric = run.metric.partition(",")[0].strip()
    return metric[: -len(f" on {run.task}")] if metric.casefold().endswith(f" on {run.task.casefold()}") else metric
