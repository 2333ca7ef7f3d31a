"""The head-to-head page: `/compare/{a}-vs-{b}`, and the picker at `/compare`."""

from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from markupsafe import Markup
from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.charts.benchmark_dots import benchmark_dots, scaled_tests
from evenhand.charts.category_bars import category_bars
from evenhand.charts.radar import radar, radar_caption
from evenhand.records.comparison import Comparison
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Answer, ComparisonWords, Sentence
from evenhand.website import compare_rows as rows
from evenhand.website.compare_rows import CategoryRow, ClassicRow, Group, Row
from evenhand.website.operations_rows import model_rows, operation_rows
from evenhand.website.page import Page, snapshot_line
from evenhand.website.questions import asked_once
from evenhand.website.ranking_form import weight_fields
from evenhand.website.rendering import render
from evenhand.website.retirement import retirement
from evenhand.website.site import HERE, Site
from evenhand.website.workload_form import limit_parts, workload_parts

ANCHORS = (
    ("overall", "Overall"),
    ("categories", "Categories"),
    ("tests", "Test by test"),
    ("left-out", "Left out"),
    ("operations", "Price and speed"),
    ("classic", "Classic view"),
    ("questions", "Questions"),
)


class ComparePage(Page, kw_only=True):
    """The variables of `compare.html`: the answer, its pictures, and its tables as rows of text."""

    comparison: Comparison
    words: ComparisonWords
    address: str
    left_name: str
    right_name: str
    retired: tuple[tuple[str, str], ...]
    moving: tuple[Sentence, ...]
    bars: Markup
    radar: Markup
    radar_caption: str
    dots: Markup
    anchors: tuple[tuple[str, str], ...]
    overall: tuple[Row, ...]
    categories: tuple[CategoryRow, ...]
    tests: tuple[Group, ...]
    left_out: tuple[Group, ...]
    operations: tuple[Row, ...]
    about: tuple[Row, ...]
    classic: tuple[ClassicRow, ...]
    classic_note: str
    workload: tuple[tuple[str, str, int], ...]
    questions: tuple[Answer, ...]
    kept: tuple[tuple[str, str], ...]
    kept_for_weights: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str, str], ...]
    own: bool
    chance: bool
    views: tuple[tuple[str, str], ...]


class PickerPage(Page, kw_only=True):
    """The variables of `picker.html`: ids and names of all models, and by lab; what was asked for so far."""

    models: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    left: str
    right: str
    examples: tuple[tuple[str, str], ...]


class State(Struct, frozen=True, kw_only=True):
    """What the address of a comparison says beyond the two names: ranking, lane, workload, own weights, chance."""

    ranking: str
    lane: str | None
    workload: Workload
    weights: str = ""
    chance: bool = False

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
) -> str:
    """The whole page. `lanes` are the lanes of each ranking, `site` where the page stands."""
    names = side_names(comparison)
    path = f"/compare/{quote(pair_address(comparison))}"
    data = f"/api/v1/compare/{'/'.join(quote(side) for side in sides(comparison))}"
    page = ComparePage(
        title=words.title,
        description=words.summary.text,
        section="Compare",
        path=path,
        site=site,
        data=f"{data}{state.query()}",
        snapshot=snapshot_line(comparison.snapshot),
        comparison=comparison,
        words=words,
        address=path,
        left_name=names[0],
        right_name=names[1],
        retired=_retired(comparison),
        moving=tuple(note for note in words.notes if note.rule == "note.moving"),
        bars=Markup(category_bars(comparison)),  # noqa: S704 - our own drawing escapes its words
        radar=Markup(radar(comparison)),  # noqa: S704 - likewise
        radar_caption=radar_caption(comparison),
        dots=Markup(benchmark_dots(comparison) if scaled_tests(comparison) else ""),  # noqa: S704 - likewise
        anchors=ANCHORS,
        overall=rows.overall_rows(comparison),
        categories=rows.category_rows(comparison, words),
        tests=rows.test_groups(comparison),
        left_out=rows.left_out_groups(comparison),
        operations=operation_rows(comparison),
        about=model_rows(comparison),
        classic=rows.classic_rows(comparison, words),
        classic_note=rows.classic_note(comparison),
        questions=asked_once(words.questions),
        workload=_workload_fields(state.workload),
        kept=(*_kept(state, workload=Workload()), *limit_parts(state.workload).items()),
        kept_for_weights=_kept(state, weights="", chance=False),
        own=bool(state.weights or state.chance),
        weights=weight_fields(rules) if rules.method == "even" else (),
        chance=state.chance,
        views=_views(path, state, comparison, lanes),
        schema_org=(_asked(words, site.whole(path)),),
    )
    return render("compare.html", page)


def _kept(state: State, **changed: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - fields of a state
    """What a form keeps of the address beside its own fields."""
    return tuple(parse_qsl(structs.replace(state, **changed).query().removeprefix("?")))


def picker_page(catalog: Catalog, left: str = "", right: str = "") -> str:
    """The form that asks for two models; what was typed so far stays."""
    every = sorted(catalog.models.values(), key=lambda model: model.name.casefold())
    by_lab: dict[str, list[tuple[str, str]]] = {}
    for model in every:
        by_lab.setdefault(catalog.labs[model.lab].name, []).append((model.id, model.name))
    page = PickerPage(
        title="Compare two language models",
        description="Choose two language models and get an answer that rests on the tests both of them took.",
        section="Compare",
        path="/compare",
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        models=tuple((model.id, model.name) for model in every),
        labs=tuple((lab, tuple(by_lab[lab])) for lab in sorted(by_lab, key=str.casefold)),
        left=left,
        right=right,
        examples=(),
    )
    return render("picker.html", page)


def side_names(comparison: Comparison) -> tuple[str, str]:
    """The names over the columns; with the effort where a configuration is compared."""
    left, right = comparison.left_effort, comparison.right_effort
    return (
        f"{comparison.left.name} ({left})" if left else comparison.left.name,
        f"{comparison.right.name} ({right})" if right else comparison.right.name,
    )


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
    told = {model.name: retirement(model, comparison.snapshot.date) for model in (comparison.left, comparison.right)}
    return tuple((name, text) for name, text in told.items() if text)


def _workload_fields(workload: Workload) -> tuple[tuple[str, str, int], ...]:
    return (
        ("input", "Tokens in, a request", workload.input),
        ("cached", "of these from the cache", workload.cached),
        ("output", "Tokens out, a request", workload.output),
        ("requests", "Requests a month", workload.requests),
    )


def _views(
    path: str, state: State, comparison: Comparison, lanes: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    shown = (comparison.snapshot.ranking, comparison.snapshot.lane)
    return tuple(
        (f"{ranking}, {lane} lane", f"{path}{state.query(ranking=ranking, lane=lane)}")
        for ranking, names in lanes.items()
        for lane in names
        if (ranking, lane) != shown
    )


def _asked(words: ComparisonWords, address: str) -> dict[str, Any]:
    asked = [
        {
            "@type": "Question",
            "name": answer.question,
            "acceptedAnswer": {"@type": "Answer", "text": " ".join(one.text for one in answer.sentences)},
        }
        for answer in asked_once(words.questions)
    ]
    where = {"url": address} if address.startswith("http") else {}
    return {"@type": "FAQPage", "name": words.title, **where, "mainEntity": asked}
