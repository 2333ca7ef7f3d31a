"""The operations table: price, cost of the workload, speed, latency, context, licence, dates."""

from evenhand.records.comparison import Comparison
from evenhand.records.facts import Model, Speed
from evenhand.records.operations import SideOperations, Workload
from evenhand.website.rows.compare_rows import Row
from evenhand.website.rows.last_asked import kept_for_the_last
from evenhand.wording.numbers import UNKNOWN, amount, count, money, seconds, speed, tokens
from evenhand.wording.offers import price_notes


@kept_for_the_last
def operation_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Price, speed and context, as far as a side has a value; `N/A` is unknown, `free` is a price of zero."""
    return _known((*_money(comparison), *_speed(comparison), _context(comparison.left, comparison.right)))


@kept_for_the_last
def model_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Limits, licence and dates, as far as a side has a value."""
    return _known(_model(comparison.left, comparison.right))


def _known(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if (row.left, row.right) != (UNKNOWN, UNKNOWN))


def _money(comparison: Comparison) -> tuple[Row, ...]:
    work = comparison.operations
    left, right = work.left, work.right
    load = work.workload
    return (
        Row(
            label="Price per million tokens",
            note="input / output",
            left=_price(left),
            left_note=_who(comparison, left),
            right=_price(right),
            right_note=_who(comparison, right),
        ),
        Row(label="Cached input", left=_cached(left), right=_cached(right)),
        Row(label="Blended", note="per million tokens", left=money(left.blended), right=money(right.blended)),
        Row(
            label="A thousand requests",
            note=f"{load.input:,} tokens in, {load.output:,} out",
            left=_thousand(left),
            right=_thousand(right),
        ),
        Row(
            label="One month",
            note=f"{load.requests:,} requests",
            left=amount(left.per_month),
            right=amount(right.per_month),
        ),
    )


def _speed(comparison: Comparison) -> tuple[Row, ...]:
    left, right = comparison.operations.left, comparison.operations.right
    load: Workload = comparison.operations.workload
    return (
        Row(
            label="Output speed",
            left=speed(_shown(left, "tokens_per_second")),
            left_note=_measured(comparison, left),
            right=speed(_shown(right, "tokens_per_second")),
            right_note=_measured(comparison, right),
        ),
        Row(
            label="Time to the first token",
            left=seconds(_shown(left, "first_token_seconds")),
            left_note=_age(left),
            right=seconds(_shown(right, "first_token_seconds")),
            right_note=_age(right),
        ),
        Row(
            label="Time to the whole answer",
            note=f"{load.output:,} tokens",
            left=seconds(left.whole_answer_seconds),
            right=seconds(right.whole_answer_seconds),
        ),
    )


def _context(left: Model, right: Model) -> Row:
    return Row(
        label="Context window",
        note="input and output together",
        left=tokens(left.context_window),
        right=tokens(right.context_window),
    )


def _model(left: Model, right: Model) -> tuple[Row, ...]:
    return (
        Row(label="Most input", left=tokens(left.input_limit), right=tokens(right.input_limit)),
        Row(label="Most output", left=tokens(left.output_limit), right=tokens(right.output_limit)),
        Row(label="Reads", left=_listed(left.input_modalities), right=_listed(right.input_modalities)),
        Row(label="Reasons before it answers", left=_yes(left.reasoning), right=_yes(right.reasoning)),
        Row(label="Open weights", left=_yes(left.open_weights), right=_yes(right.open_weights)),
        Row(label="Licence", left=left.licence or UNKNOWN, right=right.licence or UNKNOWN),
        Row(label="Released", left=left.released or UNKNOWN, right=right.released or UNKNOWN),
        Row(label="Knowledge until", left=left.knowledge_cutoff or UNKNOWN, right=right.knowledge_cutoff or UNKNOWN),
        Row(label="Retired by its lab", left=left.retired or UNKNOWN, right=right.retired or UNKNOWN),
    )


def _price(side: SideOperations) -> str:
    offer = side.offer
    if offer is None:
        return UNKNOWN
    return f"{money(offer.input)} / {money(offer.output)}"


def _thousand(side: SideOperations) -> str:
    return amount(None if side.per_request is None else 1000 * side.per_request)


def _cached(side: SideOperations) -> str:
    return money(side.offer.cached_input if side.offer else None)


def _who(comparison: Comparison, side: SideOperations) -> str:
    offer = side.offer
    if offer is None:
        return "no offer known"
    who = comparison.names.get(offer.provider, offer.provider)
    others = len(side.offers) - 1
    more = f", {count(others, 'other offer')} known" if others > 0 else ""
    second = comparison.names.get(side.second_opinion, side.second_opinion)
    return "; ".join((f"{who}, checked {offer.checked}{more}", *price_notes(offer, second)))


def _measured(comparison: Comparison, side: SideOperations) -> str:
    """Who measured the speed that is shown, and when; an old one is marked as that."""
    shown = _shown_speed(side)
    if shown is None:
        return ""
    who = comparison.names.get(shown.source, shown.source)
    return f"{who}, {shown.measured or shown.retrieved}" + (f"; {_age(side)}" if side.old_speed else "")


def _shown_speed(side: SideOperations) -> Speed | None:
    """The speed that counts, else the old one."""
    return side.speed or (side.old_speed.speed if side.old_speed else None)


def _shown(side: SideOperations, name: str) -> float | None:
    shown = _shown_speed(side)
    return getattr(shown, name) if shown else None


def _age(side: SideOperations) -> str:
    return f"{side.old_speed.days:,} days old, decides nothing" if side.old_speed else ""


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or UNKNOWN


def _yes(value: bool | None) -> str:  # noqa: FBT001 - the fact itself
    if value is None:
        return UNKNOWN
    return "yes" if value else "no"
