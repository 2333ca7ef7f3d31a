"""The head-to-head page: `/compare/{a}-vs-{b}`."""

from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.benchmark_dots import benchmark_dots, scaled_tests
from evenhand.charts.category_bars import category_bars
from evenhand.charts.compared import drawable
from evenhand.charts.radar import radar, radar_caption
from evenhand.records.comparison import Comparison
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Answer, ComparisonWords, Sentence
from evenhand.website.asked.ranking_form import Slider, sliders
from evenhand.website.asked.workload_form import (
    NumberField,
    limit_fields,
    size_fields,
    unasked_limits,
    workload_parts,
)
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.rows import compare_rows as rows
from evenhand.website.rows.cautions import Cautions, cautions_of
from evenhand.website.rows.frame_height import frame_height
from evenhand.website.rows.left_out import LeftOutGroup, left_out_groups
from evenhand.website.rows.name_marks import column_heads, column_names, side_mark
from evenhand.website.rows.operations_rows import model_rows, operation_rows
from evenhand.website.rows.own_results_rows import own_results_rows
from evenhand.website.rows.questions import asked_once
from evenhand.website.rows.retirement import retirement
from evenhand.website.rows.row_markup import answers, category_rows, classic_rows, side_rows
from evenhand.website.rows.shared_tests import TestGroup, test_groups
from evenhand.website.rows.verdict_lines import VerdictLines, verdict_lines
from evenhand.website.site import HERE, Site

OWN_RUNS = "own-runs"
ANCHORS = (
    ("yours", "Your weights"),
    ("overall", "Overall"),
    ("categories", "Categories"),
    ("tests", "Test by test"),
    (OWN_RUNS, "Your own runs"),
    ("left-out", "Left out"),
    ("operations", "Price and speed"),
    ("classic", "Classic view"),
    ("questions", "Questions"),
    ("share", "Take it along"),
)
# What the table of the overall says too.
TABLED = ("overall.place", "overall.unranked", "overall.score", "overall.no score")
# So many tests make a picture longer than a screen; it then opens on demand.
MANY_TESTS = 16


class OwnForm(Struct, frozen=True, kw_only=True):
    """The reader's weights, workload and limits; `own` where one is not as usual, `reset` leads back to the usual.

    `no_weight` where the reader's weights were all 0, so that those of the ranking stand in the fields.
    """

    own: bool
    no_weight: bool
    sliders: tuple[Slider, ...]
    chance: bool
    sizes: tuple[NumberField, ...]
    limits: tuple[NumberField, ...]
    open_weights: bool
    kept: tuple[tuple[str, str], ...]
    reset: str


class ComparePage(Page, kw_only=True):
    """The variables of `compare.html`: the answer, its pictures, its tables as rows of text, the reader's fields."""

    comparison: Comparison
    words: ComparisonWords
    answer: VerdictLines
    cautions: Cautions
    address: str
    left_side: Markup
    right_side: Markup
    columns: Markup
    retired: tuple[tuple[str, str], ...]
    moving: tuple[Sentence, ...]
    bars: Markup
    radar: Markup
    radar_caption: str
    dots: Markup
    many: bool
    overall_said: tuple[Sentence, ...]
    overall_tabled: tuple[Sentence, ...]
    overall: Markup
    categories: Markup
    counted: tuple[TestGroup, ...]
    others: tuple[TestGroup, ...]
    others_count: int
    left_out: tuple[LeftOutGroup, ...]
    own_results: Markup
    operations: Markup
    about: Markup
    classic: Markup
    classic_note: str
    questions: Markup
    form: OwnForm
    markdown: str
    embed: str
    badge: str
    views: tuple[tuple[str, str], ...]
    anchors: tuple[tuple[str, str], ...]

    @property
    def frame(self) -> int:
        """How high the comparison is in a frame of another page, in pixels."""
        return frame_height(self.comparison, self.words)


class State(Struct, frozen=True, kw_only=True):
    """What the address of a comparison says beyond the two names: ranking, lane, workload, own weights, chance.

    `no_weight` says that its weights were all 0: the answer is then the one with the ranking's own.
    """

    ranking: str
    lane: str | None
    workload: Workload
    weights: str = ""
    chance: bool = False
    no_weight: bool = False

    def query(self, **changed: str) -> str:
        """As a query string, defaults left out, some parts changed."""
        own = {"weights": self.weights, "chance": "true" if self.chance else ""}
        parts = {"ranking": self.ranking, "lane": self.lane or "", **own, **workload_parts(self.workload), **changed}
        kept = {name: value for name, value in parts.items() if value and (name, value) != ("ranking", "even")}
        return f"?{urlencode(kept)}" if kept else ""


