"""`evenhand explain`: the arithmetic of a figure, down to its source."""

import click
from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.cli.blocks import Block, noted
from evenhand.cli.explain_page import category_page, classic_page, overall_page, score_page
from evenhand.cli.options import BenchmarkName, ModelName, as_of_option, catalog_seen, json_option, ranking_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.explain import explain_category, explain_classic, explain_overall, explain_score
from evenhand.errors import BadSetting


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
    as_of_day: str | None,
    as_json: bool,
) -> None:
    """Show the arithmetic of a figure, down to its source.

    \b
    evenhand explain gpt-5.5 gpqa-diamond                     one score: error, conditions, source
    evenhand explain gemma-4-12b knowledge --against gpt-5.5  how a category of a pair is decided
    evenhand explain gemma-4-12b overall --against gpt-5.5    how the overall of a pair follows
    evenhand explain gpt-4.1 --ranking classic                what the classic values are made of
    """
    catalog, notes = catalog_seen(as_of_day)
    answer, page = _explained(catalog, model, what, against, ranking, lane)
    if as_json:
        write_notes(notes)
        write_json(answer)
    else:
        write(noted(page, notes))


def _explained(
    catalog: Catalog, model: str, what: str | None, against: str | None, ranking: str, lane: str | None
) -> tuple[Struct, list[Block]]:
    """The figure that was asked for, and its page."""
    who = naming.subject(catalog, model)
    chosen = naming.ranking(catalog, ranking)
    if against and what == "overall":
        whole = explain_overall(catalog, who, naming.subject(catalog, against), ranking, lane)
        return whole, overall_page(whole)
    if against:
        if what not in chosen.categories:
            raise BadSetting(f"--against explains overall or a category: one of {', '.join(chosen.categories)}")
        pair = explain_category(catalog, who, naming.subject(catalog, against), what, ranking, lane)
        return pair, category_page(pair)
    if chosen.method == "classic" and (what in (None, "overall") or what in chosen.categories):
        values = explain_classic(catalog, who, ranking, lane)
        return values, classic_page(values)
    if what in chosen.categories or what == "overall":
        raise BadSetting(f"{what} is decided between two models: add --against MODEL, or use --ranking classic")
    if what:
        score = explain_score(catalog, who, naming.benchmark(catalog, what), ranking, lane)
        return score, score_page(score)
    raise BadSetting("name a benchmark, or a category with --against, or use --ranking classic for a model's values")
