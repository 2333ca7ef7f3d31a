"""thefastest.ai: daily measurements of hosts' endpoints from several regions, 2024."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
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
        RefusedRefresh, KeyError, TypeError: a file is not such a snapshot.

    """
    found: list[Measured] = []
    runs: set[tuple[str, str]] = set()
    for file, body in files.items():
        for run, batch in enumerate(read_json(file, body)):
            which = (batch["region"], batch["time"])
            if SHORT in batch["cmd"] and which not in runs:
                runs.add(which)
                found += [_measured(file, (run, n), result, batch) for n, result in enumerate(batch["results"])]
    return found


def translate(found: list[Measured], known: Known) -> Findings:
    """One speed a model, host and region: the medians over all runs, also where the host changed its name of it."""
    named: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for one in found:
        named[_provider(one.name), one.name].append(one)
    names = sorted_names({key: len(group) for key, group in named.items()}, known, "requests")
    measured: dict[Endpoint, list[Measured]] = defaultdict(list)
    for (provider, name), ours in names.held.items():
        for one in named[provider, name]:
            region = _place(name, one.region)
            measured[Endpoint(model=ours.model, provider=provider, region=region)].append(one)
    failed = (row for key in names.held for row in _failures(key[1], named[key], known))
    return Findings(
        speeds=tuple(speed for endpoint, group in measured.items() for speed in _speed(endpoint, group, known)),
        rejections=(*names.rejections, *failed),
        unresolved=names.unresolved,
    )


def _measured(file: str, place: tuple[int, int], result: Mapping[str, Any], batch: Mapping[str, Any]) -> Measured:
    who = {"name": result["model"], "region": batch["region"], "day": batch["time"][:10]}
    if result.get("error"):
        return Measured(**who, fault="the request failed")
    rate, first = above_zero(result["tps"]), above_zero(result["ttft"])
    if rate == SENTINEL:
        return Measured(**who, fault="all tokens came in one piece: no speed")
    if not (rate and first):
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


def _speed(endpoint: Endpoint, group: list[Measured], known: Known) -> Iterator[Speed]:
    answered = [one.request for one in group if one.request]
    if not answered:
        return
    days = sorted(one.day for one in group if one.request)
    method = f"20 tokens of output a request, single requests {days[0]} to {days[-1]}; rate after the first token"
    yield median_speed(answered, endpoint, known, method=method, measured=days[-1])


IMPORTER = Importer((FILES,), parse, translate)
