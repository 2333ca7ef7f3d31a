"""HELM: the folder of one run, with `run_spec.json` and `stats.json`, and the files of its instances where there.

Which metric is the main one stands in HELM's schema and not in the folder: it is taken to be the first that
`run_spec.json` names. HELM prints no standard error; its `stddev` is that between trials.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.helm_items import HelmItems, Named
from evenhand.importers.logs.helm_records import RUN_SPEC, SCENARIO, STATS, AdapterSpec, RunSpec, Stat
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.kept_settings import one_line, without_secrets
from evenhand.importers.logs.log import Log, LogFormat, Take, question_hash
from evenhand.importers.logs.log_file import LogFile
from evenhand.importers.logs.metric_scales import scale_of
from evenhand.records.own_results import OwnRun

MAIN, SCORES, ABOUT = "run_spec.json", "stats.json", "scenario.json"
OF_ITEMS, REQUESTS = "per_instance_stats.json", "scenario_state.json"
PARTS = (MAIN, SCORES, ABOUT, OF_ITEMS, REQUESTS)
SPLITS = ("test", "valid", "train")
# What every run counts beside its metrics.
COUNTED = frozenset((
    "num_references", "num_train_trials", "num_prompt_tokens", "num_completion_tokens", "num_output_tokens",
    "training_co2_cost", "training_energy_cost", "inference_runtime", "inference_denoised_runtime",
    "inference_idealized_runtime", "batch_size", "finish_reason_length", "finish_reason_stop",
    "finish_reason_endoftext", "finish_reason_unknown", "num_train_instances", "prompt_truncated", "max_prob",
    "num_instances", "num_perplexity_tokens", "num_bytes", "predicted_index",
))  # fmt: skip
# How likely the answer's own text is: a metric of runs that model language, of no meaning for others.
OF_LANGUAGE = frozenset(("logprob", "perplexity", "bits_per_byte", "logprob_per_byte"))
LANGUAGE_MODELING = "language_modeling"
FINGERPRINT = 16


def find(path: Path) -> Log | None:
    """The log whose folder this is, or whose `run_spec.json`."""
    try:
        folder = path if path.is_dir() else path.parent
        if (path != folder and path.name != MAIN) or not all((folder / name).is_file() for name in (MAIN, SCORES)):
            return None
        there = tuple(folder / name for name in PARTS if (folder / name).exists())
    except OSError:
        return None
    return Log(tool="helm", main=folder / MAIN, parts=there)


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Every metric on the run's own split, without changed instances, and the items.

    Raises:
        BadLog: a file is damaged, not of HELM, or does not belong to the others.

    """
    files = {part.name: LogFile(part, log.main.parent) for part in log.parts}
    spec = files[MAIN].decoded(files[MAIN].whole(), RUN_SPEC)
    scores = files[SCORES]
    stats = scores.decoded(scores.whole(), STATS)
    split = _split_of(stats)
    if split is None:
        raise scores.bad("no statistic in it is of the test or the validation split")
    common = _run(files, spec, split)
    runs: dict[str, OwnRun] = {}
    wanted: dict[str, Named] = {}
    for run, named in _runs(scores, spec, common, stats, split):
        if runs.setdefault(run.key, run).value != run.value:
            raise scores.bad(f"{run.metric} has two values", run.at, run.value)
        wanted[run.key] = named
    if not runs:
        raise scores.bad(f"no metric in it is of the {split} split")
    items = _items(files, spec, HelmItems(wanted, split, take))
    return tuple(_with_items(scores, run, items, items.tallies[key]) for key, run in runs.items())


def _split_of(stats: list[Stat]) -> str | None:
    """The split that was tested; where several were, HELM's order of importance."""
    there = {one.name.split for one in stats if one.name.perturbation is None}
    return next((split for split in SPLITS if split in there), None)


def _items(files: dict[str, LogFile], spec: RunSpec, items: HelmItems) -> HelmItems:
    if OF_ITEMS in files:
        items.read_statistics(files[OF_ITEMS])
        if REQUESTS in files:
            items.read_requests(files[REQUESTS], spec.adapter_spec)
        items.hand_on_rest()
    return items


