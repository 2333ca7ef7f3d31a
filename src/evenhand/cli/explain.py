"""`evenhand explain`: the arithmetic of a figure, down to its source."""

import click

from evenhand.catalog import naming
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.explain_page import category_page, classic_page, overall_page, score_page
from evenhand.cli.options import BenchmarkName, ModelName, json_option, ranking_options
from evenhand.cli.writing import write, write_json
from evenhand.comparison.explain import explain_category, explain_classic, explain_overall, explain_score
from evenhand.errors import BadSetting


@click.command("explain")
@click.argument("model", type=ModelName())
@click.argument("what", type=BenchmarkName(), required=False)
@click.option("--against", type=ModelName(), help="The other model, to explain a category of the pair, or its overall.")
@ranking_options
@json_option
def command(model: str, what: str | None, against: str | None, ranking: str, lane: str | None, as_json: bool) -> None:
    """Show the arithmetic of a figure, down to its source.

    \b
    evenhand explain gpt-5.5 gpqa-diamond                     one score: error, conditions, source
    evenhand explain gemma-4-12b knowledge --against gpt-5.5  how a category of a pair is decided
    evenhand explain gemma-4-12b overall --against gpt-5.5    how the overall of a pair follows
    evenhand explain gpt-4.1 --ranking classic                what the classic values are made of
    """
    catalog = open_catalog()
    who = naming.subject(catalog, model)
    chosen = naming.ranking(catalog, ranking)
    if against and what == "overall":
        whole = explain_overall(catalog, who, naming.subject(catalog, against), ranking, lane)
        write_json(whole) if as_json else write(overall_page(whole))
    elif against:
        if what not in chosen.categories:
            raise BadSetting(f"--against explains overall or a category: one of {', '.join(chosen.categories)}")
        pair = explain_category(catalog, who, naming.subject(catalog, against), what, ranking, lane)
        write_json(pair) if as_json else write(category_page(pair))
    elif chosen.method == "classic" and (what in (None, "overall") or what in chosen.categories):
        values = explain_classic(catalog, who, ranking, lane)
        write_json(values) if as_json else write(classic_page(values))
    elif what in chosen.categories or what == "overall":
        raise BadSetting(f"{what} is decided between two models: add --against MODEL, or use --ranking classic")
    elif what:
        score = explain_score(catalog, who, naming.benchmark(catalog, what), ranking, lane)
        write_json(score) if as_json else write(score_page(score))
    else:
        raise BadSetting(
            "name a benchmark, or a category with --against, or use --ranking classic for a model's values"
        )