def compare_page(
    comparison: Comparison,
    words: ComparisonWords,
    state: State,
    lanes: dict[str, tuple[str, ...]],
    rules: Ranking,
    site: Site = HERE,
    shipped: Ranking | None = None,
) -> str:
    """The whole page.

    `lanes` are the lanes of each ranking, `rules` the ranking that was asked for, `shipped` the one of its name without
    the reader's own weights, `site` where the page stands.
    """
    path, query = f"/compare/{quote(pair_address(comparison))}", state.query()
    left, right = column_names(comparison)
    asked, cautions, drawn = asked_once(words.questions), cautions_of(comparison, words), scaled_tests(comparison)
    page = ComparePage(
        title=words.title,
        description=described(words),
        section="Compare",
        path=path,
        site=site,
        data=f"/api/v1/compare/{'/'.join(quote(side) for side in sides(comparison))}.json{query}",
        image=f"/social{path}.png",
        snapshot=snapshot_line(comparison.compared_by, comparison.snapshot),
        scripts=("compare.js",),
        comparison=comparison,
        words=words,
        answer=verdict_lines(comparison, words),
        cautions=cautions,
        address=path,
        left_side=side_mark("left", left),
        right_side=side_mark("right", right),
        columns=column_heads(left, right),
        retired=_retired(comparison),
        moving=tuple(note for note in words.notes if note.rule == "note.moving"),
        bars=Markup(category_bars(comparison) if any(map(drawable, comparison.categories)) else ""),  # noqa: S704 - our own drawing escapes its words
        radar=Markup(radar(comparison)),  # noqa: S704 - likewise
        radar_caption=radar_caption(comparison),
        dots=Markup(benchmark_dots(comparison) if drawn else ""),  # noqa: S704 - likewise
        many=len(drawn) > MANY_TESTS,
        overall_said=tuple(one for one in words.overall if one.rule not in TABLED),
        overall_tabled=tuple(one for one in words.overall if one.rule in TABLED),
        overall=side_rows(rows.overall_rows(comparison)),
        categories=category_rows(rows.category_rows(comparison, words, cautions.categories)),
        counted=test_groups(comparison, cautions.tests, counted=True),
        others=test_groups(comparison, cautions.tests, counted=False),
        others_count=sum(not test.counted for test in comparison.shared),
        left_out=left_out_groups(comparison),
        own_results=own_results_rows(comparison, path if site.live else ""),
        anchors=_anchors(comparison),
        operations=side_rows(operation_rows(comparison)),
        about=side_rows(model_rows(comparison)),
        classic=classic_rows(rows.classic_rows(comparison, words)),
        classic_note=rows.classic_note(comparison),
        questions=answers(asked),
        form=_own_form(state, rules, shipped or rules, path),
        markdown=f"{path}.md{query}",
        embed=f"/embed{path}{query}",
        badge=f"/badge{path}.svg",
        views=_views(path, state, comparison, lanes),
        schema_org=(_asked(words.title, asked, site.whole(path)),) if asked else (),
    )
    return render("compare.html", page)


def _anchors(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """Where the page can be entered; your own runs where there are any."""
    own = comparison.own or any(comparison.own_speeds)
    return tuple(one for one in ANCHORS if own or one[0] != OWN_RUNS)


def _own_form(state: State, rules: Ranking, shipped: Ranking, path: str) -> OwnForm:
    plain = State(ranking=state.ranking, lane=state.lane, workload=Workload())
    return OwnForm(
        own=bool(state.weights or state.chance or state.no_weight or workload_parts(state.workload)),
        no_weight=state.no_weight,
        sliders=sliders(rules, shipped) if rules.method == "even" else (),
        chance=state.chance,
        sizes=size_fields(state.workload),
        limits=limit_fields(state.workload),
        open_weights=state.workload.open_weights,
        kept=(*parse_qsl(plain.query().removeprefix("?")), *unasked_limits(state.workload).items()),
        reset=f"{path}{plain.query()}",
    )


def described(words: ComparisonWords) -> str:
    """What a search result says of the page: who, and the answer."""
    return f"{words.title}. {words.summary.text}"


def sides(comparison: Comparison) -> tuple[str, str]:
    """Both sides as they stand in an address."""
    left, right = comparison.left_effort, comparison.right_effort
    return (
        f"{comparison.left.id}@{left}" if left else comparison.left.id,
        f"{comparison.right.id}@{right}" if right else comparison.right.id,
    )


def pair_address(comparison: Comparison) -> str:
    """The pair as an address has it: `gemma-4-12b-vs-gpt-5.5`."""
    return "-vs-".join(sides(comparison))


def _retired(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """The models that are no longer served, by name, with the day."""
    run, day = comparison.operations, comparison.snapshot.date
    sides = ((comparison.left, run.left), (comparison.right, run.right))
    told = {model.name: retirement(model, day, side) for model, side in sides}
    return tuple((name, text) for name, text in told.items() if text)


def _views(
    path: str, state: State, comparison: Comparison, lanes: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    shown = (comparison.snapshot.ranking, comparison.snapshot.lane)

    def view(ranking: str, lane: str) -> str:
        other = {} if ranking == shown[0] else {"chance": ""}  # another ranking may have no such switch
        return f"{path}{state.query(ranking=ranking, lane=lane, **other)}"

    return tuple(
        (f"{ranking}, {lane} lane", view(ranking, lane))
        for ranking, names in lanes.items()
        for lane in names
        if (ranking, lane) != shown
    )


def _asked(title: str, asked: tuple[Answer, ...], address: str) -> dict[str, Any]:
    """Every question of the page with the whole of its answer, as JSON-LD."""
    said = [
        {
            "@type": "Question",
            "name": answer.question,
            "acceptedAnswer": {"@type": "Answer", "text": " ".join(one.text for one in answer.sentences)},
        }
        for answer in asked
    ]
    where = {"url": address} if address.startswith("http") else {}
    return {"@type": "FAQPage", "name": title, **where, "mainEntity": said}
