"""The matrix page: three to six models at `/compare?models=a,b,c` and `/matrix/a-vs-b-vs-c`."""

from urllib.parse import parse_qsl, quote

from markupsafe import Markup

from evenhand.charts.matrix_scores import matrix_scores
from evenhand.comparison.matrix import FEWEST, MOST
from evenhand.records.matrix import MatrixReport, MatrixSide, MatrixWords
from evenhand.website.asked.pairs import BETWEEN
from evenhand.website.page import Page, snapshot_line
from evenhand.website.pages.compare import State
from evenhand.website.rendering import render
from evenhand.website.rows import matrix_rows as rows
from evenhand.website.rows.matrix_rows import Line, PairCell
from evenhand.website.site import HERE, Site
from evenhand.wording.matrix import side_names


class MatrixPage(Page, kw_only=True):
    """The variables of `matrix.html`."""

    words: MatrixWords
    said: str
    heads: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[MatrixSide, tuple[PairCell | None, ...]], ...]
    names: dict[str, str]
    facts: tuple[Line, ...]
    categories: tuple[Line, ...]
    tests: tuple[Line, ...]
    scores: Markup
    views: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str], ...]
    typed: str
    full: bool
    workload: tuple[tuple[str, str, int], ...]
    kept: tuple[tuple[str, str], ...]


def matrix_page(
    report: MatrixReport, state: State, lanes: dict[str, tuple[str, ...]], site: Site = HERE, said: str = ""
) -> str:
    """The whole page. `lanes` are those of each ranking, `said` what was done to the names that were asked for."""
    matrix, words = report.matrix, report.words
    addresses = tuple(side.address for side in matrix.sides)
    here, query = matrix_path(addresses), state.query()
    page = MatrixPage(
        title=words.title,
        description=words.lead[0].text,
        section="Compare",
        path=matrix_path(tuple(sorted(addresses))),
        site=site,
        data=f"/api/v1/matrix.json?models={quote(','.join(addresses), safe=',@')}{query.replace('?', '&', 1)}",
        snapshot=snapshot_line(matrix.compared_by),
        words=words,
        said=said,
        heads=rows.heads(matrix),
        pairs=rows.pair_rows(matrix, query),
        names=side_names(matrix),
        facts=rows.fact_rows(matrix),
        categories=rows.category_rows(matrix),
        tests=rows.test_rows(matrix),
        scores=Markup(matrix_scores(matrix)),  # noqa: S704 - our own drawing escapes its words
        views=_views(here, state, lanes, (matrix.snapshot.ranking, matrix.snapshot.lane)),
        without=_without(matrix.sides, state),
        typed=", ".join(addresses),
        full=len(addresses) == MOST,
        workload=(
            ("input", "Tokens in, a request", matrix.workload.input),
            ("output", "Tokens out, a request", matrix.workload.output),
            ("requests", "Requests a month", matrix.workload.requests),
        ),
        kept=_kept(state, ("input", "output", "requests")),
    )
    return render("matrix.html", page)


def matrix_path(addresses: tuple[str, ...]) -> str:
    """`/matrix/a-vs-b-vs-c`, in the order given."""
    return f"/matrix/{quote(BETWEEN.join(addresses))}"


def _without(sides: tuple[MatrixSide, ...], state: State) -> tuple[tuple[str, str], ...]:
    """The matrix without each of them, or the two that are left."""
    found = []
    for gone in sides:
        left = tuple(side.address for side in sides if side is not gone)
        path = matrix_path(left) if len(left) >= FEWEST else rows.pair_link(*left)
        found.append((gone.name, path + state.query()))
    return tuple(found)


def _views(
    path: str, state: State, lanes: dict[str, tuple[str, ...]], shown: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{ranking}, {lane} lane", f"{path}{state.query(ranking=ranking, lane=lane)}")
        for ranking, names in lanes.items()
        for lane in names
        if (ranking, lane) != shown
    )


def _kept(state: State, fields: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What a form keeps of the address beside its own fields."""
    return tuple(part for part in parse_qsl(state.query().removeprefix("?")) if part[0] not in fields)
