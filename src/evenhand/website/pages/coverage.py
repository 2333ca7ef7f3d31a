"""The coverage map: which ranked model took which counted test."""

from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.coverage_map import coverage_map
from evenhand.records.coverage import Coverage, CoverageRow
from evenhand.website.page import Page, snapshot_line
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.names import category_label
from evenhand.wording.numbers import count, share


class CategoryTests(Struct, frozen=True, kw_only=True):
    """The counted tests of a category: id, name, how many models took it, its share of the weight."""

    category: str
    label: str
    tests: tuple[tuple[str, str, int, str], ...]


class CoverageLine(Struct, frozen=True, kw_only=True):
    """A model: how many tests are measured, and the names of those that are not, each with what is known of it."""

    row: CoverageRow
    measured: int
    lacking: tuple[str, ...]


class CoveragePage(Page, kw_only=True):
    """The variables of `coverage.html`."""

    found: Coverage
    drawn: Markup
    categories: tuple[CategoryTests, ...]
    lines: tuple[CoverageLine, ...]
    lanes: tuple[tuple[str, str], ...]
    measured: str


def coverage_page(found: Coverage, lanes: tuple[str, ...] = (), usual: str = "", site: Site = HERE) -> str:
    """The map of one lane; `lanes` are all of the ranking, `usual` the one that stands at `/coverage`."""
    lane = found.snapshot.lane
    cells = len(found.rows) * len(found.tests)
    measured = sum(row.measured for row in found.rows)
    path = "/coverage" if lane == (usual or lane) else f"/coverage/{lane}"
    page = CoveragePage(
        title="Which model took which test",
        description=f"{count(len(found.rows), 'ranked model')} and {count(len(found.tests), 'counted test')}:"
        f" {measured:,} of {cells:,} results are measured.",
        section="Models",
        path=path,
        site=site,
        data=f"/api/v1{path}.json",
        snapshot=snapshot_line(found.snapshot),
        found=found,
        drawn=Markup(coverage_map(found)),  # noqa: S704 - our own drawing escapes
        categories=tuple(
            CategoryTests(
                category=name,
                label=category_label(name),
                tests=tuple((one.benchmark, one.name, one.measured, share(one.share)) for one in tests),
            )
            for name, tests in groupby(found.tests, key=lambda one: one.category)
        ),
        lines=tuple(_line(found, row) for row in found.rows),
        lanes=tuple(("/coverage" if name == usual else f"/coverage/{name}", name) for name in lanes),
        measured=f"{measured:,} of {cells:,}" if cells else "",
    )
    return render("coverage.html", page)


def _line(found: Coverage, row: CoverageRow) -> CoverageLine:
    pairs = zip(found.tests, row.taken, strict=True)
    lacking = tuple(
        test.name if taken == "missing" else f"{test.name} ({taken})" for test, taken in pairs if taken != "measured"
    )
    return CoverageLine(row=row, measured=row.measured, lacking=lacking)
