"""Every Eval Ever: records of many leaderboards in one form; scale, items and agent stand in each record."""

import re
from collections.abc import Iterable, Iterator

from evenhand.importers.admission import admit, refused
from evenhand.importers.every_eval_ever_records import Result, results
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection, Tier

FILES = ("data/*/*/*/*.json", "packed/*.jsonl.gz")
NOT_RUN = ("-1", "-1.0")
INTERVAL = 1.96
OPERATORS: dict[str, tuple[Tier, str]] = {
    "global-mmlu-lite": ("B", "Kaggle"),
    "hal": ("B", "Princeton SAgE Team"),
    "helm": ("A", "Stanford CRFM"),
    "hfopenllm_v2": ("B", "Hugging Face"),
    "livecodebenchpro": ("B", "LiveCodeBench Pro"),
}
PAGES = {
    "hfopenllm_v2": "https://huggingface.co/spaces/open-llm-leaderboard/open_llm_leaderboard",
    "livecodebenchpro": "https://livecodebenchpro.com/",
}
PRECISIONS = ("bfloat16", "", "float16")


def parse(files: RawFiles) -> list[Result]:
    """All results of all records.

    Raises:
        RefusedRefresh, KeyError: not such records.

    """
    return [result for name, body in files.items() for result in results(name, body)]


def translate(found: list[Result], known: Known) -> Findings:
    """Observations; of several records of one model on one board the first of `_preferred` stays."""
    return admit(_judged(sorted(found, key=_preferred), known), known)


def _preferred(result: Result) -> tuple[object, ...]:
    """Bfloat16 before other precisions, then the newest record, then the order of the files."""
    precision = result.precision
    rank = PRECISIONS.index(precision) if precision in PRECISIONS else len(PRECISIONS)
    return (result.collection, result.model, rank, -float(result.scraped), result.file, result.line, result.number)


def _judged(found: Iterable[Result], known: Known) -> Iterator[Row | Rejection]:
    first: dict[tuple[str, ...], Result] = {}
    for result in found:
        row = _row(result, known)
        kept = first.setdefault((result.collection, result.model, result.variant, result.measure), result)
        fault = _fault(result, known)
        if fault and _is_known(row, known):
            yield refused(row, known, *fault)
        elif kept.record_id != result.record_id and _is_known(row, known):
            yield refused(row, known, "duplicate", f"another record of this model was kept, with {kept.score}")
        else:
            yield row


def _is_known(row: Row, known: Known) -> bool:
    """Whether both names lead somewhere; other rows wait for their names, or the names refuse them."""
    model, benchmark = known.names.of_model(row.model), known.names.of_benchmark(row.benchmark)
    return bool(model and model.model and benchmark and benchmark.benchmark)


def _fault(result: Result, known: Known) -> tuple[str, str] | None:
    """Why the result is none, or is not on the scale that the name table expects."""
    if result.score in NOT_RUN:
        return "not run", "the record gives minus one where no run was found"
    name = known.names.of_benchmark(result.measure)
    test = known.benchmarks.get(name.benchmark) if name else None
    if name is None or test is None:
        return None
    ends = tuple(float(end) * float(name.factor) for end in (result.lowest, result.highest))
    if ends != (test.low, test.high):
        said = f"the record says {result.lowest} to {result.highest}, times {name.factor}"
        return "scale does not fit", f"{said}; {test.id} goes from {test.low} to {test.high}"
    return None


def _row(result: Result, known: Known) -> Row:
    tier, who = OPERATORS[result.collection] if result.collection in OPERATORS else _of_family(result.collection)
    return Row(
        model=result.model,
        benchmark=result.measure,
        raw=result.score,
        origin=result.file,
        at=result.at,
        link=PAGES.get(result.collection) or result.link or known.source.link,
        tier=tier,
        measured_by=who,
        error=result.half_width / INTERVAL if result.half_width else None,
        n=result.items,
        quote=result.quote,
        note=result.called,
        stated={
            "harness": result.scaffold,
            "effort": result.effort,
            "trials": f"avg {result.runs} trials" if result.runs not in {"", "1"} else "",
        },
    )


def _of_family(collection: str) -> tuple[Tier, str]:
    """Tier and measurer of a collection of which there are several, such as `helm_lite`; else second-hand."""
    return OPERATORS.get(re.split("[-_]", collection)[0], ("E", ""))


IMPORTER = Importer(FILES, parse, translate)
