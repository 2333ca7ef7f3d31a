"""`evenhand measure`: your own measurements, one subcommand a file, loaded when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "eval": "Run a benchmark on a model.",
    "local-model": "Fetch the small model that --local runs.",
    "recipes": "Show how models are asked, and what a question set costs.",
    "speed": "Measure how fast endpoints answer.",
}


class LazyMeasures(click.Group):
    """Subcommands by name, imported only when they are called or their help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The subcommand of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"evenhand.cli.measure_{cmd_name.replace('-', '_')}").command
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group("measure", cls=LazyMeasures)
def command() -> None:
    """Measure for yourself: how fast an endpoint answers, and how a model does on a benchmark.

    \b
    evenhand measure eval bbh:navigate --local
    evenhand measure recipes
    evenhand measure speed gpt-5.5@openai --most-dollars 0.50
    """
