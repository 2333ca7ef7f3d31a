"""The benchmarks: the list with their states, and each one with its state's figures, scores over time, leaders."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.score_over_time import score_over_time
from evenhand.errors import BadSetting
from evenhand.records.benchmark_history import BenchmarkHistory, CountedIn, DatedScore
from evenhand.records.benchmarks import BenchmarkLine, BenchmarkList, BenchmarkProfile, Leader
from evenhand.records.facts import CATEGORIES, TRACKED, Unit
from evenhand.records.search import NO_SEARCH, Search
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.pages.models import crumbs
from evenhand.website.rendering import render
from evenhand.website.rows.model_rows import compared
from evenhand.website.site import HERE, LICENCES, Site
from evenhand.wording.benchmarks import benchmark_facts, state_words
from evenhand.wording.flags import benchmark_flag_words, labels
from evenhand.wording.names import category_label
from evenhand.wording.numbers import count, plain, points, share

STATES = ("current", "saturated", "stale", "contaminated", "unknown")
OWN = "own"
SECTION = "Benchmarks"


class BenchmarkQuery(Struct, frozen=True, kw_only=True):
    """What is asked of the list: a category, a search, a state, flagged ones alone; empty asks for all."""

    category: str = ""
    q: Search = NO_SEARCH
    state: str = ""
    flagged: bool = False


ALL = BenchmarkQuery()


class Group(Struct, frozen=True, kw_only=True):
    """The benchmarks of one category."""

    id: str
    label: str
    lines: tuple[BenchmarkLine, ...]

    @staticmethod
    def flags(line: BenchmarkLine) -> tuple[str, ...]:
        """What is flagged on a benchmark beside its state."""
        return tuple(label for label in labels(line.flags) if label != line.state)


class LeaderRow(Struct, frozen=True, kw_only=True):
    """A model on a benchmark; `error` and `reach` are in the benchmark's unit, empty where they are not known."""

    leader: Leader
    error: str
    reach: str
    released: str


class CountedRow(Struct, frozen=True, kw_only=True):
    """How a ranking counts the benchmark, as written."""

    ranking: str
    category: str
    label: str
    form: str
    in_category: str
    in_all: str
    measured: str
    note: str


class BenchmarksPage(Page, kw_only=True):
    """The variables of `benchmarks.html`; `shown` of `total` benchmarks."""

    groups: tuple[Group, ...]
    categories: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    query: BenchmarkQuery
    shown: int
    total: int


class BenchmarkPage(Page, kw_only=True):
    """The variables of `benchmark.html`; `top` compares the first two models, empty without two."""

    profile: BenchmarkProfile
    facts: tuple[tuple[str, str], ...]
    state: tuple[Sentence, ...]
    flags: tuple[Sentence, ...]
    counted: tuple[CountedRow, ...]
    drawn: Markup
    undated: int
    leaders: tuple[LeaderRow, ...]
    records: tuple[DatedScore, ...]
    top: tuple[str, str, str] | None


def benchmarks_page(found: BenchmarkList, query: BenchmarkQuery = ALL, site: Site = HERE) -> str:
    """The list of benchmarks, by category.

    Raises:
        BadSetting: there is no such state.

    """
    lines = tuple(_asked(found.benchmarks, query))
    names = dict.fromkeys(one.category for one in lines)
    page = BenchmarksPage(
        title="Benchmarks and their states",
        description=f"{count(len(found.benchmarks), 'benchmark')}: metric, scores, models, and whether it still tells"
        " models apart.",
        section=SECTION,
        path="/benchmarks",
        site=site,
        data="/api/v1/benchmarks.json",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        groups=tuple(
            Group(id=name, label=category_label(name), lines=tuple(one for one in lines if one.category == name))
            for name in names
        ),
        categories=tuple(
            (name, category_label(name))
            for name in (*CATEGORIES, *TRACKED)
            if name != OWN or any(one.category == OWN for one in found.benchmarks)
        ),
        states=STATES,
        query=query,
        shown=len(lines),
        total=len(found.benchmarks),
    )
    return render("benchmarks.html", page)


