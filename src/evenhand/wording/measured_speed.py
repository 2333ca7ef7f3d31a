"""A measured speed in words: how it ended, what did not answer, how true the clock was, what cannot be said."""

from collections.abc import Callable, Iterator

from evenhand.records.speed_receipt import Calibration, NotMeasured, SpeedFigures, SpeedReceipt, Spread, Target
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import Written, say

BEYOND = "over the limit"
OTHERWISE = {
    "empty": "ended without any text",
    "slow": "too slow and given up",
    "limited": "still told to wait after all retries",
    "refused": "refused",
    "failed": "failed",
}


def receipt_words(receipt: SpeedReceipt) -> tuple[Sentence, ...]:
    """How the run went, then of each condition what is to be known beside its figures."""
    found = [*_ending(receipt), *_spent(receipt)]
    found += [_untrue(one) for one in receipt.not_measured]
    for one in receipt.figures:
        found += figure_words(one, several=len(receipt.figures) > 1)
    return tuple(found)


def method_words(receipt: SpeedReceipt) -> tuple[Sentence, ...]:
    """What every figure is, and of how many requests."""
    settings = receipt.settings
    unread = "" if any(one.cached for one in receipt.figures) else ", so that no prompt cache answers"
    return (
        say(
            "speed.method",
            "Seconds run from the writing of a request to the arrival of the bytes; the rate is output tokens per "
            "second after the first token; brackets hold the interval of the median that order statistics give, for "
            "any distribution, with at least {level}.",
            level=(95, "95%"),
        ),
        say(
            "speed.asked",
            "Each answer was limited to {most}; every prompt begins with words of its own" + unread + ".",
            most=(settings.output_tokens, numbers.count(settings.output_tokens, "token")),
        ),
    )


def figure_words(one: SpeedFigures, *, several: bool = True) -> tuple[Sentence, ...]:
    """What did not answer and what its figures leave out, for one condition."""
    where = condition_text(one) if several else ""
    return tuple(_outcomes(one, where)) + tuple(_doubts(one, where))


def condition_text(one: SpeedFigures) -> str:
    """The condition in short: `gpt-5.5@openai, 100 tokens, 8 at once`."""
    return f"{one.target}, {one.prompt_tokens:,} tokens, {one.concurrency:,} at once"


def seconds_text(spread: Spread | None) -> str:
    """A median with its interval: `0.412 s (0.398–0.430)`; `N/A` without any value."""
    return _spread_text(spread, _milli, " s")


def rate_text(spread: Spread | None) -> str:
    """A median rate with its interval: `87.3 (85.1–88.0)`."""
    return _spread_text(spread, numbers.average, "")


def ends_text(spread: Spread | None, *, seconds: bool) -> str:
    """The fifth and the ninety-fifth percentile: `0.31–0.92`."""
    if spread is None:
        return numbers.UNKNOWN
    write = _milli if seconds else numbers.average
    return "–".join(write(one) if one is not None else BEYOND for one in (spread.p5, spread.p95))


def calibration_text(found: Calibration | None) -> str:
    """How far off the clock was: `+0.4%`."""
    return numbers.UNKNOWN if found is None else f"{numbers.signed(100 * found.error)}%"


def _spread_text(spread: Spread | None, write: Callable[[float], str], unit: str) -> str:
    if spread is None:
        return numbers.UNKNOWN
    if spread.p50 is None:
        return BEYOND
    written = write(spread.p50)
    if spread.low is None or spread.high is None:
        return f"{written}{unit}"
    return f"{written}{unit} ({write(spread.low)}–{write(spread.high)})"


def _milli(value: float) -> str:
    """Three decimals: milliseconds are what is compared."""
    return str(numbers.rounded(value, 3))


def _ending(receipt: SpeedReceipt) -> Iterator[Sentence]:
    if receipt.ending != "done":
        yield say("speed.ended", "The run ended early: {why}.", why=receipt.why)
    if receipt.given_up:
        yield say(
            "speed.given_up",
            "{count} in flight {were} given up; the same command goes on from here.",
            count=(receipt.given_up, numbers.count(receipt.given_up, "request")),
            were="was" if receipt.given_up == 1 else "were",
        )
    if len(receipt.sessions) > 1:
        yield say(
            "speed.sessions",
            "The run was made in {count}, so at more than one time.",
            count=(len(receipt.sessions), numbers.count(len(receipt.sessions), "session")),
        )


