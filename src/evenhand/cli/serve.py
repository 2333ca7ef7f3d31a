"""`evenhand serve`: the site, its JSON and its OpenAPI."""

from typing import Any

import click

from evenhand.cli.options import own_option, told_to_others
from evenhand.server.serving import cores, serve

AUTO = "auto"
PROCESSES: click.ParamType[Any] = click.IntRange(1, 256)


class Workers(click.ParamType[int]):
    """A number of processes, or `auto`: as many as there are cores."""

    name = f"number|{AUTO}"

    def convert(self, value: int | str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        return cores() if value == AUTO else int(PROCESSES.convert(value, param, ctx))


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free port.")
@click.option("--base-url", default="", help="The site's own address (https://…), for canonical links.")
@click.option("--workers", default=1, show_default=True, type=Workers(), help="Processes; `auto` takes all cores.")
@own_option
def command(host: str, port: int, base_url: str, workers: int, own: bool | None) -> None:
    """Start the site: pages at /, JSON at /api/v1, OpenAPI at /api/v1/openapi.json.

    What you imported and measured is shown at an address of this machine alone; with --base-url, which the world knows,
    or at any other address with --own only.
    """
    told_to_others(own, "" if base_url else host)
    serve(host, port, base_url, workers, told=bool(own))
