"""Records of Every Eval Ever, versions 0.2.0 to 0.3.x of the schema, with `…_samples.jsonl` beside them."""

import hashlib
import re
from collections import Counter
from functools import partial
from pathlib import Path

from msgspec.json import Decoder

from evenhand.importers.logs.every_eval_ever_fields import Details, Performance, Record, Sample
from evenhand.importers.logs.every_eval_ever_runs import run_keys, runs
from evenhand.importers.logs.kept_settings import without_secrets
from evenhand.importers.logs.log import Log, LogFormat, Take, question_hash
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.typed_json import decoded, told_at
from evenhand.records.own_results import OwnItem, OwnRun

VERSION = re.compile(r"0\.[23]\.\d{1,4}")
KEYS = (b'"schema_version"', b'"evaluation_id"')
FIRST_BYTES = 8192
LONGEST_ID = 1_000
HASHES = {"sha256": hashlib.sha256, "md5": hashlib.md5}

_RECORD = Decoder(Record)
_SAMPLE = Decoder(Sample)


def find(path: Path) -> Log | None:
    """The record that this `.json` file is, by its first fields, with the samples that lie beside it."""
    if path.suffix != ".json":
        return None
    begins = head_of(path, FIRST_BYTES)
    if not begins.lstrip().startswith(b"{") or not all(key in begins for key in KEYS):
        return None
    samples = samples_beside(path)
    return Log(tool="every-eval-ever", main=path, parts=(path, samples) if samples else (path,))


def samples_beside(path: Path) -> Path | None:
    """The file of samples of a record. The path in the record itself is not followed: it may lead anywhere."""
    beside = path.with_name(f"{path.stem}_samples.jsonl")
    return beside if beside.is_file() else None


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Hand every sample to `take`, one line in memory at a time, and give the runs.

    Raises:
        BadLog: not such a record, a version that is not read, or samples that are not those of the record.

    """
    main = LogFile(log.main, log.main.parent)
    record = decoded(str(log.main), "", main.whole(), _RECORD)
    if not VERSION.fullmatch(record.schema_version):
        raise main.bad("versions 0.2 and 0.3 of the schema are read", "/schema_version", record.schema_version)
    if not record.evaluation_results:
        raise main.bad("it holds no result", "/evaluation_results")
    with told_at(str(log.main), "/evaluation_results"):
        found = runs(str(log.main), log.main.name, record)
    for part in log.parts[1:]:
        _take_samples(LogFile(part, log.main.parent), record, take)
    return found


def _take_samples(file: LogFile, record: Record, take: Take) -> None:
    if record.detailed_evaluation_results is not None:
        _refuse_others(file, record.detailed_evaluation_results)
    keys = _keys(record)
    attempts: Counter[tuple[str, str]] = Counter()
    rows = 0
    for place, line in file.lines():
        rows += 1
        sample = file.decoded(line, _SAMPLE, place)
        key = _key(file, place, record, keys, sample)
        attempts[key, sample.sample_id] += 1
        take(_item(file, place, key, sample, attempts[key, sample.sample_id]))
    stated = record.detailed_evaluation_results
    if stated is not None and stated.total_rows not in {None, rows}:
        raise file.bad(f"it has {rows:,} rows where the record says {stated.total_rows:,}", f"line {rows}")


def _refuse_others(file: LogFile, stated: Details) -> None:
    """Refuse a file that is not the one that the record describes."""
    if stated.format not in {"", "jsonl"}:
        raise file.bad("samples are read as jsonl", "", stated.format)
    kind = HASHES.get(stated.hash_algorithm or "sha256")
    if not stated.checksum or kind is None:
        return
    digest = kind(usedforsecurity=False)
    with file.open() as opened:
        for chunk in iter(partial(opened.read, 2**20), b""):
            digest.update(chunk)
    if digest.hexdigest() != stated.checksum.casefold():
        raise file.bad("its checksum is not the one that the record states", "", digest.hexdigest())


def _keys(record: Record) -> dict[str, str]:
    """The key of a run by the id of its result; by the name of the evaluation for the first of that name."""
    found: dict[str, str] = {}
    for key, result in zip(run_keys(record), record.evaluation_results, strict=True):
        found.setdefault(f"id {result.evaluation_result_id}", key)
        found.setdefault(f"name {result.evaluation_name}", key)
    return found


def _key(file: LogFile, place: str, record: Record, keys: dict[str, str], sample: Sample) -> str:
    if not VERSION.fullmatch(sample.schema_version):
        raise file.bad("versions 0.2 and 0.3 of the schema are read", f"{place}, schema_version", sample.schema_version)
    if sample.evaluation_id != record.evaluation_id:
        raise file.bad("a sample of another record", f"{place}, evaluation_id", sample.evaluation_id)
    if sample.model_id not in {record.model_info.id, record.model_info.name}:
        raise file.bad("a sample of another model", f"{place}, model_id", sample.model_id)
    by_id = sample.evaluation_result_id
    key = keys.get(f"id {by_id}" if by_id else f"name {sample.evaluation_name}")
    if key is None:
        raise file.bad("a sample of a result that the record lacks", place, by_id or sample.evaluation_name)
    return key


def _item(file: LogFile, place: str, key: str, sample: Sample, attempt: int) -> OwnItem:
    if not sample.sample_id or len(sample.sample_id) > LONGEST_ID or not sample.sample_id.isprintable():
        raise file.bad("no name for a sample", f"{place}, sample_id", sample.sample_id)
    score = file.digits(sample.evaluation.score, f"{place}, evaluation.score", may_lack=True)
    question = "\n".join((sample.input.raw, *(sample.input.choices or ())))
    return OwnItem(
        run=key,
        item=sample.sample_id,
        attempt=attempt,
        outcome=float(score) if score else None,
        fault=_fault(sample, scored=bool(score)),
        question=question_hash(question),
        input_tokens=sample.token_usage.input_tokens if sample.token_usage else None,
        output_tokens=sample.token_usage.output_tokens if sample.token_usage else None,
        seconds=_seconds(sample.performance),
        prompt=sample.input.formatted or question,
        output=_output(sample),
    )


def _seconds(times: Performance | None) -> float | None:
    if times is None:
        return None
    milliseconds = times.latency_ms if times.latency_ms is not None else times.generation_time_ms
    return None if milliseconds is None else milliseconds / 1000


def _fault(sample: Sample, *, scored: bool) -> str:
    if sample.error:
        plain = " ".join(without_secrets(sample.error).split())[:200]
        return "error: " + "".join(one for one in plain if one.isprintable())
    return "" if scored else "not scored"


def _output(sample: Sample) -> str:
    """The answers, or of a conversation the last thing that the model said."""
    if sample.output is not None:
        return "\n".join(sample.output.raw)
    said = [turn.content for turn in sample.messages or () if turn.role == "assistant" and turn.content]
    return said[-1] if said else ""


FORMAT = LogFormat(tool="every-eval-ever", find=find, read=read)
