"""Price, speed, latency and context in words; unknown is said to be unknown, free is said to be free."""

from collections.abc import Iterator

from evenhand.records.comparison import Comparison
from evenhand.records.operations import OldSpeed, SideOperations
from evenhand.records.states import Side
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import Names, names_of
from evenhand.wording.offers import condition_text
from evenhand.wording.sentence import Written, say

LONG_WAIT_SECONDS = 10.0


def operation_words(comparison: Comparison) -> tuple[Sentence, ...]:
    """Sentences on price, the cost of the workload, waiting, speed, context and reasoning, in this order."""
    names = names_of(comparison)
    return (
        *_price(comparison, names),
        *_month(comparison, names),
        *_waiting(comparison, names),
        *_speed(comparison, names),
        *_context(comparison, names),
        *_reasoning(comparison, names),
    )


def _price(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    run = comparison.operations
    for name, side in ((names.left, run.left), (names.right, run.right)):
        yield _one_price(name, side, names)
    if run.cheaper and run.price_ratio is not None and run.price_ratio >= 1.05:
        yield say(
            "operations.price ratio",
            "Blended, {dearer} costs {ratio} as much as {cheaper}.",
            dearer=names.across(run.cheaper),
            cheaper=names.side(run.cheaper),
            ratio=(run.price_ratio, numbers.ratio(run.price_ratio)),
        )


def _one_price(name: str, side: SideOperations, names: Names) -> Sentence:
    if side.offer is None:
        return say("operations.price unknown", "No price is known for {name}.", name=name)
    offer = side.offer
    where = " from {provider} itself" if side.offer_kind == "lab" else " from {provider}, the cheapest known host"
    where += ", for prompts over {above} tokens" if offer.above_tokens else ""
    where += " (a second opinion, of {source})" if side.second_opinion else ""
    where += "; {condition}." if offer.condition else "."
    told: dict[str, Written | str] = {
        "name": name,
        "provider": names.known.get(offer.provider, offer.provider),
        "above": (offer.above_tokens, numbers.tokens(offer.above_tokens)),
        "source": names.known.get(side.second_opinion, side.second_opinion),
        "condition": condition_text(offer.condition),
    }
    if offer.input == offer.output == 0:
        return say("operations.price free", "{name} is free" + where, **told)
    return say(
        "operations.price",
        "{name} costs {input} per million input tokens and {output} per million output tokens" + where,
        input=(offer.input, numbers.cost(offer.input)),
        output=(offer.output, numbers.cost(offer.output)),
        **told,
    )


def _month(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    run = comparison.operations
    work, left, right = run.workload, run.left.per_month, run.right.per_month
    if left is None or right is None:
        return
    yield say(
        "operations.month",
        "{requests} requests a month of {input} tokens in and {output} out cost {left_cost} with {left}"
        " and {right_cost} with {right}.",
        requests=(work.requests, f"{work.requests:,}"),
        input=(work.input, f"{work.input:,}"),
        output=(work.output, f"{work.output:,}"),
        left_cost=(left, numbers.cost(left)),
        right_cost=(right, numbers.cost(right)),
        left=names.left,
        right=names.right,
    )


def _waiting(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    run = comparison.operations
    for name, side in ((names.left, run.left), (names.right, run.right)):
        wait = side.speed.first_token_seconds if side.speed else None
        if wait is None and side.old_speed:
            yield _old_speed(name, side.old_speed, names)
        elif wait is None:
            yield say("operations.first token unknown", "No time to the first token is known for {name}.", name=name)
        else:
            how = side.speed.method if side.speed else ""
            template = "{name} takes {wait} to the first token" + (" ({how})" if how else "")
            template += ": too long for a person who waits." if wait >= LONG_WAIT_SECONDS else "."
            yield say("operations.first token", template, name=name, wait=(wait, numbers.seconds(wait)), how=how)


def _old_speed(name: str, old: OldSpeed, names: Names) -> Sentence:
    rate, wait = old.speed.tokens_per_second, old.speed.first_token_seconds
    known = {"rate": (rate, numbers.speed(rate)), "wait": (wait, numbers.seconds(wait))}
    figures = {what: value for what, value in known.items() if value[0] is not None}
    said = {"rate": "{rate}", "wait": "{wait} to the first token"}
    template = "No recent speed is known for {name}: the newest, " + " and ".join(said[what] for what in figures)
    template += " at {host}" if old.speed.provider else ""
    template += ", was measured on {day}, {days} days before the newest fact here, and decides nothing."
    day, host = old.speed.measured or old.speed.retrieved, old.speed.provider
    told = {"name": name, "day": day, "host": names.known.get(host, host)}
    return say("operations.old speed", template, days=(old.days, f"{old.days:,}"), **told, **figures)


def _speed(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    run = comparison.operations
    if run.faster and run.speed_ratio and run.left.speed and run.right.speed:
        left, right = run.left.speed.tokens_per_second, run.right.speed.tokens_per_second
        written = numbers.pair(numbers.speed, left, right)
        yield say(
            "operations.speed",
            "{faster} writes faster: {left} gives {left_rate}, {right} {right_rate}.",
            faster=names.side(run.faster),
            left=names.left,
            right=names.right,
            left_rate=(left, written[0]),
            right_rate=(right, written[1]),
        )


def _context(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    run, left, right = comparison.operations, comparison.left.context_window, comparison.right.context_window
    for name, window in ((names.left, left), (names.right, right)):
        if window is None:
            yield say("operations.context unknown", "The context window of {name} is not known.", name=name)
    if run.larger_context:
        high, low = (left, right) if run.larger_context == "left" else (right, left)
        written = numbers.pair(numbers.tokens, high, low)
        yield say(
            "operations.context",
            "{larger} has the larger context window: {high} tokens against {low}.",
            larger=names.side(run.larger_context),
            high=(high, written[0]),
            low=(low, written[1]),
        )


def _reasoning(comparison: Comparison, names: Names) -> Iterator[Sentence]:
    flags = (comparison.left.reasoning, comparison.right.reasoning)
    if None in flags or flags[0] == flags[1]:
        return
    thinker: Side = "left" if flags[0] else "right"
    side = getattr(comparison.operations, thinker)
    wait = side.speed.first_token_seconds if side.speed else None
    template = (
        "{thinker} reasons before it answers and {other} does not: its reasoning tokens are paid for as output, and"
    )
    if wait is None:
        template += " how long they take is not known."
    else:
        template += " its first token comes after {wait}."
    yield say(
        "operations.reasoning",
        template,
        thinker=names.side(thinker),
        other=names.across(thinker),
        wait=(wait, numbers.seconds(wait)),
    )
