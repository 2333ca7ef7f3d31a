"""The page at `/explore`: any measure of models against any other, drawn, with its table."""

from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.explore_plot import explore_plot
from evenhand.comparison.explore import EVERYONE, FIRST, PLOTS
from evenhand.records.explore import Exploration, Measure, PlotPoint
from evenhand.records.wording import Sentence
from evenhand.website.asked.workload_form import workload_parts
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.cost import workload_sentence
from evenhand.wording.explore import axis_text, chance_text, explore_words, inside, measure_name, value_text
from evenhand.wording.numbers import listed

GROUPS = {"scores": "Scores", "running": "Price and speed", "facts": "Facts", "tests": "Tests"}
INTERVALS = {"scores": "90% of a score", "tests": "95% of a test"}
MOST_ROWS = 400
SCALES = {"log": "logarithmic", "linear": "linear"}


class ExploreQuery(Struct, frozen=True, kw_only=True):
    """What the address says beside what the answer holds; `plot` is the name of a plot asked for by path."""

    x_scale: str = ""
    y_scale: str = ""
    ranking: str = "even"
    lane: str = ""
    weights: str = ""
    plot: str = ""


class PlotLine(Struct, frozen=True, kw_only=True):
    """A row of the table as text."""

    point: PlotPoint
    x: str
    y: str
    line: str
    retired: str


class PlotLink(Struct, frozen=True, kw_only=True):
    """A plot by its name."""

    address: str
    name: str
    current: bool


class ExplorePage(Page, kw_only=True):
    """The variables of `explore.html`."""

    found: Exploration
    query: ExploreQuery
    heading: str
    words: tuple[Sentence, ...]
    notes: tuple[str, ...]
    chart: Markup
    lines: tuple[PlotLine, ...]
    rest: tuple[PlotLine, ...]
    x_name: str
    y_name: str
    y_inside: str
    line_name: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    plots: tuple[PlotLink, ...]
    turned: str
    kept: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, str], ...]
    rankings: tuple[str, ...]
    lanes: tuple[str, ...]
    narrowed: bool


def explore_page(
    found: Exploration,
    query: ExploreQuery,
    every: tuple[Measure, ...],
    names: dict[str, Measure],
    labs: dict[str, str],
    lanes: dict[str, tuple[str, ...]],
    site: Site = HERE,
) -> str:
    """The whole page. `every` are the measures to choose from, `names` those of the plots, `lanes` by ranking."""
    parts = _parts(found, query)
    lines = tuple(_line(found, point) for point in found.points)
    title = f"{measure_name(found.y)} against {inside(found.x)}"
    page = ExplorePage(
        title=f"{title}, of language models",
        description=f"{len(found.points):,} language models by {inside(found.x)} and {inside(found.y)},"
        " with intervals, the line of those that none beats, and the table.",
        section="Explore",
        path=_path(found, query),
        site=site,
        data=_answer(parts, query),
        scripts=("recalculate.js",) if site.live else (),
        snapshot=snapshot_line(found.snapshot),
        found=found,
        query=query,
        heading=title,
        words=explore_words(found),
        notes=_notes(found),
        chart=Markup(explore_plot(found)),  # noqa: S704 - our own drawing escapes its words
        lines=lines[:MOST_ROWS],
        rest=lines[MOST_ROWS:],
        x_name=axis_text(found.x),
        y_name=axis_text(found.y),
        y_inside=inside(found.y),
        line_name="On the line, probability" if found.draws else "On the line",
        groups=_groups(every, found),
        plots=_plots(names, query),
        turned=_turned(parts),
        kept=_kept(found, query),
        labs=tuple(sorted(labs.items(), key=lambda lab: lab[1].casefold())),
        rankings=tuple(lanes),
        lanes=lanes[found.snapshot.ranking],
        narrowed=found.asked != EVERYONE or bool(query.lane),
    )
    return render("explore.html", page)


def _path(found: Exploration, query: ExploreQuery) -> str:
    """The one address of a plot: by its name where it has one; the first plot is that of the bare page."""
    if query.plot:
        return "/explore" if query.plot == FIRST else f"/explore/{query.plot}"
    return f"/explore?{urlencode({'x': found.x.id, 'y': found.y.id})}"


