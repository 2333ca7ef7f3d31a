"""models.dev: hosts' current prices and limits from one SQLite file, and what model files state about models."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing

import msgspec
from msgspec import Struct, structs

from evenhand.importers.admission import admit, refusal
from evenhand.importers.findings import Findings, Known, Row, joined
from evenhand.importers.models_dev_facts import Described, described, stated_facts
from evenhand.importers.models_dev_scores import score_rows
from evenhand.importers.names import ModelName
from evenhand.importers.price_history import continued
from evenhand.importers.price_import import Priced, dollars, far_from_others, price_fault, price_text, priced
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.sorted_names import sorted_names
from evenhand.importers.source import Importer
from evenhand.records.facts import Offer, Rejection

CATALOGUE = "catalog-*.sqlite"
MODEL_FILES = "models/*/*.toml"
LINK = "https://models.dev/"
FORMULA = ("=", "+", "-", "@")
STANDARD = """
    SELECT models.provider_id, models.id, models.limit_context, models.limit_output, models.status,
           pricing.min_context, pricing.cost_input, pricing.cost_output,
           pricing.cost_cache_read, pricing.cost_cache_write, pricing.rowid
    FROM models LEFT JOIN pricing ON pricing.model_full_id = models.full_id
                                 AND pricing.experimental_mode_name IS NULL
    ORDER BY models.full_id, pricing.min_context
"""


class Listed(Struct, frozen=True):
    """One standard price of one model at one provider: limits in tokens (0 is unknown), dollars per million tokens.

    `row` is the row of the price; None where the model has no price.
    """

    provider: str
    name: str
    context: int
    output_limit: int
    status: str | None
    above: int | None
    input: float | None
    output: float | None
    cache_read: float | None
    cache_write: float | None
    row: int | None

    @property
    def full_name(self) -> str:
        """Provider and name, as the source joins them."""
        return f"{self.provider}:{self.name}"


class Catalogue(Struct, frozen=True, kw_only=True):
    """All standard prices of one day and the name of their file; the model files by name, and the scores in them."""

    day: str
    file: str
    listed: tuple[Listed, ...]
    models: Mapping[str, Described] = {}
    scores: tuple[Row, ...] = ()


def parse(files: RawFiles) -> Catalogue:
    """The newest SQLite file and the model files as records.

    Raises:
        ValueError: no SQLite file, one with other tables, or a model file that is none.
        msgspec.ValidationError: a column holds another type than this importer knows.

    """
    file = max((name for name in files if name.endswith(".sqlite")), default="")
    if not file:
        raise ValueError(f"no {CATALOGUE}")
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(files[file])
            made = database.execute("SELECT value FROM metadata WHERE key = 'generated_at'").fetchone()
            found = database.execute(STANDARD).fetchall()
    except sqlite3.Error as error:
        raise ValueError(f"{file}: {error}") from error
    rows = [dict(zip(Listed.__struct_fields__, row, strict=True)) for row in found]
    return Catalogue(
        day=str(made[0])[:10],
        file=file,
        listed=tuple(msgspec.convert(rows, list[Listed])),
        models={name: described(body.decode("utf-8")) for name, body in files.items() if name.endswith(".toml")},
        scores=tuple(score_rows(files)),
    )


def translate(catalogue: Catalogue, known: Known) -> Findings:
    """Hosts' offers, what the model files state, and their scores; the file of prices is of its own day."""
    scores = admit(catalogue.scores, known)
    dated = Findings(days={catalogue.file: catalogue.day})
    return joined((_prices(catalogue, known), stated_facts(catalogue.models, known), scores, dated))


def _prices(catalogue: Catalogue, known: Known) -> Findings:
    """Hosts' offers of the models in the source's table, joined to those on file.

    A lab's own price is left to the source with dated history. Providers without a description are not looked at.
    `since` stays unknown: the file is one day's view.
    """
    grouped: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for listed in catalogue.listed:
        if listed.provider in known.providers:
            grouped[listed.provider, _table_name(listed, known)].append(listed)
    names = sorted_names({key: len(group) for key, group in grouped.items()}, known)
    hosted = (
        _priced(catalogue, group, names.held[key], known)
        for key, group in grouped.items()
        if key in names.held and known.providers[key[0]].lab != known.labs[names.held[key].model]
    )
    found = priced(names, hosted, known)
    kept, far = _within_scale(found.offers)
    refused = (*found.rejections, *(_too_far(offer, known) for offer in far))
    return structs.replace(found, offers=tuple(continued(known.offers, kept)), rejections=refused)


def _table_name(listed: Listed, known: Known) -> str:
    """The name with its provider where the table has it so, else the name that all hosts share.

    A table of ours cannot hold a name that begins like a formula (`@cf/...`), so such a name takes its provider too.
    """
    alone = listed.full_name not in known.names.models and not listed.name.startswith(FORMULA)
    return listed.name if alone else listed.full_name


def _priced(catalogue: Catalogue, group: Iterable[Listed], name: ModelName, known: Known) -> Priced:
    offers: list[Offer] = []
    refused: list[Rejection] = []
    full_name = ""
    for listed in group:
        full_name = listed.full_name
        fault = _fault(listed)
        if fault:
            value = price_text(listed.input, listed.output)
            refused.append(_dated(refusal(known, fault, name=full_name, value=value, link=LINK), catalogue.day))
        else:
            offers.append(_offer(catalogue, listed, name, known))
    return Priced(name=full_name, offers=tuple(offers), rejections=tuple(refused))


def _fault(listed: Listed) -> str:
    if listed.status == "deprecated":
        return "deprecated by the host"
    return price_fault(listed.input, listed.output)


def _offer(catalogue: Catalogue, listed: Listed, name: ModelName, known: Known) -> Offer:
    return Offer(
        provider=listed.provider,
        model=name.model,
        source=known.source.id,
        checked=catalogue.day,
        input=dollars(listed.input),
        cached_input=dollars(listed.cache_read),
        cache_write=dollars(listed.cache_write),
        output=dollars(listed.output),
        basis=f"listed on {catalogue.day}",
        seen=catalogue.day,
        mode=name.mode or "standard",
        above_tokens=listed.above or 0,
        context_limit=listed.context or None,
        output_limit=listed.output_limit or None,
        link=known.providers[listed.provider].link,
        origin=catalogue.file,
        at=f"pricing rowid {listed.row}, column cost_input",
    )


def _within_scale(offers: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    by_model: dict[tuple[str, str], list[Offer]] = defaultdict(list)
    for offer in offers:
        by_model[offer.model, offer.mode].append(offer)
    kept: list[Offer] = []
    far: list[Offer] = []
    for group in by_model.values():
        inputs = [offer.input or 0 for offer in group]
        outputs = [offer.output or 0 for offer in group]
        for offer in group:
            off_scale = far_from_others(offer.input or 0, inputs) or far_from_others(offer.output or 0, outputs)
            (far if off_scale else kept).append(offer)
    return kept, far


def _too_far(offer: Offer, known: Known) -> Rejection:
    detail = "more than twenty times off the median of the hosts"
    value = price_text(offer.input, offer.output)
    name = f"{offer.provider}:{offer.model}"
    found = refusal(known, "unit doubtful", name=name, value=value, link=LINK, detail=detail)
    return _dated(found, offer.checked)


def _dated(refused: Rejection, day: str) -> Rejection:
    """A refusal of the catalogue's day; the model files are of another."""
    return structs.replace(refused, date=day)


IMPORTER = Importer((CATALOGUE, MODEL_FILES), parse, translate)
