"""Rows of tables as finished markup: what a long page has most of, joined without a template."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from evenhand.records.wording import Answer
from evenhand.website.rows.compare_rows import CategoryRow, ClassicRow, Row
from evenhand.website.rows.sentence_lists import items


def side_rows(rows: Iterable[Row]) -> Markup:
    """Rows with a cell for each side."""
    return _joined(
        f'<tr><th scope="row">{escape(row.label)}{_small(row.note, " ")}</th>'
        f"{_cell(row.left, row.left_note)}{_cell(row.right, row.right_note)}</tr>"
        for row in rows
    )


def category_rows(rows: Iterable[CategoryRow]) -> Markup:
    """Each category as a body of its own: its figures, and a fold with what they rest on."""
    return _joined(
        f'<tbody id="category-{row.id}"><tr class="with-more">'
        f'<th scope="row">{escape(row.label)} <small>weight {row.weight}</small></th>'
        f"{_cell(row.left, row.left_own)}{_cell(row.right, row.right_own)}{_cell(row.difference, row.interval)}</tr>\n"
        f'<tr class="more"><td colspan="4">{_category_fold(row)}</td></tr></tbody>'
        for row in rows
    )


def classic_rows(rows: Iterable[ClassicRow]) -> Markup:
    """Each category as the classic view has it, beside the word of the shared tests."""
    return _joined(
        f'<tr><th scope="row">{escape(row.label)}{_small(row.even and f"Shared tests: {row.even}")}</th>'
        f"{_cell(row.left, row.left_note, row.leader == 'left')}"
        f"{_cell(row.right, row.right_note, row.leader == 'right')}</tr>"
        for row in rows
    )


def answers(asked: Iterable[Answer]) -> Markup:
    """Questions, each over its answer."""
    return _joined(
        f"<div><h3>{escape(one.question)}</h3><p>{escape(' '.join(said.text for said in one.sentences))}</p></div>"
        for one in asked
    )


def _category_fold(row: CategoryRow) -> str:
    rests_on = f' <span class="muted">{row.rests_on}</span>' if row.rests_on else ""
    if not (row.details or row.cautions):
        return f'<p class="state"><b>{escape(row.word)}</b>{rests_on}</p>'
    wary = f'<p class="note">{escape(" ".join(said.text for said in row.cautions))}</p>' if row.cautions else ""
    tests = f'<p class="small"><a href="#tests-{row.id}">Its tests</a></p>' if row.shared else ""
    return (
        f'<details class="state"><summary><b>{escape(row.word)}</b>{rests_on}</summary>'
        f"{items(row.details)}{wary}{tests}</details>"
    )


def _cell(text: str, note: str = "", better: bool = False) -> str:  # noqa: FBT001, FBT002 - how a cell looks
    return f'<td class="n{" better" if better else ""}">{escape(text)}{_small(note)}</td>'


def _small(note: str, gap: str = "") -> str:
    return f"{gap}<small>{escape(note)}</small>" if note else ""


def _joined(rows: Iterable[str]) -> Markup:
    return Markup("\n".join(rows))  # noqa: S704 - every row is escaped above
