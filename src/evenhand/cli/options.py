"""Options that several commands share."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

import click
import msgspec
from click.shell_completion import CompletionItem

from evenhand.catalog.as_of import as_of, last_day, view
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.nearest import near_or
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadSetting
from evenhand.records.comparison import Workload
from evenhand.wording.as_of import view_words

Function = Callable[..., Any]
DEFAULT = Workload()


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


def ranking_options(function: Function) -> Function:
    """`--ranking` and `--lane`."""
    lane = click.option("--lane", help="Which scores are admitted: verified, provisional, everything.")
    ranking = click.option(
        "--ranking", default="even", show_default=True, help="The ranking: even, classic or your own."
    )
    return ranking(lane(function))


def json_option(function: Function) -> Function:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, in the shape that the API answers.")(
        function
    )


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


def workload_options(function: Function) -> Function:
    """What the reader sends, and the limits that an answer must keep."""
    options = (
        click.option(
            "--input", "input_tokens", type=click.IntRange(0, 10**8), help=f"Input tokens a request [{DEFAULT.input}]."
        ),
        click.option("--cached", type=click.IntRange(0, 10**8), help="Of these, tokens read from the cache [0]."),
        click.option(
            "--output",
            "output_tokens",
            type=click.IntRange(0, 10**8),
            help=f"Output tokens a request [{DEFAULT.output}].",
        ),
        click.option("--requests", type=click.IntRange(0, 10**10), help=f"Requests a month [{DEFAULT.requests}]."),
        click.option("--max-first-token", type=click.FloatRange(0), help="Limit: seconds to the first token."),
        click.option("--max-cost", type=click.FloatRange(0), help="Limit: US dollars a month."),
        click.option("--min-context", type=click.IntRange(1), help="Limit: tokens of context needed."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def workload(**given: float | None) -> Workload:
    """The workload of these options.

    Raises:
        BadSetting: a limit that is no number, more cached than input tokens, or no tokens at all.

    """
    names = {
        "input_tokens": "input",
        "cached": "cached",
        "output_tokens": "output",
        "requests": "requests",
        "max_first_token": "max_first_token_seconds",
        "max_cost": "max_cost_per_month",
        "min_context": "min_context",
    }
    stated = {names[key]: value for key, value in given.items() if value is not None}
    for name, value in stated.items():
        if not isfinite(value):
            raise BadSetting(f"{value} is no limit for {name.replace('_', ' ')}; give a number")
    work = msgspec.convert({**stated, "stated": bool(stated)}, Workload)
    if work.cached > work.input:
        raise BadSetting(
            f"--cached {work.cached} is more than --input {work.input}; cached tokens are part of the input"
        )
    if not work.input + work.output:
        raise BadSetting("a request needs tokens: give --input or --output")
    return work
