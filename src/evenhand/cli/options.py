"""Options that several commands share."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Any

import click
from click.shell_completion import CompletionItem

from evenhand.catalog.as_of import as_of, last_day, view
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.nearest import near_or
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadSetting
from evenhand.settings import keep_own_to_yourself
from evenhand.wording.as_of import view_words

Function = Callable[..., Any]


class ModelName(click.ParamType[str]):
    """A model by any of its names, `@effort` for one configuration; completes ids."""

    name = "model"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Model ids that begin so."""
        return [CompletionItem(name) for name in open_catalog().models if name.startswith(incomplete.casefold())]


class BenchmarkName(click.ParamType[str]):
    """A benchmark or category; completes ids."""

    name = "benchmark"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Benchmark ids that begin so."""
        return [CompletionItem(name) for name in open_catalog().benchmarks if name.startswith(incomplete.casefold())]


class SourceName(click.ParamType[str]):
    """A source that can be collected; completes ids."""

    name = "source"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself, if there is such a source."""
        from evenhand.importers.sources import all_importers  # noqa: PLC0415 - importers are not needed by other commands

        known = all_importers()
        if value not in known:
            near = near_or(value, known, "the sources are")
            self.fail(f"no source is called {value!r}; {near}", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Sources that begin so."""
        from evenhand.importers.sources import all_importers  # noqa: PLC0415 - importers are not needed by other commands

        return [CompletionItem(name) for name in all_importers() if name.startswith(incomplete.casefold())]


class KnownSource(click.ParamType[str]):
    """A source of the catalog; completes ids."""

    name = "source"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Sources that begin so."""
        return [CompletionItem(name) for name in open_catalog().sources if name.startswith(incomplete.casefold())]


class LabName(click.ParamType[str]):
    """A lab of the catalog; completes ids."""

    name = "lab"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Labs that begin so."""
        return [CompletionItem(name) for name in open_catalog().labs if name.startswith(incomplete.casefold())]


def lane_options(function: Function) -> Function:
    """`--ranking` and `--lane`."""
    lane = click.option("--lane", help="Which scores are admitted: verified, provisional, everything.")
    ranking = click.option(
        "--ranking", default="even", show_default=True, help="The ranking: even, classic or your own."
    )
    return ranking(lane(function))


def ranking_options(function: Function) -> Function:
    """`--ranking`, `--lane`, `--weight` and `--chance-corrected`."""
    chance = click.option(
        "--chance-corrected", "chance", is_flag=True, help="Count scores from chance (0) to the ceiling (100)."
    )
    weight = click.option(
        "--weight",
        "weights",
        multiple=True,
        metavar="CATEGORY=N",
        help="A category weight of your own, as coding=50; others keep theirs. Can be repeated.",
    )
    return lane_options(weight(chance(function)))


def json_option(function: Function) -> Function:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, in the shape that the API answers.")(
        function
    )


def own_option(function: Function) -> Function:
    """`--own` and `--no-own`."""
    return click.option(
        "--own/--no-own",
        default=None,
        help="Whether what you imported and measured is shown; usually only where nobody else can reach it.",
    )(function)


def told_to_others(own: bool | None, host: str = "") -> None:
    """Leave your own runs out where others would read them: in files, and on an address that is not this machine's."""
    if own is False or (own is None and not _here(host)):
        keep_own_to_yourself()


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def as_of_option(function: Function) -> Function:
    """`--as-of`."""
    return click.option("--as-of", "as_of_day", metavar="DATE", help="See the catalog as of a day.")(function)


def catalog_seen(as_of_day: str | None) -> tuple[Catalog, tuple[str, ...]]:
    """The catalog, as of a day where one is given, and what is to be said of that view.

    Raises:
        BadSetting: no day of the calendar, or one to come.

    """
    catalog = open_catalog()
    if as_of_day is None:
        return catalog, ()
    day = day_of(as_of_day)
    seen = as_of(catalog, day)
    return seen, tuple(sentence.text for sentence in view_words(view(catalog, seen, day)))


def day_of(text: str) -> str:
    """The ISO day of a text; the last one, or today, of a month or year.

    Raises:
        BadSetting: no day of the calendar, or one to come.

    """
    today = datetime.now(UTC).date().isoformat()
    try:
        day = date.fromisoformat(last_day(text)).isoformat()
    except (ValueError, IndexError) as error:
        raise BadSetting(f"{text!r} is no date; give a day such as 2026-04-23, or a month such as 2026-04") from error
    if day > today and not (len(text) < len(day) and today.startswith(text)):
        raise BadSetting(f"{text} is a day to come; give one up to {today}")
    return min(day, today)
