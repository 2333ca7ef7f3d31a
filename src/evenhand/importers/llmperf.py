"""LLMPerf's leaderboard: single requests to hosts of Llama 2, of 2023 and 2024."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known, Unresolved
from evenhand.importers.json_places import pointer
from evenhand.importers.medians import Request, medians, usable
from evenhand.importers.raw_files import RawFiles
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
    def tried(self) -> int:
        """The number of requests."""
        return len(self.answered) + sum(self.refused.values())


def parse(files: RawFiles) -> list[Run]:
    """Every file of requests with the summary of the same name.

    Raises:
        ValueError, KeyError, TypeError: the files are not such a pair.

    """
    return [
        _run(name, json.loads(body), json.loads(files[name.replace(REQUESTS, SUMMARIES, 1)]))
        for name, body in files.items()
        if name.startswith(REQUESTS)
    ]


def translate(runs: list[Run], known: Known) -> Findings:
    """One speed a host and model; requests that failed go to the ledger, counted by reason."""
    speeds: list[Speed] = []
    refused: list[Rejection] = []
    waiting: Counter[tuple[str, str]] = Counter()
    for run in runs:
        ours = known.names.models.get(run.model)
        provider = HOSTS.get(run.host, run.host)
        if ours is None:
            waiting["model", run.model] += 1
        elif ours.refuse:
            refused.append(refusal(known, ours.refuse, name=run.model, detail=ours.why))
        elif provider not in known.providers:
            waiting["provider", provider] += 1
        else:
            refused += _failures(run, known)
            speeds += _speed(run, ours.model, provider, known)
    unresolved = (Unresolved(kind, name, rows) for (kind, name), rows in waiting.items())
    return Findings(speeds=tuple(speeds), rejections=tuple(refused), unresolved=tuple(sorted(unresolved)))


def _run(name: str, requests: list[dict[str, Any]], summary: dict[str, Any]) -> Run:
    answered, refused = [], Counter[str]()
    for number, request in enumerate(requests):
        if request["error_code"] is not None:
            refused[f"the request failed, code {request['error_code']}"] += 1
        elif not usable(request[RATE], request[FIRST]):
            refused["not a speed"] += 1
        else:
            place = {"origin": name, "at": pointer(number, RATE)}
            answered.append(Request(rate=request[RATE], first=request[FIRST], **place))
    return Run(
        file=name,
        host=summary["framework"],
        model=summary["model"],
        day=datetime.fromtimestamp(summary["timestamp"], UTC).date().isoformat(),
        tokens_in=summary["mean_input_tokens"],
        tokens_out=summary["mean_output_tokens"],
        at_once=summary["num_concurrent_requests"],
        answered=tuple(answered),
        refused=dict(refused),
    )


def _failures(run: Run, known: Known) -> Iterator[Rejection]:
    for reason, count in run.refused.items():
        yield refusal(
            known, reason, name=f"{run.model} at {run.host}", value=f"{count} of {run.tried} requests", detail=run.file
        )


def _speed(run: Run, model: str, provider: str, known: Known) -> Iterator[Speed]:
    if not run.answered:
        return
    middle = medians(run.answered)
    yield Speed(
        model=model,
        provider=provider,
        region=REGION,
        source=known.source.id,
        retrieved=known.retrieved,
        tokens_per_second=round(middle.rate, 3),
        first_token_seconds=round(middle.first, 4),
        n=middle.n,
        method=(
            f"LLMPerf: {run.tokens_in} tokens in, {run.tokens_out} asked for, {run.at_once} requests at once; "
            f"{middle.n} of {run.tried} requests answered; rate over the whole request"
        ),
        measured=run.day,
        link=known.source.link,
        origin=middle.origin,
        at=middle.at,
    )


IMPORTER = Importer((f"{REQUESTS}/*.json", f"{SUMMARIES}/*.json"), parse, translate)
