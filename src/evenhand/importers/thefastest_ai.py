"""thefastest.ai: daily measurements of hosts' endpoints from several regions, 2024."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known, Unresolved
from evenhand.importers.json_places import pointer
from evenhand.importers.medians import Request, medians, usable
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection, Speed

FILES = "snapshots/*.json"
SENTINEL = 999
SHORT = "--max-tokens=20"
HOSTS = {
    "anthropic": "anthropic",
    "anyscale.com": "anyscale",
    "cloudflare.com": "cloudflare-workers-ai",
    "cohere": "cohere",
    "databricks.com": "databricks",
    "fireworks.ai": "fireworks-ai",
    "google": "google",
    "groq.com": "groq",
    "octo.ai": "octoai",
    "octoai.run": "octoai",
    "openai": "openai",
    "perplexity.ai": "perplexity",
    "together.ai": "togetherai",
    "together.xyz": "togetherai",
}
AZURE = "azure."


class Measured(Struct, frozen=True, kw_only=True):
    """One request to one endpoint: its name, the region asked from, the day, the request, or why it is none."""

    name: str
    region: str
    day: str
    request: Request | None = None
    fault: str = ""


def parse(files: RawFiles) -> list[Measured]:
    """Every request that asked for 20 tokens, once; other runs are not comparable and not looked at.

    A run that no newer one has replaced yet stands in several snapshots.

    Raises:
        ValueError, KeyError, TypeError: a file is not such a snapshot.

    """
    found: list[Measured] = []
    runs: set[tuple[str, str]] = set()
    for file, body in files.items():
        for run, batch in enumerate(json.loads(body)):
            which = (batch["region"], batch["time"])
            if SHORT in batch["cmd"] and which not in runs:
                runs.add(which)
                found += [_measured(file, (run, n), result, batch) for n, result in enumerate(batch["results"])]
    return found


def translate(found: list[Measured], known: Known) -> Findings:
    """One speed a model, host and region: the medians over all runs, also where the host changed its name of it."""
    named: dict[str, list[Measured]] = defaultdict(list)
    for one in found:
        named[one.name].append(one)
    grouped: dict[tuple[str, str, str], list[Measured]] = defaultdict(list)
    refused: list[Rejection] = []
    waiting: Counter[tuple[str, str]] = Counter()
    for name, group in named.items():
        ours, provider = known.names.models.get(name), _provider(name)
        if ours is None:
            waiting["model", name] += len(group)
        elif ours.refuse:
            refused.append(refusal(known, ours.refuse, name=name, value=f"{len(group)} requests", detail=ours.why))
        elif provider not in known.providers:
            waiting["provider", provider] += len(group)
        else:
            refused += _failures(name, group, known)
            for one in group:
                grouped[ours.model, provider, _place(name, one.region)].append(one)
    speeds = [speed for key, group in grouped.items() for speed in _speed(key, group, known)]
    unresolved = (Unresolved(kind, name, rows) for (kind, name), rows in waiting.items())
    return Findings(speeds=tuple(speeds), rejections=tuple(refused), unresolved=tuple(sorted(unresolved)))


def _measured(file: str, place: tuple[int, int], result: Mapping[str, Any], batch: Mapping[str, Any]) -> Measured:
    who = {"name": result["model"], "region": batch["region"], "day": batch["time"][:10]}
    if result.get("error"):
        return Measured(**who, fault="the request failed")
    rate, first = result["tps"], result["ttft"]
    if rate == SENTINEL:
        return Measured(**who, fault="all tokens came in one piece: no speed")
    if not usable(rate, first):
        return Measured(**who, fault="not a speed")
    at = pointer(place[0], "results", place[1], "tps")
    return Measured(**who, request=Request(rate=rate, first=first, origin=file, at=at))


def _provider(name: str) -> str:
    host = name.partition("/")[0]
    return "azure" if host.startswith(AZURE) else HOSTS.get(host, host)


def _place(name: str, region: str) -> str:
    """The region asked from, and the data centre asked where the endpoint names one."""
    host = name.partition("/")[0]
    return f"{region} to {host.removeprefix(AZURE)}" if host.startswith(AZURE) else region


def _failures(name: str, group: list[Measured], known: Known) -> Iterator[Rejection]:
    faults = Counter(one.fault for one in group if one.fault)
    for reason, count in faults.items():
        yield refusal(known, reason, name=name, value=f"{count} of {len(group)} requests")


def _speed(key: tuple[str, str, str], group: list[Measured], known: Known) -> Iterator[Speed]:
    answered = [one.request for one in group if one.request]
    if not answered:
        return
    middle = medians(answered)
    days = sorted(one.day for one in group if one.request)
    model, provider, region = key
    yield Speed(
        model=model,
        provider=provider,
        region=region,
        source=known.source.id,
        retrieved=known.retrieved,
        tokens_per_second=round(middle.rate, 3),
        first_token_seconds=round(middle.first, 4),
        n=middle.n,
        method=f"20 tokens of output a request, single requests {days[0]} to {days[-1]}; rate after the first token",
        measured=days[-1],
        link=known.source.link,
        origin=middle.origin,
        at=middle.at,
    )


IMPORTER = Importer((FILES,), parse, translate)
