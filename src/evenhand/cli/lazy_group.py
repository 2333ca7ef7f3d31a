"""A group of commands that imports one only when it is called, so that each starts fast."""

from collections.abc import Mapping
from importlib import import_module

import click

from evenhand.catalog.nearest import nearest


class LazyGroup(click.Group):
    """Commands by name, each with its line of help; `modules` are those below `evenhand.cli` that hold them."""

    known: Mapping[str, str] = {}
    modules: Mapping[str, str] = {}
    prefix = ""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands."""
        return sorted(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name, or None."""
        if cmd_name not in self.known:
            return None
        module = self.modules.get(cmd_name, self.prefix + cmd_name.replace("-", "_"))
        found = import_module(f"evenhand.cli.{module}").command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = nearest(args[0], self.known, most=2) if args else ()
            if near:
                raise click.UsageError(f"{error.message} Did you mean {' or '.join(near)}?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.known.items()))
