"""The reader's own runs on a head-to-head page: every run of a test under it, the public scores marked as such."""

from collections.abc import Iterator

from markupsafe import Markup

from evenhand.records.comparison import Comparison, OwnTest, Reading
from evenhand.records.facts import Benchmark
from evenhand.website.rows.name_marks import column_names, side_mark, whole
from evenhand.website.rows.score_cells import reading_facts, score_cell
from evenhand.website.rows.score_text import conditions_text
from evenhand.wording.numbers import count, points, signed

ROW = Markup(
    '<tr><th scope="row">{}<small>{}</small></th><td class="n">{}</td><td>{}<details><summary>Source</summary>{}'
    "</details></td></tr>"
)
HEAD = Markup('<tr class="group"><th scope="rowgroup" colspan="3">{}{}</th></tr>')
ITEMS = Markup(' <a href="{}/items/{}">question by question</a>')
GAP = Markup(' <span class="muted">difference {} ± {}{}</span>')


def own_results_rows(comparison: Comparison, path: str) -> Markup:
    """The rows of all tests of one's own; nothing where there are none.

    `path` is the comparison's own address, below which its questions stand; empty where no server answers for them.
    """
    return Markup("\n").join(row for test in comparison.own for row in _rows(comparison, test, path))


def _rows(comparison: Comparison, test: OwnTest, path: str) -> Iterator[Markup]:
    benchmark = comparison.benchmarks[test.benchmark]
    found = test.test
    common = f" on {count(found.left.items or 0, 'common question')}" if found and test.answered else ""
    gap = GAP.format(signed(found.difference), points(found.error), common) if found else Markup("")
    items = ITEMS.format(path, benchmark.id) if path and found and found.paired else Markup("")
    yield HEAD.format(whole(benchmark.name), gap + items)
    left, right = column_names(comparison)
    for side, name, own, public in (
        ("left", left, test.left, test.public_left),
        ("right", right, test.right, test.public_right),
    ):
        mark = side_mark(side, name)
        yield from (_row(comparison, benchmark, mark, reading, "your run") for reading in own)
        if public is not None:
            yield _row(comparison, benchmark, mark, public, "public")


def _row(comparison: Comparison, benchmark: Benchmark, mark: Markup, reading: Reading, whose: str) -> Markup:
    return ROW.format(
        mark,
        whose,
        score_cell(reading, benchmark),
        conditions_text(reading.observation),
        reading_facts(reading, benchmark, comparison.names),
    )
