"""LLM Stats: scores as labs report them, facts of models, and hosts' prices in cents."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, structs

from evenhand.importers.admission import admit, refusal
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.plain_json import read_json
from evenhand.importers.price_import import price_fault
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Offer, Rejection, StatedFact

SCORES, MODEL, OFFERS = "benchmarks.json", "model.json", "models.json"
BILLION = 1_000_000_000


class Part(Struct, frozen=True):
    """One JSON object of the source, with the file and the pointer where it stands."""

    origin: str
    at: str
    held: Mapping[str, Any]


class Parts(Struct, frozen=True):
    """Scores, models and hosts' offers, each as the source has them."""

    scores: list[Part]
    models: list[Part]
    offers: list[Part]


def parse(files: RawFiles) -> Parts:
    """Every object of the three kinds of file; numbers stay the text that they are.

    Raises:
        RefusedRefresh, TypeError: a file is not JSON of this shape.

    """
    read = {name: read_json(name, body) for name, body in files.items()}
    lists = {name: held for name, held in read.items() if isinstance(held, list)}
    return Parts(
        scores=[part for name, held in lists.items() if name.endswith(SCORES) for part in _parts(name, held)],
        models=[Part(name, "", held) for name, held in read.items() if name.endswith(f"/{MODEL}")],
        offers=[part for name, held in lists.items() if name.endswith(OFFERS) for part in _parts(name, held)],
    )


def translate(parts: Parts, known: Known) -> Findings:
    """Scores, facts and prices; a speed without a method, and a score whose link is made up, go to the ledger."""
    found = admit(map(_row, parts.scores), known)
    offers = [one for part in parts.offers for one in _offer(part, known)]
    return structs.replace(
        found,
        offers=tuple(one for one in offers if isinstance(one, Offer)),
        facts=tuple(fact for part in parts.models for fact in _facts(part, known)),
        rejections=(*found.rejections, *(one for one in offers if isinstance(one, Rejection))),
    )


def _parts(name: str, held: list[Any]) -> Iterator[Part]:
    for number, each in enumerate(held):
        yield Part(name, f"/{number}", each)


def _row(part: Part) -> Row:
    held = part.held
    method = " ".join((held["analysis_method"] or "").split())
    return Row(
        model=held["model_id"],
        benchmark=held["benchmark_id"],
        raw=held["score"],
        origin=part.origin,
        at=f"{part.at}/score",
        link=held["self_reported_source_link"] or "",
        quote=f"{held['benchmark_name']} {held['score']}" + (f"; {method}" if method.strip("-. ") else ""),
        note=method,
    )


def _facts(part: Part, known: Known) -> Iterator[StatedFact]:
    held = part.held
    model = known.names.model(held["model_id"])
    if not model:
        return
    stated = {
        "released": ("release_date", held["release_date"]),
        "knowledge_cutoff": ("knowledge_cutoff", held["knowledge_cutoff"]),
        "parameters": ("param_count", _billions(held["param_count"])),
    }
    for field, (key, value) in stated.items():
        if value:
            yield StatedFact(
                source=known.source.id,
                model=model,
                field=field,
                value=value,
                checked=known.retrieved,
                link=known.source.link,
                origin=part.origin,
                at=f"{part.at}/{key}",
            )


def _billions(count: str | None) -> str:
    return f"{int(count) / BILLION:g}" if count else ""


def _offer(part: Part, known: Known) -> Iterator[Offer | Rejection]:
    held = part.held
    model, provider = known.names.model(held["model_id"]), _provider(held["provider_id"], known)
    if not model or not provider:
        return
    name = f"{held['provider_id']}:{held['model_id']}"
    if held["throughput"] or held["latency"]:
        measured = f"{held['throughput']} tokens a second, {held['latency']} s"
        yield refusal(known, "speed without a method", name=name, value=measured, link=known.source.link)
    prices = [_dollars(held[f"{kind}_cents_per_million_tokens"]) for kind in ("input", "output")]
    fault = price_fault(*prices) or ("deprecated by the host" if held["deprecated_at"] else "")
    if fault:
        yield refusal(known, fault, name=name, value=" / ".join(map(str, prices)), link=known.source.link)
        return
    yield Offer(
        provider=provider,
        model=model,
        source=known.source.id,
        checked=known.retrieved,
        input=prices[0],
        output=prices[1],
        basis=f"listed on {held['updated_at'][:10]}",
        seen=held["created_at"][:10],
        context_limit=int(held["max_input_tokens"] or 0) or None,
        output_limit=int(held["max_output_tokens"] or 0) or None,
        link=known.source.link,
        origin=part.origin,
        at=f"{part.at}/input_cents_per_million_tokens",
    )


def _dollars(cents: str | None) -> float | None:
    """US dollars per million tokens from the source's cents."""
    return None if cents is None else round(float(cents) / 100, 6)


def _provider(name: str, known: Known) -> str:
    """Our provider of this name, as `data/rules/llm-stats.toml` maps it, or of the same id."""
    provider = known.rules.providers.get(name, name)
    return provider if provider in known.providers else ""


IMPORTER = Importer(
    ("organizations/*/models/*/benchmarks.json", "organizations/*/models/*/model.json", "providers/*/models.json"),
    parse,
    translate,
)
