"""LiteLLM: the labs' own routes, with prices per token, limits and the days on which models were retired."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import InvalidOperation
from typing import Any

from msgspec import Struct, structs

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.json_places import pointer
from evenhand.importers.names import ModelName
from evenhand.importers.plain_json import read_json
from evenhand.importers.price_history import continued
from evenhand.importers.price_import import Priced, dollars_per_million, price_fault, price_text, priced
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.sorted_names import sorted_names
from evenhand.importers.source import Importer
from evenhand.records.facts import Offer, Rejection, StatedFact

FILES = "model_prices_and_context_window*.json"
DOCUMENTATION = "sample_spec"
MODES = ("chat", "responses")
SHOPS = {
    "ai21": "ai21",
    "amazon_nova": "nova",
    "anthropic": "anthropic",
    "cohere": "cohere",
    "cohere_chat": "cohere",
    "dashscope": "alibaba",
    "deepseek": "deepseek",
    "gemini": "google",
    "meta_llama": "meta",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshot": "moonshotai",
    "openai": "openai",
    "perplexity": "perplexity",
    "volcengine": "volcengine",
    "xai": "xai",
    "zai": "zai",
}
PRICE = re.compile(
    r"(?P<what>input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost)"
    r"(?:_above_(?P<above>\d+)k_tokens)?(?:_(?P<mode>batches|flex|priority|ultrafast))?"
)
FIELDS = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cached_input",
    "cache_creation_input_token_cost": "cache_write",
}
OUR_MODES = {None: "standard", "batches": "batch"}
LIMITS = {"max_input_tokens": "input_limit", "max_output_tokens": "output_limit"}
RETIRED = "deprecation_date"
Level = tuple[str, int]


class Route(Struct, frozen=True):
    """A lab's own route: the name of the entry, our provider, and the entry with its numbers as written."""

    file: str
    name: str
    provider: str
    entry: Mapping[str, Any]

    @property
    def link(self) -> str:
        """Where the entry says its prices stand."""
        return str(self.entry.get("source") or "")


def parse(files: RawFiles) -> list[Route]:
    """The labs' own chat routes; other shops' routes and the entry that documents the fields are not looked at.

    Raises:
        RefusedRefresh, AttributeError: the text is not such a table.

    """
    routes = []
    for file, body in files.items():
        for name, entry in read_json(file, body).items():
            provider = SHOPS.get(entry.get("litellm_provider", ""))
            if provider and name != DOCUMENTATION and entry.get("mode") in MODES:
                routes.append(Route(file, name, provider, entry))
    return routes


def translate(routes: list[Route], known: Known) -> Findings:
    """Offers of every mode and prompt length, joined to those on file; limits and retirements as facts."""
    names = sorted_names(Counter((route.provider, route.name) for route in routes), known)
    offered: list[Priced] = []
    facts: dict[tuple[str, str], StatedFact] = {}
    for route in routes:
        ours = names.held.get((route.provider, route.name))
        if ours is None:
            continue
        if known.providers[route.provider].lab != known.labs[ours.model]:
            refused = refusal(known, "not the lab's own route", name=route.name, link=route.link)
            offered.append(Priced(name=route.name, rejections=(refused,)))
            continue
        offered.append(_priced(route, ours, known))
        for fact in _facts(route, ours.model, known):
            facts.setdefault((fact.model, fact.field), fact)
    found = priced(names, offered, known)
    return structs.replace(found, offers=tuple(continued(known.offers, found.offers)), facts=tuple(facts.values()))


def _priced(route: Route, name: ModelName, known: Known) -> Priced:
    offers: list[Offer] = []
    refused: list[Rejection] = []
    for level, keys in sorted(_levels(route.entry).items()):
        prices = {field: _dollars(route.entry[key]) for field, key in keys.items()}
        paid, got = prices.get("input"), prices.get("output")
        fault = price_fault(paid, got)
        if fault:
            detail = f"{level[0]} price above {level[1]} tokens, in dollars per million"
            value = price_text(paid, got)
            refused.append(refusal(known, fault, name=route.name, value=value, link=route.link, detail=detail))
        else:
            at = pointer(route.name, keys["input"])
            offers.append(structs.replace(_offer(route, name, level, known), **prices, at=at))
    return Priced(name=route.name, offers=tuple(offers), rejections=tuple(refused))


def _levels(entry: Mapping[str, Any]) -> dict[Level, dict[str, str]]:
    """The keys of the prices by mode and prompt length, then by field of an offer."""
    found: dict[Level, dict[str, str]] = {("standard", 0): {}}
    for key, value in entry.items():
        match = PRICE.fullmatch(key)
        if match and value is not None:
            mode = OUR_MODES.get(match["mode"]) or match["mode"]
            level = (mode, int(match["above"] or 0) * 1000)
            found.setdefault(level, {})[FIELDS[match["what"]]] = key
    return {level: keys for level, keys in found.items() if level[1] == 0 or {"input", "output"} & keys.keys()}


def _dollars(per_token: object) -> float | None:
    try:
        return dollars_per_million(str(per_token))
    except InvalidOperation:
        return None


def _offer(route: Route, name: ModelName, level: Level, known: Known) -> Offer:
    mode, above = level
    return Offer(
        provider=route.provider,
        model=name.model,
        source=known.source.id,
        checked=known.retrieved,
        basis=f"listed on {known.retrieved}",
        seen=known.retrieved,
        mode=name.mode if name.mode and mode == "standard" else mode,
        above_tokens=above,
        link=route.link or known.source.link,
        origin=route.file,
    )


def _facts(route: Route, model: str, known: Known) -> Iterator[StatedFact]:
    """Limits of input and output, and the retirement once its day has passed; no total window is stated here."""
    for key, field in LIMITS.items():
        size = str(route.entry.get(key, ""))
        if size.isdecimal() and int(size):
            yield _fact(route, model, field, key, known)
    retired = str(route.entry.get(RETIRED) or "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", retired) and retired <= known.retrieved:
        yield _fact(route, model, "retired", RETIRED, known)


def _fact(route: Route, model: str, field: str, key: str, known: Known) -> StatedFact:
    return StatedFact(
        source=known.source.id,
        model=model,
        field=field,
        value=str(route.entry[key]),
        checked=known.retrieved,
        link=route.link or known.source.link,
        origin=route.file,
        at=pointer(route.name, key),
    )


IMPORTER = Importer((FILES,), parse, translate)
