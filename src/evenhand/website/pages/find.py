"""The page at `/find`: the models that meet constraints, with the efficient ones for the reader's workload."""

from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.efficient_line import efficient_line
from evenhand.records.find import Finding, FoundModel, MissedModel
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.website.asked.workload_form import SIZE_LABELS, limit_parts, workload_parts
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.estimates import place_text
from evenhand.wording.find import OPEN, chance_text, find_words, score_text, whose_price
from evenhand.wording.names import category_label
from evenhand.wording.numbers import amount, average, money, seconds, tokens
from evenhand.wording.offers import found_notes

AXES = {"": "cost and score", "first-token": "and time to the first token", "answer": "and time to the whole answer"}
PRICES = {"own": "the lab’s own, or else the cheapest host", "cheapest": "the cheapest offer"}
LEFT_OUT = ("find.fails", "find.unknown", "find.taken to fit", "find.no chance")
FIRST_LIMITS = (
    ("max_cost_per_month", "Most a month, $"),
    ("max_price", "Most blended, $ per million"),
    ("max_first_token_seconds", "Longest to the first token, s"),
    ("min_context", "Least context, tokens"),
)
MORE_LIMITS = (
    ("max_input_price", "Most for input, $ per million"),
    ("max_output_price", "Most for output, $ per million"),
    ("max_answer_seconds", "Longest to the whole answer, s"),
    ("min_tokens_per_second", "Least speed, tokens/s"),
)
MOST_UNRANKED = 100


class FoundLine(Struct, frozen=True, kw_only=True):
    """A found model as text."""

    row: FoundModel
    place: str
    score: str
    month: str
    price: str
    provider: str
    whose: str
    otherwise: str
    other_provider: str
    other_month: str
    notes: tuple[str, ...]
    wait: str
    speed: str
    context: str
    chance: str


class FindState(Struct, frozen=True, kw_only=True):
    """What the address of a search says."""

    workload: Workload
    ranking: str = "even"
    lane: str = ""
    weights: str = ""
    category: str = "overall"
    lab: str = ""
    released_after: str = ""
    min_score: str = ""
    wait: str = ""
    price: str = "own"
    provider: str = ""

    def query(self) -> str:
        """As a query string, defaults left out."""
        plain = {name: getattr(self, name) for name in self.__struct_fields__ if name != "workload"}
        usual = {"ranking": "even", "category": "overall", "price": "own"}
        kept = {name: value for name, value in plain.items() if value and usual.get(name) != value}
        return urlencode({**workload_parts(self.workload), **kept})


class FindPage(Page, kw_only=True):
    """The variables of `find.html`."""

    finding: Finding
    state: FindState
    words: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]
    chart: Markup
    lines: tuple[FoundLine, ...]
    unranked: tuple[FoundLine, ...]
    more_unranked: tuple[FoundLine, ...]
    unsure: tuple[tuple[MissedModel, str], ...]
    sizes: tuple[tuple[str, str, int, int], ...]
    limits: tuple[tuple[str, str, str], ...]
    more_limits: tuple[tuple[str, str, str], ...]
    narrowed: bool
    categories: tuple[tuple[str, str], ...]
    rankings: tuple[str, ...]
    lanes: tuple[str, ...]
    labs: tuple[tuple[str, str], ...]
    providers: tuple[tuple[str, str], ...]
    prices: tuple[tuple[str, str], ...]
    axes: tuple[tuple[str, str], ...]


def find_page(
    finding: Finding,
    state: FindState,
    ranking: Ranking,
    rankings: tuple[str, ...],
    labs: dict[str, str],
    providers: dict[str, str],
    site: Site = HERE,
) -> str:
    """The whole page. `rankings` are the names of all, `labs` and `providers` ids to names."""
    query, words = state.query(), find_words(finding)
    ranked, unranked = _lines(finding, ranked=True), _lines(finding, ranked=False)
    unsure = [(one, ", ".join(OPEN[name] for name in one.unknown)) for one in finding.missed if not one.fails]
    page = FindPage(
        title="Find a language model for your constraints",
        description="Models that meet a price, a wait or a context, and how surely each is worth its cost.",
        section="Find",
        path="/find",
        site=site,
        scripts=("recalculate.js",) if site.live else (),
        data="/api/v1/find.json" + (f"?{query}" if query else ""),
        snapshot=snapshot_line(finding.snapshot),
        finding=finding,
        state=state,
        words=tuple(one for one in words if one.rule not in LEFT_OUT),
        left_out=tuple(one for one in words if one.rule in LEFT_OUT),
        chart=Markup(efficient_line(finding)),  # noqa: S704 - our own drawing escapes its words
        lines=ranked,
        unranked=unranked[:MOST_UNRANKED],
        more_unranked=unranked[MOST_UNRANKED:],
        unsure=tuple(unsure),
        sizes=_sizes(state.workload),
        limits=_limits(state.workload, FIRST_LIMITS),
        more_limits=_limits(state.workload, MORE_LIMITS),
        narrowed=_narrowed(state),
        categories=tuple((name, category_label(name)) for name in ("overall", *ranking.categories)),
        rankings=rankings,
        lanes=tuple(ranking.lanes),
        labs=tuple(sorted(labs.items(), key=lambda lab: lab[1].casefold())),
        providers=tuple(sorted(providers.items(), key=lambda one: one[1].casefold())),
        prices=tuple(PRICES.items()),
        axes=tuple(AXES.items()),
    )
    return render("find.html", page)


def _lines(finding: Finding, *, ranked: bool) -> tuple[FoundLine, ...]:
    return tuple(_line(row, finding) for row in finding.found if row.ranked is ranked)


def _line(row: FoundModel, finding: Finding) -> FoundLine:
    return FoundLine(
        row=row,
        place=place_text(row.place),
        score=score_text(row),
        month=amount(row.per_month),
        price=f"{money(row.input)} / {money(row.output)}",
        provider=finding.names.get(row.provider, row.provider),
        whose=whose_price(row),
        otherwise=_otherwise(row),
        other_month=amount(row.otherwise.per_month) if row.otherwise else "",
        notes=found_notes(row, finding.names),
        other_provider=finding.names.get(row.otherwise.provider, "") if row.otherwise else "",
        wait=seconds(row.first_token_seconds),
        speed=average(row.tokens_per_second),
        context=tokens(row.context_window),
        chance=chance_text(row),
    )


def _otherwise(row: FoundModel) -> str:
    """What the model costs at the other of lab and host: a million tokens in and out."""
    other = row.otherwise
    return f"{money(other.input)} / {money(other.output)}" if other else ""


def _sizes(work: Workload) -> tuple[tuple[str, str, int, int], ...]:
    """Name, label, value and usual value of the fields of the workload."""
    usual = Workload()
    return tuple((name, label, getattr(work, name), getattr(usual, name)) for name, label in SIZE_LABELS.items())


def _limits(work: Workload, asked: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    parts = limit_parts(work)
    return tuple((name, label, parts.get(name, "")) for name, label in asked)


def _narrowed(state: FindState) -> bool:
    """Whether anything is set that stands under “More”."""
    given = limit_parts(state.workload)
    plain = FindState(
        workload=state.workload, category=state.category, min_score=state.min_score, weights=state.weights
    )
    return state != plain or any(name in given for name, _ in MORE_LIMITS)
