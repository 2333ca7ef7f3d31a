"""Every speed on file: the one function behind its page, its JSON and its command."""

from collections.abc import Callable, Iterable
from statistics import median

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.speeds import SPEED_DAYS, age, printed_speeds
from evenhand.records.facts import Model, Speed
from evenhand.records.operations import Workload
from evenhand.records.speed_board import SpeedBoard, SpeedRow, Spread

LONGEST_ANSWER = 1_000_000
# How the methods on file say that waiting for the first token is a part of their rate.
WAIT_INCLUDED = "rate over the whole request"


def speed_board(
    catalog: Catalog, output: int = Workload().output, provider: str = "", days: int = SPEED_DAYS
) -> SpeedBoard:
    """All speeds by model, provider and source; of one provider where its id is given.

    `output` is the length of an answer in tokens, `days` how old a measurement may be to count.
    """
    rows = [row for model in catalog.models.values() for row in _rows(catalog, model, output, days)]
    kept = [row for row in rows if provider in ("", row.provider)]
    sources = {row.source for row in kept}
    return SpeedBoard(
        date=catalog.date,
        version=catalog.version,
        output=output,
        speed_days=days,
        rows=tuple(sorted(kept, key=_order)),
        names={name: catalog.sources[name].name for name in sorted(sources)},
    )


def answer_seconds(speed: Speed, output: int) -> float | None:
    """Seconds to a whole answer of so many tokens; None where the rate, or a wait that it leaves out, is not known."""
    if speed.tokens_per_second is None:
        return None
    writing = output / speed.tokens_per_second
    if WAIT_INCLUDED in speed.method:
        return writing
    return None if speed.first_token_seconds is None else speed.first_token_seconds + writing


def _rows(catalog: Catalog, model: Model, output: int, days: int) -> Iterable[SpeedRow]:
    printed = printed_speeds(catalog, model)
    groups: dict[tuple[str, str], list[Speed]] = {}
    for speed in (*catalog.speeds_of.get(model.id, ()), *printed):
        groups.setdefault((speed.provider, speed.source), []).append(speed)
    return (_row(catalog, model, rows, output, days, printed=rows[0] in printed) for rows in groups.values())


def _row(catalog: Catalog, model: Model, rows: list[Speed], output: int, days: int, *, printed: bool) -> SpeedRow:
    first = rows[0]
    newest = max(row.measured or row.retrieved for row in rows)
    old = min(age(row, catalog.date) for row in rows)
    counts = [row.n for row in rows if row.n is not None]
    return SpeedRow(
        model=model.id,
        name=model.name,
        lab_name=catalog.labs[model.lab].name,
        provider=first.provider,
        provider_name=catalog.providers[first.provider].name if first.provider else "",
        source=first.source,
        tokens_per_second=_spread(rows, lambda row: row.tokens_per_second),
        first_token_seconds=_spread(rows, lambda row: row.first_token_seconds),
        answer_seconds=_spread(rows, lambda row: answer_seconds(row, output)),
        n=sum(counts) if counts else None,
        measured=newest,
        days=old,
        counts=old <= days,
        printed=printed,
        measurements=tuple(rows),
    )


def _spread(rows: Iterable[Speed], value: Callable[[Speed], float | None]) -> Spread | None:
    known = [found for row in rows if (found := value(row)) is not None]
    return Spread(low=min(known), middle=median(known), high=max(known)) if known else None


def _order(row: SpeedRow) -> tuple[object, ...]:
    rate = row.tokens_per_second
    return not row.counts, rate is None, -rate.middle if rate else 0.0, row.name, row.provider_name, row.source
