"""The page at `/pricing`: what the reader's workload costs with each model, beside the score that it buys."""

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.efficient_line import efficient_line
from evenhand.comparison.workload_presets import PRESETS
from evenhand.records.cost import OfferCost
from evenhand.records.facts import Offer
from evenhand.records.find import FoundModel
from evenhand.records.operations import Workload
from evenhand.records.pricing import PriceBoard, PriceRow
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.website.asked.pricing_query import ROWS, SORTS, PricingQuery, chosen_prices
from evenhand.website.asked.workload_form import limit_parts
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.cost import offer_terms
from evenhand.wording.find import chance_text, score_text, whose_price
from evenhand.wording.names import category_label
from evenhand.wording.numbers import amount, count, money, money_each, seconds, tokens
from evenhand.wording.pricing import PricingWords, preset_sentence, pricing_words, row_notes

MOST_ROWS = 300
TITLE = "Pricing: what your workload costs with each language model"
ABOUT = "What a workload costs a request, a day and a month with each model, beside its score; each price with its day."


class PriceLine(Struct, frozen=True, kw_only=True):
    """A row of the table as text."""

    row: PriceRow
    found: FoundModel
    provider: str
    terms: str
    source: str
    score: str
    month: str
    day: str
    request: str
    prices: tuple[str, str, str, str]
    chance: str
    notes: tuple[str, ...]
    tiers: tuple[str, ...]
    other: str
    wait: str
    past: str
    whose: str
    otherwise: str


class Example(Struct, frozen=True, kw_only=True):
    """An example of a workload: its page, its name, what it sends."""

    address: str
    name: str
    said: Sentence
    current: bool


class PricingPage(Page, kw_only=True):
    """The variables of `pricing.html`."""

    board: PriceBoard
    query: PricingQuery
    heading: str
    words: PricingWords
    chart: Markup
    lines: tuple[PriceLine, ...]
    rest: tuple[PriceLine, ...]
    more: str
    cut: str
    everyone: str
    by_offer: bool
    timed: bool
    examples: tuple[Example, ...]
    sizes: tuple[tuple[str, str, str, str], ...]
    limits: tuple[tuple[str, str, str], ...]
    kept: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    ordered: dict[str, str]
    categories: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, str], ...]
    providers: tuple[tuple[str, str], ...]
    rankings: tuple[str, ...]
    lanes: tuple[str, ...]
    open_more: bool


def pricing_page(
    board: PriceBoard,
    query: PricingQuery,
    ranking: Ranking,
    rankings: tuple[str, ...],
    labs: Mapping[str, str],
    providers: Mapping[str, str],
    site: Site = HERE,
) -> str:
    """The whole page. `rankings` are the names of all, `labs` and `providers` ids to names.

    Raises:
        BadSetting: the prices cannot be sorted as asked.

    """
    found = {row.model: row for row in board.finding.found}
    rows, hidden = chosen_prices(board.rows, found, query)
    lines = tuple(_line(row, found[row.model], board) for row in rows)
    page = PricingPage(
        title=TITLE,
        description=ABOUT,
        section="Pricing",
        path=f"/pricing/{query.preset}" if query.preset else "/pricing",
        site=site,
        data=query.answer(),
        scripts=("recalculate.js",) if site.live else (),
        snapshot=snapshot_line(board.finding.snapshot),
        board=board,
        query=query,
        heading=_heading(rows, found, by_offer=query.rows == "offers"),
        words=pricing_words(board),
        chart=Markup(efficient_line(board.finding)),  # noqa: S704 - our own drawing escapes its words
        lines=lines[:MOST_ROWS],
        rest=lines[MOST_ROWS:],
        more=_more(hidden, query),
        cut=count(len(rows) - MOST_ROWS, "more row") if len(rows) > MOST_ROWS else "",
        everyone=query.with_parts(unranked="true"),
        by_offer=query.rows == "offers",
        timed=query.sort == "first-token" or _waits(query.workload),
        examples=_examples(query),
        sizes=_sizes(query.workload),
        limits=_limits(query.workload),
        kept=_kept(query),
        rows=tuple(ROWS.items()),
        sorts=tuple((name, label) for name, (label, _) in SORTS.items()),
        ordered={name: query.with_parts(sort="" if name == "cost" else name) for name in SORTS},
        categories=tuple((name, category_label(name)) for name in ("overall", *ranking.categories)),
        labs=_by_name(labs),
        providers=_by_name(providers),
        rankings=rankings,
        lanes=tuple(ranking.lanes),
        open_more=_narrowed(query),
    )
    return render("pricing.html", page)


