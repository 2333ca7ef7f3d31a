"""tau2-bench submissions: a success rate per domain, with effort, simulated customer, version, trials and day."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import admit, refused
from evenhand.importers.conditions import effort_of
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.json_places import pointer
from evenhand.importers.plain_json import read_json
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection, Tier

FILES = ("submissions/*/submission.json",)
EXAMPLE = "A_EXAMPLE"
OPERATOR = "Sierra"
LABS = {
    "Alibaba": "alibaba",
    "Anthropic": "anthropic",
    "DeepSeek": "deepseek",
    "Moonshot AI": "moonshotai",
    "OpenAI": "openai",
    "Qwen": "alibaba",
}
FIRST_EDITION = "original tau-bench"
BANKING = "banking_knowledge"
UNCHANGED = ("telecom",)
MENDED = {"1.0.0": "1.0", "1.0.1": "1.0"}
MODES = {"enabled": "thinking", "none": "non-thinking"}
TRIALS = re.compile(r"\b(\d+|four|one) trials?\b", re.IGNORECASE)
IN_FIGURES = {"one": "1", "four": "4"}


class DomainResult(Struct, frozen=True):
    """A success rate at one try in percent as written, of one domain of one submission."""

    file: str
    domain: str
    value: str
    submission: Mapping[str, Any]

    @property
    def method(self) -> Mapping[str, Any]:
        """How the submission says it was run."""
        return self.submission.get("methodology") or {}

    @property
    def voice(self) -> bool:
        """Whether the talks were spoken; written ones often leave the modality out."""
        return self.submission.get("modality") == "voice"

    @property
    def version(self) -> str:
        """The version of the benchmark as stated, without a leading v."""
        return (self.method.get("tau2_bench_version") or "").removeprefix("v")

    @property
    def results(self) -> Mapping[str, Any]:
        """The record of the domain."""
        results: Mapping[str, Mapping[str, Any]] = self.submission["results"]
        return results[self.domain]


def parse(files: RawFiles) -> list[DomainResult]:
    """All domains that were run; a domain of null was not.

    Raises:
        RefusedRefresh, KeyError: not such submissions.

    """
    return [result for name, body in files.items() for result in _results(name, read_json(name, body))]


def translate(results: list[DomainResult], known: Known) -> Findings:
    """One observation a domain: the operator's runs are tier B, a lab's own C, anybody else's D."""
    return admit((_judged(result, known) for result in results), known)


def _results(file: str, submission: Mapping[str, Any]) -> Iterator[DomainResult]:
    if {"model_name", "submission_date"} - submission.keys():
        raise KeyError(f"{file} names no model or no date")
    for domain, result in submission["results"].items():
        if result and result.get("pass_1") is not None:
            yield DomainResult(file, domain, result["pass_1"], submission)


def _judged(result: DomainResult, known: Known) -> Row | Rejection:
    row = _row(result, known)
    if EXAMPLE in result.file:
        return refused(row, known, "an example for submitters", "no model was run")
    return row


def _row(result: DomainResult, known: Known) -> Row:
    name = result.submission["model_name"]
    tier, who = _trust(result.submission["submitting_organization"], known.labs.get(known.names.model(name), ""))
    return Row(
        model=name,
        benchmark=_benchmark(result),
        raw=result.value,
        origin=result.file,
        at=pointer("results", result.domain, "pass_1"),
        link=f"{known.source.link}/blob/{known.source.commit}/web/leaderboard/public/{result.file}",
        tier=tier,
        measured_by=who,
        measured=_measured(result),
        n=_talks(result),
        quote=_quote(result),
        note=result.method.get("notes") or "",
        stated=_conditions(result),
    )


def _talks(result: DomainResult) -> int | None:
    """The number of talks, which only spoken submissions count."""
    domains = (result.submission.get("interaction_metrics") or {}).get("domains") or {}
    talks = (domains.get(result.domain) or {}).get("counts", {}).get("n_simulations")
    return int(talks) if talks else None


def _trust(submitter: str, lab: str) -> tuple[Tier, str]:
    """The tier, and who measured."""
    if submitter == OPERATOR:
        return "B", OPERATOR
    own = LABS.get(submitter, submitter) == lab
    return ("C" if own else "D"), LABS.get(submitter, submitter)


def _benchmark(result: DomainResult) -> str:
    if result.voice:
        return f"voice: {result.domain}"
    return f"{FIRST_EDITION}: {result.domain}" if result.version == FIRST_EDITION else result.domain


def _measured(result: DomainResult) -> str | None:
    """The day of the run: the evaluation, or the submission where the evaluation is later because it was of banking.

    A day before the model was released is a slip and no day at all.
    """
    evaluated, submitted = result.method.get("evaluation_date") or "", result.submission["submission_date"]
    day = min(evaluated or submitted, submitted) if result.domain != BANKING else evaluated or submitted
    released = (result.submission.get("model_release") or {}).get("release_date") or ""
    return None if day < released else day


def _version(result: DomainResult) -> str:
    """The version that matters for the domain.

    Version 1.0.0 mended tasks of airline and retail, 1.0.1 the grading of banking alone; telecom never changed.
    """
    if result.voice or result.version == FIRST_EDITION or result.domain in UNCHANGED:
        return ""
    return result.version if result.domain == BANKING else MENDED.get(result.version, result.version)


def _conditions(result: DomainResult) -> dict[str, str]:
    effort = result.submission.get("reasoning_effort") or ""
    simulator = result.method.get("user_simulator") or ""
    retrieval = result.results.get("retrieval_config") or ""
    return {
        "version": _version(result),
        "effort": effort_of(effort),
        "mode": MODES.get(effort, ""),
        "harness": f"retrieval {retrieval}" if retrieval else "",
        "prompting": f"user simulator {simulator}" if simulator else "",
        "trials": _trials(result),
    }


def _trials(result: DomainResult) -> str:
    """The number of tries that the rate is the mean of: the rate at k tries in a row needs k of them."""
    most = max((k for k in (2, 3, 4) if result.results.get(f"pass_{k}") is not None), default=0)
    told = TRIALS.search(result.method.get("notes") or "")
    number = IN_FIGURES.get(told[1].casefold(), told[1]) if told else str(most or "")
    return f"avg {number} trials" if number not in {"", "1"} else ""


def _quote(result: DomainResult) -> str:
    parts = [f"pass^1 {result.value}", f"submitted by {result.submission['submitting_organization']}"]
    parts += [f"on {result.submission['submission_date']}"]
    parts += [f"version {result.version}"] if result.version else []
    parts += ["custom submission"] if result.submission.get("submission_type") == "custom" else []
    if (result.method.get("verification") or {}).get("modified_prompts") is None:
        parts.append("not verified")
    return "; ".join(parts)


IMPORTER = Importer(FILES, parse, translate)
