"""`evenhand serve`: the site, its JSON and its OpenAPI."""

import click

from evenhand.server import serve


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free port.")
def command(host: str, port: int) -> None:
    """Start the site: pages at /, JSON at /api/v1, OpenAPI at /api/v1/openapi.json."""
    serve(host, port)