def _runs(
    file: LogFile, spec: RunSpec, common: OwnRun, stats: list[Stat], split: str
) -> Iterator[tuple[OwnRun, Named]]:
    """Each metric with a mean; of one part after another where the split has parts."""
    left_out = COUNTED if spec.adapter_spec.method == LANGUAGE_MODELING else COUNTED | OF_LANGUAGE
    own = [(at, one) for at, one in enumerate(stats) if one.name.split == split and one.name.perturbation is None]
    scored = [(at, one) for at, one in own if one.name.name not in left_out and bytes(one.mean) != b"null"]
    main = _main_metric(spec, [one.name.name for _, one in scored])
    counts = {one.name.sub_split: _whole(file, at, one) for at, one in own if one.name.name == "num_instances"}
    for at, stat in scored:
        part = stat.name.sub_split or ""
        run = structs.replace(
            common,
            key="/".join((stat.name.name, *((part,) if part else ()))),
            metric=file.word(stat.name.name, pointer(at, "name", "name")),
            value=file.digits(stat.mean, pointer(at, "mean")),
            at=pointer(at, "mean"),
            primary=stat.name.name == main,
            subset=", ".join(one for one in (common.subset, file.word(part, pointer(at)) if part else "") if one),
            n=counts.get(stat.name.sub_split),
        )
        yield run, (stat.name.name, part)


def _main_metric(spec: RunSpec, there: list[str]) -> str:
    for metric in spec.metric_specs:
        given = metric.args.get("names") or [metric.args.get("name")]
        named = [one for one in given if one in there] if isinstance(given, list) else []
        if named:
            return str(named[0])
    return there[0] if there else ""


def _whole(file: LogFile, at: int, stat: Stat) -> int | None:
    """A count that is the same in every trial; None where it is not."""
    number = float(file.digits(stat.mean, pointer(at, "mean")))
    if not 0 <= number <= 10**9:
        raise file.bad("no number of instances", pointer(at, "mean"), number)
    return int(number) if number == int(number) else None


def _run(files: dict[str, LogFile], spec: RunSpec, split: str) -> OwnRun:
    """A run with all that is the same for every metric."""
    file, adapter = files[MAIN], spec.adapter_spec
    arguments = ", ".join(f"{name}={value}" for name, value in spec.scenario_spec.args.items())
    return OwnRun(
        key="",
        model=file.word(adapter.model, "/adapter_spec/model"),
        task=_task(files, spec),
        metric="",
        value="",
        scale="other",
        origin=f"{file.path.parent.name}/{SCORES}",
        at="",
        subset=file.word(arguments, "/scenario_spec/args") if arguments else "",
        shots=adapter.max_train_instances,
        temperature=file.digits(adapter.temperature, "/adapter_spec/temperature", may_lack=True),
        trials=f"{adapter.num_train_trials} choices of examples" if adapter.num_train_trials > 1 else "",
        settings=_settings(adapter, split),
    )


def _task(files: dict[str, LogFile], spec: RunSpec) -> str:
    """The scenario's own name; without `scenario.json` what stands before the arguments of the run's name."""
    if ABOUT in files:
        return files[ABOUT].word(files[ABOUT].decoded(files[ABOUT].whole(), SCENARIO).name, "/name")
    return files[MAIN].word(spec.name.partition(":")[0], "/name")


def _settings(adapter: AdapterSpec, split: str) -> dict[str, str]:
    texts = (adapter.instructions, adapter.input_prefix, adapter.reference_prefix, adapter.output_prefix)
    found = {
        "method": adapter.method,
        "deployment": adapter.model_deployment if adapter.model_deployment != adapter.model else "",
        "split": split,
        "template": question_hash("\n".join(texts))[:FINGERPRINT] if any(texts) else "",
        "max_tokens": "" if adapter.max_tokens is None else str(adapter.max_tokens),
        "outputs": str(adapter.num_outputs) if (adapter.num_outputs or 1) > 1 else "",
        "limit": "" if adapter.max_eval_instances is None else str(adapter.max_eval_instances),
    }
    return {name: one_line(without_secrets(text)) for name, text in found.items() if text}


def _with_items(file: LogFile, run: OwnRun, items: HelmItems, tally: ItemTally) -> OwnRun:
    """The run with what its items tell.

    Raises:
        BadLog: the printed value is not the mean of the items, where every one has a value.

    """
    is_once = not run.trials and run.metric not in items.uneven
    if run.n is None and is_once and tally.met:
        run = structs.replace(run, n=tally.met)
    if is_once and tally.contradicts(run):
        raise file.bad(f"it is not the mean of its {tally.met} items, {tally.mean()}", run.at, run.value)
    scale = scale_of(run.metric, run.value, tally)
    return structs.replace(run, scale=scale, measured=items.day, prompt_style=items.prompt_style)


FORMAT = LogFormat(tool="helm", find=find, read=read)
