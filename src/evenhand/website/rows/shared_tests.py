"""The rows of the tests that both sides took: both scores, the difference, and a fold with sources and cautions.

A page has up to a hundred of these rows, so they are joined from pieces that are kept (`score_cells.py`), not drawn by
the template.
"""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from evenhand.records.comparison import Comparison, SharedTest
from evenhand.records.facts import Benchmark
from evenhand.records.wording import Sentence
from evenhand.website.rows.name_marks import column_names, side_mark, whole
from evenhand.website.rows.score_cells import reading_facts, score_cell, with_error
from evenhand.wording.flags import labels
from evenhand.wording.intervals import paired_words
from evenhand.wording.names import category_label
from evenhand.wording.numbers import points, signed

Wary = Mapping[str, tuple[Sentence, ...]]
Marks = tuple[Markup, Markup]


class TestGroup(Struct, frozen=True, kw_only=True):
    """The shared tests of one category: its id and label, and the finished rows of a table."""

    id: str
    label: str
    rows: Markup


def test_groups(comparison: Comparison, cautions: Wary, *, counted: bool) -> tuple[TestGroup, ...]:
    """The shared tests that count, or those that are only shown, by category in the comparison's order."""
    order = {result.id: place for place, result in enumerate(comparison.categories)}
    tests = [test for test in comparison.shared if test.counted is counted]
    left, right = column_names(comparison)
    marks = (side_mark("left", left), side_mark("right", right))
    by_category = sorted(tests, key=lambda test: (order.get(test.category, len(order)), test.category))
    return tuple(
        TestGroup(
            id=name,
            label=category_label(name),
            rows=Markup("\n".join([_row(comparison, test, marks, cautions) for test in group])),  # noqa: S704
        )
        for name, group in groupby(by_category, key=lambda test: test.category)
    )


def _row(comparison: Comparison, test: SharedTest, marks: Marks, cautions: Wary) -> str:
    """Two rows of a table; every piece is escaped where it is made."""
    benchmark = comparison.benchmarks[test.benchmark]
    left, right = score_cell(test.left, benchmark), score_cell(test.right, benchmark)
    better = _better(test)
    return (
        f'<tr class="with-more"><th scope="row">{whole(benchmark.name)}{_remarks(comparison, test, benchmark)}</th>'
        f'<td class="n{better["left"]}">{left}</td><td class="n{better["right"]}">{right}</td>'
        f'<td class="n">{with_error(signed(test.difference), test.error)}</td></tr>\n'
        f'<tr class="more"><td colspan="4">{_fold(comparison, test, marks, cautions.get(test.benchmark, ()))}</td></tr>'
    )


def _remarks(comparison: Comparison, test: SharedTest, benchmark: Benchmark) -> str:
    """What stands under the name: that its scale is turned, that its gap is the widest."""
    lower = "" if benchmark.direction == "higher" else "lower is better"
    turned = f"{lower}; the difference is turned" if lower and test.difference is not None else lower
    widest = test.counted and comparison.swing is not None and comparison.swing.benchmark == test.benchmark
    return "".join(f"<small>{remark}</small>" for remark in (turned, "widest gap" if widest else "") if remark)


def _better(test: SharedTest) -> dict[str, str]:
    gap = test.difference or 0.0
    return {"left": " better" if gap > 0 else "", "right": " better" if gap < 0 else ""}


def _fold(comparison: Comparison, test: SharedTest, marks: Marks, cautions: tuple[Sentence, ...]) -> str:
    """What opens under a row: what the test measures, where both scores come from, and what to be wary of."""
    benchmark, names = comparison.benchmarks[test.benchmark], comparison.names
    left = reading_facts(test.left, benchmark, names, interval=test.counted)
    right = reading_facts(test.right, benchmark, names, interval=test.counted)
    kinds = ", ".join(labels(test.flags))
    wary = f' <span class="muted">{escape(kinds)}</span>' if kinds else ""
    paired = _list(tuple(paired_words(test, benchmark.name, *column_names(comparison)))) if test.paired else ""
    return (
        f'<details><summary>Sources<span class="unseen"> of {escape(benchmark.name)}</span>{wary}</summary>\n'
        f'<p class="small">{_about(benchmark, test)}</p>{paired}\n'
        f'<div class="sources"><div><p>{marks[0]}</p>{left}</div>\n'
        f"<div><p>{marks[1]}</p>{right}</div></div>{_list(cautions)}</details>"
    )


def _about(benchmark: Benchmark, test: SharedTest) -> str:
    """What a counted test measures and can tell apart, and the way to all that is known of it."""
    said = _measures(benchmark.measures) if test.counted else ""
    apart = f"A test of this size can tell {points(test.separable)} points apart. " if test.separable else ""
    return f'{said}{apart}<a href="/benchmarks/{benchmark.id}">All scores on it</a>'


@lru_cache(maxsize=4_096)
def _measures(text: str) -> str:
    """What a test measures as a sentence."""
    measures = text.strip().rstrip(".")
    return escape(f"{measures[:1].upper()}{measures[1:]}. ") if measures else ""


def _list(sentences: tuple[Sentence, ...]) -> str:
    items = "".join([f"<li>{escape(one.text)}</li>" for one in sentences])
    return f'<ul class="small">{items}</ul>' if items else ""
