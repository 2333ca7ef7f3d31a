"""The rows of a model's page, as written: scores by category, prices, speeds, places, strengths, similar models."""

from itertools import groupby

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.opinions import second_opinion
from evenhand.comparison.profile import read_score
from evenhand.records.comparison import Reading
from evenhand.records.coverage import CountedTest, CoverageRow
from evenhand.records.facts import Benchmark, Model, Observation, Offer
from evenhand.records.model_summary import ModelSummary
from evenhand.records.places import PlaceHistory, PlacePoint
from evenhand.records.similar_models import SimilarModels
from evenhand.records.strengths import CategoryStrength, Strengths
from evenhand.website.asked.pairs import BETWEEN
from evenhand.wording.models import known_from
from evenhand.wording.names import category_label
from evenhand.wording.numbers import UNKNOWN, average, integer, measured_share, money, rounded, signed, speed, tokens

BASES = {"recorded": "recorded that day", "as of": "computed later", "now": "today’s board"}


class Figure(Struct, frozen=True, kw_only=True):
    """One of the figures at the top: its label, the term that explains it, the figure, what is to be known of it."""

    label: str
    term: str = ""
    text: str
    note: str = ""
    dots: int = 0


class ScoreRow(Struct, frozen=True, kw_only=True):
    """One benchmark of a model: the preferred score of it and the others."""

    benchmark: Benchmark
    seen: Observation
    reading: Reading
    others: tuple[Observation, ...]


class ScoreGroup(Struct, frozen=True, kw_only=True):
    """A category's scores."""

    label: str
    rows: tuple[ScoreRow, ...]


class OfferLine(Struct, frozen=True, kw_only=True):
    """One price, how its first day is known, and whether it is a second opinion."""

    offer: Offer
    known_from: str
    second: bool


class StrengthLine(Struct, frozen=True, kw_only=True):
    """One category against the middle of the ranked models."""

    category: str
    label: str
    difference: str
    reach: str
    score: str
    place: str
    measured: str


class PlaceLine(Struct, frozen=True, kw_only=True):
    """One board on which the model had a place, or none."""

    day: str
    place: str
    score: str
    basis: str


class SimilarLine(Struct, frozen=True, kw_only=True):
    """One model that is like this one."""

    model: str
    name: str
    lab_name: str
    address: str
    apart: str
    score: str
    price: str


class TestsLine(Struct, frozen=True, kw_only=True):
    """A category's counted tests: how many are measured, and the others with what is known of them."""

    label: str
    measured: str
    lacking: tuple[tuple[str, str, str], ...]


def figures(one: ModelSummary, names: dict[str, str]) -> tuple[Figure, ...]:
    """What stands at the top of the page."""
    reach, place = one.estimate.interval, one.place
    score = Figure(
        label="Score",
        term="score",
        text=integer(one.estimate.score),
        note=f"{integer(reach.low)} to {integer(reach.high)}; {measured_share(one.estimate.measured)} measured"
        if reach
        else f"withheld; {measured_share(one.estimate.measured)} measured"
        if place
        else "",
    )
    ranked = Figure(
        label="Place",
        term="place",
        text=str(place.place) if place else "unranked",
        note=f"{place.best} to {place.worst}, of {place.of}" if place else one.why_unranked,
    )
    return (
        *((score, ranked) if place or reach else (ranked,)),
        Figure(label="Confidence", term="confidence", text="", dots=one.dots, note=_tests(one)),
        Figure(label="Price", term="input-price", text=_price(one), note=_price_note(one, names)),
        Figure(label="Context", term="context-window", text=tokens(one.context_window), note=""),
        *(
            (Figure(label="Speed", term="tokens-per-second", text=speed(one.tokens_per_second)),)
            if one.tokens_per_second
            else ()
        ),
    )


def score_groups(catalog: Catalog, observations: tuple[Observation, ...]) -> tuple[ScoreGroup, ...]:
    """Scores by category and benchmark, the preferred one of each first."""
    rows = (
        ScoreRow(benchmark=catalog.benchmarks[name], seen=first, reading=read_score(catalog, first), others=tuple(rest))
        for name, (first, *rest) in groupby(observations, key=lambda row: row.benchmark)
    )
    return tuple(
        ScoreGroup(label=category_label(name), rows=tuple(group))
        for name, group in groupby(rows, key=lambda row: row.benchmark.category)
    )


def offer_lines(catalog: Catalog, offers: tuple[Offer, ...]) -> tuple[OfferLine, ...]:
    """Prices in their order."""
    return tuple(
        OfferLine(offer=offer, known_from=known_from(offer), second=second_opinion(catalog, offer)) for offer in offers
    )


