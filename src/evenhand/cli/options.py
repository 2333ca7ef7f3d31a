"""Options that several commands share."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Any

import click
from click.shell_completion import CompletionItem

from evenhand.catalog.as_of import as_of, last_day, view
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import efforts_of
from evenhand.catalog.nearest import near_or
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadSetting
from evenhand.records.facts import CATEGORIES, TRACKED
from evenhand.settings import keep_own_to_yourself
from evenhand.wording.as_of import view_words

Function = Callable[..., Any]
EVEN = "even"
FORM = "evenhand.form"


class KnownName(click.ParamType[str]):
    """A name of which some are known; completes those."""

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:
        """The names that are there to be completed."""
        raise NotImplementedError

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's signature
        """Known names that begin so."""
        begun = incomplete.casefold()
        return [CompletionItem(name) for name in self.known(ctx, begun) if name.casefold().startswith(begun)]


class ModelName(KnownName):
    """A model by any of its names, `@effort` for one configuration; completes ids, behind `@` its efforts."""

    name = "model"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of models, or the configurations of the one that stands before `@`."""
        catalog = open_catalog()
        model, sign, _ = incomplete.partition("@")
        if not sign:
            return catalog.models
        return [f"{model}@{effort}" for effort in efforts_of(catalog, model)] if model in catalog.models else ()


class BenchmarkName(KnownName):
    """A benchmark or category; completes ids."""

    name = "benchmark"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of benchmarks."""
        return open_catalog().benchmarks


class SourceName(KnownName):
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

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Sources with an importer."""
        from evenhand.importers.sources import all_importers  # noqa: PLC0415 - importers are not needed by other commands

        return all_importers()


class KnownSource(KnownName):
    """A source of the catalog; completes ids."""

    name = "source"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of sources."""
        return open_catalog().sources


class LabName(KnownName):
    """A lab of the catalog; completes ids."""

    name = "lab"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of labs."""
        return open_catalog().labs


class ProviderName(KnownName):
    """A provider of the catalog; completes ids."""

    name = "text"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of providers."""
        return open_catalog().providers


class RankingName(KnownName):
    """A ranking of the catalog; completes ids."""

    name = "text"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of rankings."""
        return open_catalog().rankings


class LaneName(KnownName):
    """A lane of a ranking; completes those of the ranking that was named before."""

    name = "text"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Lanes of the ranking."""
        chosen = open_catalog().rankings.get(ctx.params.get("ranking") or EVEN)
        return chosen.lanes if chosen else ()


class CategoryName(KnownName):
    """A category of a ranking, or overall; completes them."""

    name = "text"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Categories, and `overall` where a ranking is asked for."""
        return ("overall", *CATEGORIES) if "ranking" in ctx.params else (*CATEGORIES, *TRACKED)


def lane_options(function: Function) -> Function:
    """`--ranking` and `--lane`."""
    lane = click.option("--lane", type=LaneName(), help="Which scores are admitted: verified, provisional, everything.")
    ranking = click.option(
        "--ranking",
        default=EVEN,
        show_default=True,
        type=RankingName(),
        help="The ranking: even, classic or your own.",
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
    return _form_option("--json", "as_json", "Print JSON, in the shape that the API answers.")(function)


def csv_option(function: Function) -> Function:
    """`--csv`."""
    return _form_option("--csv", "as_csv", "Print CSV.")(function)


def markdown_option(function: Function) -> Function:
    """`--markdown`."""
    return _form_option("--markdown", "as_markdown", "Print Markdown.")(function)


def _form_option(flag: str, name: str, text: str) -> Callable[[Function], Function]:
    return click.option(flag, name, is_flag=True, callback=_only_form, help=text)


def _only_form(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    """Refuse a second form of one answer."""
    if value and (other := ctx.meta.setdefault(FORM, param.opts[0])) != param.opts[0]:
        raise click.UsageError(f"{other} and {param.opts[0]} are two forms of one answer; give one of them", ctx)
    return value


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
