"""`evenhand measure`: your own measurements, one subcommand a file, loaded when it is called."""

import click

from evenhand.cli.lazy_group import LazyGroup

COMMANDS = {
    "eval": "Run a benchmark on a model.",
    "local-model": "Fetch the small model that --local runs.",
    "recipes": "Show how models are asked, and what a question set costs.",
    "speed": "Measure how fast endpoints answer.",
}


class LazyMeasures(LazyGroup):
    """All subcommands of `evenhand measure`."""

    known = COMMANDS
    prefix = "measure_"


@click.group("measure", cls=LazyMeasures)
def command() -> None:
    """Measure for yourself: how fast an endpoint answers, and how a model does on a benchmark.

    \b
    evenhand measure eval bbh:navigate --local
    evenhand measure recipes
    evenhand measure speed gpt-5.5@openai --most-dollars 0.50
    """