def _heading(rows: tuple[PriceRow, ...], found: Mapping[str, FoundModel], *, by_offer: bool) -> str:
    if by_offer:
        return count(len(rows), "offer").capitalize()
    ranked = "ranked " if rows and all(found[row.model].ranked for row in rows) else ""
    return count(len(rows), f"{ranked}model").capitalize()


def _line(row: PriceRow, found: FoundModel, board: PriceBoard) -> PriceLine:
    cost, offer = row.cost, row.cost.offer
    return PriceLine(
        row=row,
        found=found,
        provider=board.names[offer.provider],
        terms="" if offer_terms(cost) == "standard" else offer_terms(cost),
        source=board.names[offer.source],
        score=score_text(found) if found.ranked else "unranked",
        month=amount(cost.per_month),
        day=amount(board.per_day(row)),
        request=money_each(cost.per_request),
        prices=(money(offer.input), money(offer.cached_input), money(offer.output), _blended(cost, board)),
        chance=_chance(row, found),
        notes=row_notes(row),
        tiers=tuple(_tier(one) for one in row.tiers),
        other=_other(row, board),
        wait=seconds(found.first_token_seconds),
        past=count(row.past, "earlier price") if row.past else "",
        whose=whose_price(found) if row.used else "",
        otherwise=_otherwise(found) if row.used else "",
    )


def _chance(row: PriceRow, found: FoundModel) -> str:
    """The probability of the model at the offer that it is priced at; a dash for its other offers."""
    return "–" if found.chance is None or not row.used else chance_text(found)


def _blended(cost: OfferCost, board: PriceBoard) -> str:
    """US dollars per million tokens of this workload's requests, cached tokens at their own price."""
    work = board.finding.workload
    total = work.input + work.output
    return money(None if cost.per_request is None or not total else 1e6 * cost.per_request / total)


def _tier(offer: Offer) -> str:
    above = f"over {tokens(offer.above_tokens)} tokens" if offer.above_tokens else "shorter prompts"
    return f"{above}: {money(offer.input)} in, {money(offer.output)} out"


def _other(row: PriceRow, board: PriceBoard) -> str:
    if row.other is None:
        return ""
    where = board.names[row.other.offer.provider]
    return f"{offer_terms(row.other)}: {amount(row.other.per_month)} a month at {where}"


def _otherwise(found: FoundModel) -> str:
    """What a month costs at the other of lab and host."""
    other = found.otherwise
    return f"{amount(other.per_month)} a month at" if other else ""


def _more(hidden: int, query: PricingQuery) -> str:
    what = "more offer of unranked models" if query.rows == "offers" else "more unranked model"
    plural = "more offers of unranked models" if query.rows == "offers" else ""
    return f"{count(hidden, what, plural)} with a known price." if hidden else ""


def _examples(query: PricingQuery) -> tuple[Example, ...]:
    return tuple(
        Example(
            address=f"/pricing/{one.id}",
            name=one.name,
            said=preset_sentence(one),
            current=query.preset == one.id,
        )
        for one in PRESETS.values()
    )


def _sizes(work: Workload) -> tuple[tuple[str, str, str, str], ...]:
    """Name, label, value and usual value of the fields of a request."""
    labels = {"input": "Tokens in, a request", "cached": "of these from the cache", "output": "Tokens out, a request"}
    usual = Workload()
    return tuple((name, label, str(getattr(work, name)), str(getattr(usual, name))) for name, label in labels.items())


SHOWN_LIMITS = (
    ("max_first_token_seconds", "Longest to the first token, s"),
    ("max_answer_seconds", "Longest to the whole answer, s"),
    ("min_context", "Least context, tokens"),
    ("max_cost_per_month", "Most a month, $"),
)


def _limits(work: Workload) -> tuple[tuple[str, str, str], ...]:
    parts = limit_parts(work)
    return tuple((name, label, parts.get(name, "")) for name, label in SHOWN_LIMITS)


def _kept(query: PricingQuery) -> tuple[tuple[str, str], ...]:
    """What the form has no field for and the address keeps."""
    shown = {name for name, _ in SHOWN_LIMITS} | {"open_weights"}
    limits = {name: value for name, value in limit_parts(query.workload).items() if name not in shown}
    return tuple({**limits, **({"weights": query.weights} if query.weights else {})}.items())


def _by_name(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda one: one[1].casefold()))


def _waits(work: Workload) -> bool:
    """Whether the reader limits a wait."""
    return work.max_first_token_seconds is not None or work.max_answer_seconds is not None


def _narrowed(query: PricingQuery) -> bool:
    """Whether anything is set that stands under “More”."""
    plain = PricingQuery(workload=query.workload, a_day=query.a_day, rows=query.rows, sort=query.sort)
    limits = limit_parts(query.workload)
    return bool(limits) or urlencode(query.parts()) != urlencode(plain.parts())
