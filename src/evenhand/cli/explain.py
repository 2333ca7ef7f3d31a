"""`evenhand explain`: the arithmetic of a figure, down to its source."""

import click
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.cli.blocks import Block, noted
from evenhand.cli.explain_estimate_page import estimate_page
from evenhand.cli.explain_page import category_page, classic_page, overall_page, score_page
from evenhand.cli.first_fit import told_of_fit
from evenhand.cli.options import BenchmarkName, ModelName, as_of_option, catalog_seen, json_option, ranking_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.explained import explained
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    EstimateExplanation,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.ranking import Ranking


@click.command("explain")
@click.argument("model", type=ModelName())
@click.argument("what", type=BenchmarkName(), required=False)
@click.option("--against", type=ModelName(), help="The other model, to explain a category of the pair, or its overall.")
@ranking_options
@as_of_option
@json_option
def command(
    model: str,
    what: str | None,
    against: str | None,
    ranking: str,
    lane: str | None,
    weights: tuple[str, ...],
    chance: bool,
    as_of_day: str | None,
    as_json: bool,
) -> None:
    """Show the arithmetic of a figure, down to its source.

    \b
    evenhand explain gpt-5.5 gpqa-diamond                     one score: error, conditions, source
    evenhand explain gpt-5.5                                  its score over all counted tests, test by test
    evenhand explain gemma-4-12b knowledge --against gpt-5.5  how a category of a pair is decided
    evenhand explain gemma-4-12b overall --against gpt-5.5    how the overall of a pair follows
    evenhand explain gpt-4.1 --ranking classic                what the classic values are made of
    """
    catalog, notes = catalog_seen(as_of_day)
    rules = chosen_ranking(catalog, ranking, weights, chance_corrected=chance)
    with told_of_fit(catalog, rules, lane):
        answer, page = _explained(catalog, model, what, against, rules, lane)
    if as_json:
        write_notes(notes)
        write_json(answer)
    else:
        write(noted(page, notes))


def _explained(
    catalog: Catalog, model: str, what: str | None, against: str | None, chosen: Ranking, lane: str | None
) -> tuple[Struct, list[Block]]:
    """The figure that was asked for, and its page."""
    found = explained(catalog, model, what or "", against or "", chosen, lane)
    match found:
        case OverallExplanation():
            return found, overall_page(found)
        case CategoryExplanation():
            return found, category_page(found)
        case ClassicExplanation():
            return found, classic_page(found)
        case EstimateExplanation():
            return found, estimate_page(found)
        case ScoreExplanation():
            return found, score_page(found)
