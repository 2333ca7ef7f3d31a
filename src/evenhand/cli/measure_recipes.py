"""`evenhand measure recipes`: how models are asked, and what a question set costs today."""

from collections.abc import Iterator

import click
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import resolve
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import ModelName, json_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.cost import cheapest, model_cost
from evenhand.errors import BadSetting
from evenhand.measure.candidates import Settings
from evenhand.measure.recipes import Recipe, SetSize, name_source, recipes, set_sizes
from evenhand.records.operations import Workload
from evenhand.wording import numbers

NO_ADDRESS = "your own server; give its address: MODEL@http://…"
COLUMNS = ("Question set", "Questions", "Tokens in", "Tokens out", "Cost", "At")


class SetCost(Struct, frozen=True, kw_only=True):
    """What one set is taken to need, and what that costs at today's price; None where no price is known."""

    size: SetSize
    provider: str = ""
    dollars: float | None = None
    price_from: str = ""


class ShownRecipe(Struct, frozen=True, kw_only=True):
    """A recipe with where its name stands in the catalog (empty: nowhere) and what each shipped set costs."""

    model: str
    endpoint: str
    kind: str
    kind_stands: str
    name: str
    name_stands: str
    why: str
    settings: Settings
    costs: tuple[SetCost, ...]


@click.command("recipes")
@click.argument("model", type=ModelName(), required=False)
@click.option(
    "--output-tokens",
    type=click.IntRange(min=1),
    help="Tokens of an answer, thinking included, instead of what is assumed.",
)
@json_option
def command(model: str | None, output_tokens: int | None, as_json: bool) -> None:
    """Show how MODEL, or every model with a recipe, is asked by `measure eval`, and what each question set costs.

    Costs are estimates: prices are the catalog's of today, the tokens of questions are counted by their characters, and
    those of answers are assumed. A name that the catalog does not have is said to be without a source.

    \b
    evenhand measure recipes
    evenhand measure recipes gpt-5.5 --output-tokens 2000
    """
    catalog = open_catalog()
    known = recipes().recipe
    wanted = [resolve(catalog, model).id] if model else list(known)
    if wanted[0] not in known:
        raise BadSetting(
            f"{wanted[0]} has no recipe; name its endpoint: {wanted[0]}@ENDPOINT. With one: {', '.join(known)}"
        )
    found = [shown(catalog, one, known[one], output_tokens) for one in wanted]
    write_json(found) if as_json else write([block for one in found for block in _page(one)] + _end())


def shown(catalog: Catalog, model: str, recipe: Recipe, output: int | None = None) -> ShownRecipe:
    """A recipe as it stands in this catalog."""
    sizes = set_sizes(recipe.settings.effort, output)
    return ShownRecipe(
        model=model,
        endpoint=recipe.endpoint,
        kind=recipe.kind,
        kind_stands=recipe.kind_stands,
        name=recipe.name,
        name_stands=name_source(catalog, model, recipe),
        why=recipe.why,
        settings=recipe.settings,
        costs=tuple(_cost(catalog, model, recipe.endpoint, size) for size in sizes),
    )


def _cost(catalog: Catalog, model: str, provider: str, size: SetSize) -> SetCost:
    """At the recipe's endpoint, or where it names none at the cheapest host that the catalog has."""
    if model not in catalog.models:
        return SetCost(size=size)
    work = Workload(input=size.input, output=size.output, requests=size.questions)
    row = cheapest(model_cost(catalog, catalog.models[model], work).offers, provider)
    if row is None:
        return SetCost(size=size)
    offer = row.offer
    return SetCost(
        size=size,
        provider=offer.provider,
        dollars=row.per_month,
        price_from=f"{offer.source}, checked {offer.checked}",
    )


def _page(one: ShownRecipe) -> Iterator[Block]:
    settings = [f"{name} {value}" for name, value in _said(one.settings).items() if value is not None]
    yield Heading(one.model)
    yield from lines(
        (
            f"Asked at {one.endpoint or NO_ADDRESS}",
            f"as “{one.name}” ({one.name_stands or 'no source in the catalog'}),",
            f"by {one.kind} ({one.kind_stands}),",
            f"with {', '.join(settings)}: {one.why}.",
        )
    )
    yield Table(COLUMNS, tuple(map(_row, one.costs)), frozenset({1, 2, 3, 4}))


def _said(settings: Settings) -> dict[str, float | str | None]:
    return {"temperature": settings.temperature, "effort": settings.effort, "max_tokens": settings.max_tokens}


def _row(cost: SetCost) -> tuple[Cell, ...]:
    size = cost.size
    return (
        Cell(size.name, "strong"),
        Cell(f"{size.questions:,}"),
        Cell(f"{size.questions * size.input:,}"),
        Cell(f"{size.questions * size.output:,}"),
        Cell("unknown" if cost.dollars is None else f"about {numbers.money(cost.dollars)}"),
        Cell(f"{cost.provider} ({cost.price_from})" if cost.provider else "no price in the catalog"),
    )


def _end() -> list[Block]:
    assumed = recipes().assumed
    said = (
        f"Estimates: {assumed.characters_per_token:g} characters a token of a question; tokens of answers are "
        "assumed, not measured; cached and batch prices are left out."
    )
    return lines((said,), style="dim")
