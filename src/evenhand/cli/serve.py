"""`evenhand serve`: the site, its JSON and its OpenAPI."""

import os
from typing import Any

import click

from evenhand.brief.mail_settings import Hidden
from evenhand.cli.options import own_option, told_to_others
from evenhand.cli.system_faults import check_free
from evenhand.server.run import LogForm, Run
from evenhand.server.serving import cores, serve

AUTO = "auto"
BASE_VARIABLE, TOKEN_VARIABLE = "EVENHAND_BASE_URL", "EVENHAND_METRICS_TOKEN"
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
@click.option(
    "--base-url",
    default="",
    envvar=BASE_VARIABLE,
    help="The site's own address (https://…), for canonical links and links in letters.",
)
@click.option("--workers", default=1, show_default=True, type=Workers(), help="Processes; `auto` takes all cores.")
@click.option(
    "--log",
    default="quiet",
    show_default=True,
    envvar="EVENHAND_LOG",
    type=click.Choice(["quiet", "plain", "json"]),
    help="Events on standard error, a line each: faults alone, or requests and letters too.",
)
@click.option("--metrics", is_flag=True, envvar="EVENHAND_METRICS", help="Numbers for Prometheus at /metrics.")
@click.option(
    "--sender/--no-sender",
    default=True,
    help="Whether letters are sent from here too; else `evenhand brief send --watch` does it.",
)
@click.option(
    "--issue/--no-issue",
    default=True,
    help="Whether that sender issues the brief when it is due; else a timer runs `evenhand brief send`.",
)
@own_option
def command(
    host: str,
    port: int,
    base_url: str,
    workers: int,
    log: LogForm,
    metrics: bool,
    sender: bool,
    issue: bool,
    own: bool | None,
) -> None:
    """Start the site: pages at /, JSON at /api/v1, OpenAPI at /api/v1/openapi.json.

    What you imported and measured is shown at an address of this machine alone; with --base-url, which the world knows,
    or at any other address with --own only.

    Where EVENHAND_MAIL_FROM and the site's address are set, people can subscribe to the weekly brief at /brief.
    """
    check_free(host, port)
    told_to_others(own, "" if base_url else host)
    if base_url:
        os.environ[BASE_VARIABLE] = base_url
    serve(
        Run(
            host=host,
            port=port,
            base=base_url,
            workers=workers,
            told=bool(own),
            log=log,
            metrics=metrics,
            token=Hidden(os.environ.get(TOKEN_VARIABLE, "").strip()),
            sender=sender,
            issue=issue,
        )
    )
