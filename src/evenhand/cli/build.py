"""`evenhand build`: the site as files for any file server."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evenhand.application.fitting_apart import fitting_apart
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.options import own_option, told_to_others
from evenhand.errors import BadSetting
from evenhand.export.building import Built, build
from evenhand.export.chosen_pairs import chosen_pairs
from evenhand.export.desks import Order
from evenhand.library.issued_briefs import issued_briefs
from evenhand.website.site import Site

ADDRESS = re.compile(r"https?://[^/?#@\s]+")
EXAMPLE = "https://example.org"
SECONDS_BETWEEN_LINES = 10.0


@click.command("build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", default="", help="The site's own address (https://…), for canonical links and feeds.")
@click.option("--server-url", default="", help="A server that computes; what files cannot do links to it.")
@click.option("--pairs", default="top:100", show_default=True, metavar="all|top:N|FILE", help="Head-to-heads to write.")
@click.option("--images", is_flag=True, help="A social image for each page, not one for all: about ten a second.")
@own_option
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
def command(
    folder: Path, base_url: str, server_url: str, pairs: str, images: bool, own: bool | None, workers: int
) -> None:
    """Write the site into FOLDER: pages, Markdown, JSON, feeds. Any file server serves it at the root of a host.

    A build that was interrupted goes on where it ended; a second one writes only what changed.
    """
    told_to_others(own)
    base, server = (_address(name, text) for name, text in (("--base-url", base_url), ("--server-url", server_url)))
    folder.mkdir(parents=True, exist_ok=True)  # what cannot be written is told before some minutes of work
    with Console(stderr=True).status("working out the estimates"):
        fitting_apart().wait()
    catalog = open_catalog()
    chosen = chosen_pairs(catalog, pairs)
    site = Site(base=base, live=False, server=server, images=images)
    order = Order(root=folder, site=site, pairs=chosen, images=images, issued=issued_briefs())
    with _progress() as tell:
        done = build(catalog, order, workers, tell)
    click.echo(_said(done, folder))
    if not base:
        click.echo("Without --base-url: no sitemap, canonical links or og:image, which must be whole addresses.")


def _said(done: Built, folder: Path) -> str:
    """What a build did, in one line."""
    stood = f"{done.stood:,} stood, " if done.stood else ""
    same = f", {done.same:,} left as they were" if done.same else ""
    removed = f", {done.removed:,} removed" if done.removed else ""
    return f"{done.made:,} addresses made, {stood}{done.changed:,} files written{same}{removed}: {folder}"


def _address(name: str, text: str) -> str:
    address = text.rstrip("/")
    if address and not ADDRESS.fullmatch(address):
        named, _, host = address.partition("://")[2].partition("/")[0].rpartition("@")
        shown = f"…@{host}, with a name or password in it," if named else repr(text)
        raise BadSetting(f"{name}: {shown} cannot be used; give https:// and a host, as {EXAMPLE}, without a path")
    return address


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar in a terminal; elsewhere a line now and then."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("writing", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    def __init__(self) -> None:
        self.last = monotonic()

    def __call__(self, done: int, total: int) -> None:
        if monotonic() - self.last >= SECONDS_BETWEEN_LINES:
            self.last = monotonic()
            click.echo(f"{done:,} of {total:,}", err=True)
