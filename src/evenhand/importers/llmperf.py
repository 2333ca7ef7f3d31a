"""LLMPerf's leaderboard: single requests to hosts of Llama 2, of 2023 and 2024."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.json_places import pointer
from evenhand.importers.medians import Endpoint, Request, above_zero, median_speed
from evenhand.importers.plain_json import read_json
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.sorted_names import sorted_names
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection, Speed

REQUESTS, SUMMARIES = "individual", "summary"
RATE, FIRST = "request_output_throughput_token_per_s", "ttft_s"
REGION = "us-west-2"
HOSTS = {
    "anyscale": "anyscale",
    "bedrock": "amazon-bedrock",
    "fireworks": "fireworks-ai",
    "groq": "groq",
    "lepton": "lepton",
    "perplexity": "perplexity",
    "replicate": "replicate",
    "together": "togetherai",
}


class Run(Struct, frozen=True, kw_only=True):
    """One host measured with one model: its own names of both, the day, the load, and what came of the requests.

    `refused` counts the requests without a usable answer by reason.
    """

    file: str
    host: str
    model: str
    day: str
    tokens_in: int
    tokens_out: int
    at_once: int
    answered: tuple[Request, ...]
    refused: Mapping[str, int]

    @property
    def provider(self) -> str:
        """Our name of the host."""
        return HOSTS.get(self.host, self.host)

    @property
    def tried(self) -> int:
        """The number of requests."""
        return len(self.answered) + sum(self.refused.values())


def parse(files: RawFiles) -> list[Run]:
    """Every file of requests with the summary of the same name.

    Raises:
        RefusedRefresh, ValueError, KeyError, TypeError: the files are not such a pair.

    """
    pairs = {name: name.replace(REQUESTS, SUMMARIES, 1) for name in files if name.startswith(REQUESTS)}
    return [_run(one, read_json(one, files[one]), read_json(other, files[other])) for one, other in pairs.items()]


def translate(runs: list[Run], known: Known) -> Findings:
    """One speed a host and model; requests that failed go to the ledger, counted by reason."""
    names = sorted_names(Counter((run.provider, run.model) for run in runs), known)
    held = [run for run in runs if (run.provider, run.model) in names.held]
    failed = (row for run in held for row in _failures(run, known))
    return Findings(
        speeds=tuple(_speed(run, names.held[run.provider, run.model].model, known) for run in held if run.answered),
        rejections=(*names.rejections, *failed),
        unresolved=names.unresolved,
    )


def _run(name: str, requests: list[dict[str, Any]], summary: dict[str, Any]) -> Run:
    answered, refused = [], Counter[str]()
    for number, request in enumerate(requests):
        rate, first = above_zero(request[RATE]), above_zero(request[FIRST])
        if request["error_code"] is not None:
            refused[f"the request failed, code {request['error_code']}"] += 1
        elif not (rate and first):
            refused["not a speed"] += 1
        else:
            answered.append(Request(rate=rate, first=first, origin=name, at=pointer(number, RATE)))
    return Run(
        file=name,
        host=summary["framework"],
        model=summary["model"],
        day=datetime.fromtimestamp(float(summary["timestamp"]), UTC).date().isoformat(),
        tokens_in=int(summary["mean_input_tokens"]),
        tokens_out=int(summary["mean_output_tokens"]),
        at_once=int(summary["num_concurrent_requests"]),
        answered=tuple(answered),
        refused=dict(refused),
    )


def _failures(run: Run, known: Known) -> Iterator[Rejection]:
    for reason, count in run.refused.items():
        yield refusal(
            known, reason, name=f"{run.model} at {run.host}", value=f"{count} of {run.tried} requests", detail=run.file
        )


def _speed(run: Run, model: str, known: Known) -> Speed:
    method = (
        f"LLMPerf: {run.tokens_in} tokens in, {run.tokens_out} asked for, {run.at_once} requests at once; "
        f"{len(run.answered)} of {run.tried} requests answered; rate over the whole request"
    )
    endpoint = Endpoint(model=model, provider=run.provider, region=REGION)
    return median_speed(run.answered, endpoint, known, method=method, measured=run.day)


IMPORTER = Importer((f"{REQUESTS}/*.json", f"{SUMMARIES}/*.json"), parse, translate)