def benchmark_page(found: BenchmarkProfile, history: BenchmarkHistory, site: Site = HERE) -> str:
    """One benchmark."""
    benchmark, path = found.benchmark, f"/benchmarks/{found.benchmark.id}"
    scores = {score.model: score for score in (*history.scores, *history.undated)}
    leaders = tuple(_leader(one, scores.get(one.model), benchmark.unit) for one in found.leaders)
    page = BenchmarkPage(
        title=f"{benchmark.name}: scores with sources, and its state",
        description=f"{benchmark.name}: {count(found.scores, 'score')} of {count(found.models, 'model')};"
        f" state: {found.standing.state}.",
        section=SECTION,
        path=path,
        site=site,
        data=f"/api/v1{path}.json",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        profile=found,
        facts=tuple((label, value) for label, value in benchmark_facts(benchmark) if label not in ("Id", "Link")),
        state=state_words(found.standing),
        flags=benchmark_flag_words(benchmark.name, found.standing, found.names),
        counted=tuple(map(_counted, history.counted)),
        drawn=Markup(score_over_time(history)),  # noqa: S704 - our own drawing escapes
        undated=len(history.undated),
        leaders=leaders,
        records=tuple(score for score in history.scores if score.best),
        top=_top(found.leaders),
        schema_org=_things(found, site),
    )
    return render("benchmark.html", page)


def _asked(lines: Iterable[BenchmarkLine], query: BenchmarkQuery) -> Iterable[BenchmarkLine]:
    if query.state not in ("", *STATES):
        raise BadSetting(f"no state is called {query.state[:40]!r}; the states are {', '.join(STATES)}")
    return (
        one
        for one in lines
        if query.category in ("", one.category)
        and query.state in ("", one.state)
        and (not query.flagged or one.flags or one.flagged_models)
        and query.q.finds(one.id)
    )


def _leader(leader: Leader, score: DatedScore | None, unit: Unit) -> LeaderRow:
    reach = score.interval if score else None
    return LeaderRow(
        leader=leader,
        error=_error(score.error, unit) if score and score.error else "",
        reach=f"{plain(float(f'{reach.low:.3g}'))} to {plain(float(f'{reach.high:.3g}'))}" if reach else "",
        released=score.released if score else "",
    )


def _error(error: float, unit: Unit) -> str:
    """Shares have one decimal always; in other units two figures say enough."""
    return points(error) if unit == "percent" else plain(float(f"{error:.2g}"))


def _counted(one: CountedIn) -> CountedRow:
    form = " at ".join(part for part in (f"version {one.version}" if one.version else "", one.context) if part)
    return CountedRow(
        ranking=one.name,
        category=one.category,
        label=category_label(one.category),
        form=form,
        in_category=share(one.in_category),
        in_all=share(one.in_all),
        measured=f"{one.measured} of {one.ranked}" if one.ranked else "",
        note=one.note,
    )


def _top(leaders: tuple[Leader, ...]) -> tuple[str, str, str] | None:
    if len(leaders) < 2:
        return None
    first, second = leaders[0], leaders[1]
    return compared(first.model, second.model), first.name, second.name


def _things(found: BenchmarkProfile, site: Site) -> tuple[dict[str, Any], ...]:
    """The scores as a Dataset, with their sources, and the way here; nothing where no score is held."""
    benchmark, path = found.benchmark, f"/benchmarks/{found.benchmark.id}"
    if not found.scores:
        return ()
    dataset = {
        "@type": "Dataset",
        "name": f"Scores on {benchmark.name}",
        "description": f"{count(found.scores, 'published score')} of {count(found.models, 'language model')} on"
        f" {benchmark.name}: {benchmark.measures}",
        "dateModified": found.date,
        "version": found.version[:12],
        "isBasedOn": [site.whole(f"/sources/{name}") for name, _ in found.reporters],
        "isAccessibleForFree": True,
        "license": site.whole(LICENCES),
        **({"url": site.whole(path)} if site.base else {}),
    }
    return (dataset, *crumbs(site, ("Benchmarks", "/benchmarks"), (benchmark.name, path)))