def strength_lines(found: Strengths) -> tuple[StrengthLine, ...]:
    """The categories in the ranking's order; none where no category has a difference."""
    return tuple(map(_strength, found.rows)) if any(row.difference is not None for row in found.rows) else ()


def place_lines(history: PlaceHistory) -> tuple[PlaceLine, ...]:
    """The boards, newest first."""
    return tuple(map(_placed, reversed(history.points)))


def similar_lines(found: SimilarModels) -> tuple[SimilarLine, ...]:
    """The similar models, nearest first, each with the address of the comparison."""
    return tuple(
        SimilarLine(
            model=row.model,
            name=row.name,
            lab_name=row.lab_name,
            address=compared(found.model, row.model),
            apart=average(row.apart),
            score=integer(row.estimate.score),
            price=money(row.blended),
        )
        for row in found.models
    )


def tests_lines(tests: tuple[CountedTest, ...], row: CoverageRow) -> tuple[TestsLine, ...]:
    """The counted tests by category, with those that are not measured by name."""
    pairs = zip(tests, row.taken, strict=True)
    return tuple(
        TestsLine(
            label=category_label(name),
            measured=f"{sum(taken == 'measured' for _, taken in some)} of {len(some)}",
            lacking=tuple((test.benchmark, test.name, taken) for test, taken in some if taken != "measured"),
        )
        for name, group in groupby(pairs, key=lambda pair: pair[0].category)
        if (some := list(group))
    )


def compared(one: str, other: str) -> str:
    """The address of the comparison of two models."""
    return f"/compare/{BETWEEN.join(sorted((one, other)))}"


def facts(model: Model) -> tuple[tuple[str, str], ...]:
    """What sources state about a model, label and value; what is unknown is left out."""
    rows = (
        ("Other names", ", ".join(model.aliases)),
        ("Family", model.family),
        ("Released", model.released),
        ("Knowledge until", model.knowledge_cutoff),
        ("Licence", model.licence),
        ("Weights", {True: "open", False: "closed", None: ""}[model.open_weights]),
        ("Parameters", f"{model.parameters:g} billion" if model.parameters else ""),
        ("Reasons before it answers", {True: "yes", False: "no", None: ""}[model.reasoning]),
        ("Context window", _known(tokens(model.context_window))),
        ("Most input", _known(tokens(model.input_limit))),
        ("Most output", _known(tokens(model.output_limit))),
        ("Reads", ", ".join(model.input_modalities)),
        ("Writes", ", ".join(model.output_modalities)),
    )
    return tuple((label, value) for label, value in rows if value)


def _known(text: str) -> str:
    return "" if text == UNKNOWN else text


def _tests(one: ModelSummary) -> str:
    kinds = f" in {one.categories} categories" if one.categories > 1 else ""
    return f"{one.counted} counted tests{kinds}" if one.counted != 1 else "1 counted test"


def _price(one: ModelSummary) -> str:
    return UNKNOWN if one.input is None and one.output is None else money(one.input)


def _price_note(one: ModelSummary, names: dict[str, str]) -> str:
    """What the price is per, the output price, and whose it is."""
    if not one.price_from:
        return "no price that holds now"
    return f"a million tokens in, {money(one.output)} out; {names.get(one.price_from, one.price_from)}"


def _strength(row: CategoryStrength) -> StrengthLine:
    reach, place = row.interval, row.place
    return StrengthLine(
        category=row.category,
        label=category_label(row.category),
        difference=signed(row.difference),
        reach=f"{signed(reach.low)} to {signed(reach.high)}" if reach else "",
        score=integer(row.estimate.score) if row.measured else "–",
        place=f"{place.place} of {row.against}" if place else "–",
        measured=f"{row.counted} of {row.of}",
    )


def _placed(point: PlacePoint) -> PlaceLine:
    basis = f"{BASES[point.basis]}, catalog {point.catalog}"
    if point.place is None:
        return PlaceLine(day=point.date, place=f"none, of {point.of}", score=UNKNOWN, basis=basis)
    reach = "" if point.low is None or point.high is None else f" ({_whole(point.low)} to {_whole(point.high)})"
    return PlaceLine(
        day=point.date,
        place=f"{point.place} ({point.best} to {point.worst}) of {point.of}",
        score=f"{integer(point.score)}{reach}",
        basis=basis,
    )


def _whole(value: float) -> str:
    return str(rounded(value, 0))