def _answer(parts: dict[str, str], query: ExploreQuery) -> str:
    """The address of the same answer as JSON; a plot that has a name and is as usual has it there too."""
    usual = query.plot and parts.keys() == {"x", "y"}
    return f"/api/v1/explore/{query.plot}.json" if usual else f"/api/v1/explore.json?{urlencode(parts)}"


def _parts(found: Exploration, query: ExploreQuery) -> dict[str, str]:
    """What the address of this answer says; what is usual is left out."""
    ranking = "" if query.ranking == "even" else query.ranking
    said = {
        "x": found.x.id,
        "y": found.y.id,
        "x_scale": query.x_scale,
        "y_scale": query.y_scale,
        "lab": found.asked.lab,
        "open_weights": "true" if found.asked.open_weights else "",
        "unranked": "true" if found.asked.unranked else "",
        "retired": found.asked.retired,
        "ranking": ranking,
        "lane": query.lane,
        "weights": query.weights,
    }
    work = {name: value for name, value in workload_parts(found.workload).items() if name != "open_weights"}
    return {**{name: value for name, value in said.items() if value}, **work}


def _turned(parts: dict[str, str]) -> str:
    """The address of the same plot with its axes exchanged."""
    swapped = {"x": parts["y"], "y": parts["x"]}
    scales = {"x_scale": parts.get("y_scale", ""), "y_scale": parts.get("x_scale", "")}
    rest = {name: value for name, value in parts.items() if name not in (*swapped, *scales)}
    return f"/explore?{urlencode({**swapped, **{name: value for name, value in scales.items() if value}, **rest})}"


def _kept(found: Exploration, query: ExploreQuery) -> tuple[tuple[str, str], ...]:
    """What the form has no field for and the address keeps."""
    work = {name: value for name, value in workload_parts(found.workload).items() if name != "open_weights"}
    return tuple({**work, **({"weights": query.weights} if query.weights else {})}.items())


def _groups(every: tuple[Measure, ...], found: Exploration) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The measures by group, those shown always among them."""
    known = {one.id: one for one in (*every, found.x, found.y)}
    return tuple(
        (label, tuple((one.id, measure_name(one)) for one in known.values() if one.group == group))
        for group, label in GROUPS.items()
    )


def _plots(names: dict[str, Measure], query: ExploreQuery) -> tuple[PlotLink, ...]:
    return tuple(
        PlotLink(
            address="/explore" if plot == FIRST else f"/explore/{plot}",
            name=f"{measure_name(names[y])} by {inside(names[x])}",
            current=plot == query.plot,
        )
        for plot, (x, y) in PLOTS.items()
        if x in names and y in names
    )


def _line(found: Exploration, point: PlotPoint) -> PlotLine:
    return PlotLine(
        point=point,
        x=value_text(found.x, point.x),
        y=value_text(found.y, point.y),
        line=chance_text(point) if found.lined else "",
        retired=f"retired {point.retired}" if point.retired else "",
    )


def _notes(found: Exploration) -> tuple[str, ...]:
    """How the picture is to be read: points, intervals, scales, and what a price is of."""
    axes = (found.x, found.y)
    reaches = [text for group, text in INTERVALS.items() if group in {one.group for one in axes}]
    reaches += (
        ["from the first to the last day where only a month is known"] if "date" in {one.kind for one in axes} else []
    )
    across, upright = SCALES[found.x_scale], SCALES[found.y_scale]
    scales = f"Both scales are {across}." if across == upright else f"The scale across is {across}, upright {upright}."
    said = ["Filled marks are on the line, hollow ones off it."] if found.lined else []
    if any(point.retired for point in found.points):
        part = ", which take no part in the line" if found.lined and not found.asked.retired else ""
        said.append(f"Diamonds are retired models{part}; round marks are those that can be had.")
    said += [f"Thin lines are intervals: {listed(tuple(reaches))}."] if reaches else []
    work = {"cost", "blended", "answer"} & {found.x.id, found.y.id}
    said += [scales, *([workload_sentence(found.workload).text] if work else [])]
    money = "money" in (found.x.kind, found.y.kind)
    return (*said, *(["Prices are the lab’s own, or else the cheapest known host’s."] if money else []))
