"""The tests that are left out, by reason: what each side has on them, each score with its source."""

from functools import lru_cache
from html import escape
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from evenhand.records.comparison import Comparison, Reading, SingleTest
from evenhand.records.facts import Observation
from evenhand.website.rows.score_text import in_unit, is_web

# How many cells stay written.
KEPT = 4_096
NOTHING = '<td class="n">–</td>'


class LeftOutGroup(Struct, frozen=True, kw_only=True):
    """The tests left out for one reason: how many, and the finished rows of a table."""

    label: str
    count: int
    rows: Markup


def left_out_groups(comparison: Comparison) -> tuple[LeftOutGroup, ...]:
    """The tests left out, by reason, the reasons in alphabetical order."""
    tests = sorted(comparison.left_out, key=lambda test: (test.reason, test.category, test.benchmark))
    by_reason = ((reason, list(group)) for reason, group in groupby(tests, key=lambda test: test.reason))
    return tuple(
        LeftOutGroup(label=reason.capitalize(), count=len(group), rows=_rows(comparison, group))
        for reason, group in by_reason
    )


def _rows(comparison: Comparison, tests: list[SingleTest]) -> Markup:
    return Markup("\n".join([_row(comparison, test) for test in tests]))  # noqa: S704 - each piece is escaped below


def _row(comparison: Comparison, test: SingleTest) -> str:
    benchmark = comparison.benchmarks.get(test.benchmark)
    name = escape(benchmark.name if benchmark else test.benchmark)
    detail = f"<small>{escape(test.detail)}</small>" if test.detail else ""
    unit = benchmark.unit if benchmark else "points"
    cells = f"{_side(comparison, test.left, unit)}{_side(comparison, test.right, unit)}"
    return f'<tr><th scope="row">{name}{detail}</th>{cells}</tr>'


def _side(comparison: Comparison, reading: Reading | None, unit: str) -> str:
    if reading is None:
        return NOTHING
    row = reading.observation
    return _cell(row, unit, comparison.names.get(row.source, row.source))


@lru_cache(maxsize=KEPT)
def _cell(row: Observation, unit: str, source: str) -> str:
    """A score with its source, the same on every page that leaves it out."""
    link = row.link if is_web(row.link) else f"/sources/{row.source}"
    score = escape(in_unit(row.value, unit))
    return f'<td class="n">{score}<small><a href="{escape(link)}">{escape(source)}</a></small></td>'
