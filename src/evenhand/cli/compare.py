"""`evenhand compare`: two models side by side, or a matrix of three to six."""

import click

from evenhand.catalog import naming
from evenhand.cli.blocks import noted
from evenhand.cli.compare_page import comparison_page
from evenhand.cli.first_fit import told_of_fit
from evenhand.cli.matrix_page import matrix_page
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, json_option, markdown_option, ranking_options
from evenhand.cli.workload_options import workload, workload_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import compare
from evenhand.comparison.matrix import matrix
from evenhand.records.matrix import MatrixReport
from evenhand.records.report import ComparisonReport
from evenhand.wording.compare import comparison_words
from evenhand.wording.matrix import matrix_report


@click.command("compare")
@click.argument("left", type=ModelName())
@click.argument("right", type=ModelName())
@click.argument("others", type=ModelName(), nargs=-1)
@ranking_options
@workload_options
@as_of_option
@json_option
@markdown_option
@click.option("--questions", is_flag=True, help="Answer the usual questions too.")
def command(
    left: str,
    right: str,
    others: tuple[str, ...],
    ranking: str,
    lane: str | None,
    weights: tuple[str, ...],
    chance: bool,
    as_of_day: str | None,
    as_json: bool,
    as_markdown: bool,
    questions: bool,
    weigh: str | None,
    **given: float | None,
) -> None:
    """Put two models side by side: the pick, why, what would flip it, and every figure behind it.

    A model goes by any of its names; `name@effort` is one configuration of it. Three to six models give a matrix of
    each against each.

    \b
    evenhand compare gemma-4-12b gpt-5.5
    evenhand compare "Claude Opus 4.5" gpt-5.2 --ranking classic
    evenhand compare gpt-5.5 gemini-3.1-pro claude-opus-4.7
    evenhand compare gpt-5.2 claude-opus-4.5 --as-of 2026-01-31
    evenhand compare gpt-5.2 claude-opus-4.5 --weight coding=50 --weight math=0
    evenhand compare gpt-5.2 claude-opus-4.5 --input 20000 --output 500 --max-first-token 5
    evenhand compare gpt-5.2 claude-opus-4.5 --weigh price=2,first-token=1
    """
    catalog, notes = catalog_seen(as_of_day)
    sides = naming.subject(catalog, left), naming.subject(catalog, right)
    rules = chosen_ranking(catalog, ranking, weights, chance_corrected=chance)
    work = workload(weigh, **given)
    many = (*sides, *(naming.subject(catalog, name) for name in others))
    with told_of_fit(catalog, rules, lane):
        if others:
            report: ComparisonReport | MatrixReport = matrix_report(matrix(catalog, many, rules, lane, work))
        else:
            found = compare(catalog, *sides, ranking=rules, lane=lane, workload=work)
            report = ComparisonReport(comparison=found, words=comparison_words(found))
    if as_json:
        write_notes(notes)
        write_json(report)
    else:
        page = matrix_page(report) if isinstance(report, MatrixReport) else comparison_page(report, questions=questions)
        write(noted(page, notes), as_markdown=as_markdown)