def _spent(receipt: SpeedReceipt) -> Iterator[Sentence]:
    spent = receipt.spent
    dollars = ", {dollars} at the prices used" if spent.dollars is not None else ""
    yield say(
        "speed.spent",
        "It took {requests}, warm-up and retries among them, with {input} tokens in and {output} out" + dollars + ".",
        requests=(spent.requests, numbers.count(spent.requests, "request")),
        input=(spent.input_tokens, f"{spent.input_tokens:,}"),
        output=(spent.output_tokens, f"{spent.output_tokens:,}"),
        dollars=(spent.dollars, numbers.money(spent.dollars)),
    )
    if spent.assumed:
        yield say(
            "speed.assumed",
            "{tokens} of these are the most that requests without a usage report can have taken.",
            tokens=(spent.assumed, f"{spent.assumed:,}"),
        )


def _untrue(one: NotMeasured) -> Sentence:
    found = one.calibration
    return say(
        "speed.untrue",
        "Nothing was measured at {streams} at once: this machine measured {median} for the stub's {delay}, {error} "
        "off; at most {most} is let through, or --even-so measures and marks it.",
        streams=(found.concurrency, f"{found.concurrency:,}"),
        median=(1000 * found.median, f"{numbers.rounded(1000 * found.median, 1)} ms"),
        delay=(1000 * found.delay, f"{numbers.rounded(1000 * found.delay, 0)} ms"),
        error=(100 * found.error, f"{numbers.signed(100 * found.error)}%"),
        most=(5, "5%"),
    )


def _outcomes(one: SpeedFigures, where: str) -> Iterator[Sentence]:
    """Every way to end but with an answer, with how many of how many."""
    cut = one.outcomes.get("cut", 0)
    if cut and one.cut_after is not None:
        yield _said(
            "speed.cut",
            where,
            "{count} of {n} cut off after {tokens}.",
            count=(cut, f"{cut:,}"),
            n=(one.n, f"{one.n:,}"),
            tokens=(one.cut_after, f"{numbers.average(one.cut_after)} tokens"),
        )
    for outcome, words in OTHERWISE.items():
        if count := one.outcomes.get(outcome, 0):
            yield _said(
                f"speed.{outcome}",
                where,
                "{count} of {n} " + words + ".",
                count=(count, f"{count:,}"),
                n=(one.n, f"{one.n:,}"),
            )
    for fault, count in one.faults.items():
        yield _said("speed.fault", where, "“{fault}” ({count}).", fault=fault, count=(count, f"{count:,}"))
    yield from _limited(one, where)


def _limited(one: SpeedFigures, where: str) -> Iterator[Sentence]:
    if not one.limited:
        return
    asked = ", {asked} by what Retry-After said" if one.asked_wait is not None else ", without saying how long"
    yield _said(
        "speed.waits",
        where,
        "told to wait {count}" + asked + "; {waited} were waited, in no figure.",
        count=(one.limited, numbers.count(one.limited, "time")),
        asked=(one.asked_wait, numbers.seconds(one.asked_wait)),
        waited=(one.waited, numbers.seconds(one.waited)),
    )


def _doubts(one: SpeedFigures, where: str) -> Iterator[Sentence]:
    """What its figures leave out or lean on."""
    if one.doubtful and one.calibration:
        yield _said(
            "speed.doubtful",
            where,
            "the clock was {error} off, so that these figures are marked.",
            error=(100 * one.calibration.error, calibration_text(one.calibration)),
        )
    if one.one_piece:
        yield _count("{count} of {n} came in one piece and have no rate.", "speed.one_piece", one.one_piece, one, where)
    if one.cached:
        yield _count("{count} of {n} read a prompt cache.", "speed.cached", one.cached, one, where)
    if one.counted == "none" and one.outcomes.get("answered"):
        yield _said(
            "speed.uncounted",
            where,
            "the server reports no usage, so there is no rate; --tokenizer chunks or words counts here.",
        )
    if one.first_token and one.first_token.censored:
        yield _said(
            "speed.censored",
            where,
            "{count} without a first token {stand} in its percentiles as longer than the limit.",
            count=(one.first_token.censored, numbers.count(one.first_token.censored, "request")),
            stand="stands" if one.first_token.censored == 1 else "stand",
        )


def _said(rule: str, where: str, template: str, **values: Written | str) -> Sentence:
    """A sentence of one condition, which is named where there are several."""
    return say(rule, "{where}: " + template, where=where, **values) if where else say(rule, template, **values)


def _count(template: str, rule: str, count: int, one: SpeedFigures, where: str) -> Sentence:
    return _said(rule, where, template, count=(count, f"{count:,}"), n=(one.n, f"{one.n:,}"))


def target_text(target: Target) -> str:
    """What was asked where, and how."""
    return f"{target.key}: {target.name} at {target.address}, asked as {target.kind}"
