"""From requests to figures: rates, percentiles, counts of every way to end."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from evenhand.measure.order_statistics import spread
from evenhand.records.speed_receipt import (
    OUTCOMES,
    Calibration,
    Counting,
    Request,
    SpeedFigures,
    SpeedSettings,
    Spread,
    Tokenizer,
)

Value = Callable[[Request], float | None]
# Above this share of the injected delay a clock is not true enough.
LARGEST_ERROR = 0.05


def figures(
    settings: SpeedSettings, requests: Sequence[Request], calibrations: Sequence[Calibration] = ()
) -> tuple[SpeedFigures, ...]:
    """The figures of every condition that has a counted request, in the order of the settings."""
    found = []
    for concurrency in settings.concurrency:
        for length in settings.prompt_tokens:
            for target in settings.targets:
                condition = (target.key, length, concurrency)
                all_of = [one for one in requests if (one.target, one.prompt_tokens, one.concurrency) == condition]
                clocks = [one for one in calibrations if (one.kind, one.concurrency) == (target.kind, concurrency)]
                if any(not one.warm_up for one in all_of):
                    found.append(_figures(all_of, settings.tokenizer, clocks[-1] if clocks else None))
    return tuple(found)


def rate(request: Request, tokenizer: Tokenizer = "") -> float | None:
    """Tokens a second after the first packet that held one; None where it cannot be said.

    The first packet's tokens are left out with their time: one token a piece where there are as many pieces as tokens,
    else its share of the text, at least one token. An answer that came in one packet has no rate.
    """
    tokens = streamed(request, tokenizer)
    if request.outcome != "answered" or not tokens or request.first_piece is None or request.last is None:
        return None
    took = request.last - request.first_piece
    if took <= 0 or request.pieces == request.first_pieces:
        return None
    if request.pieces >= tokens:
        held = request.first_pieces * tokens / request.pieces
    else:
        held = max(1.0, tokens * request.first_characters / request.characters)
    return (tokens - held) / took if tokens > held else None


def streamed(request: Request, tokenizer: Tokenizer = "") -> float | None:
    """The tokens that arrived as text: reasoning counts where it was streamed, not where it was hidden or summed up.

    None where there was such reasoning and the server does not tell its tokens apart.

    A stated tokenizer comes before the usage report: `chunks` takes every piece for a token, `words` every word.
    """
    if tokenizer:
        return request.pieces if tokenizer == "chunks" else request.words
    usage = request.tokens
    if usage.output is None:
        return None
    if request.reasoning_pieces:
        return usage.output
    if request.first_reasoning is not None and usage.reasoning is None:
        return None
    return max(0, usage.output - (usage.reasoning or 0))


def too_wrong(calibration: Calibration) -> bool:
    """Whether a clock is off by more than a twentieth of the time that it was given to measure."""
    return abs(calibration.error) > LARGEST_ERROR


def _figures(all_of: Sequence[Request], tokenizer: Tokenizer, clock: Calibration | None) -> SpeedFigures:
    requests = [one for one in all_of if not one.warm_up]
    answered = [one for one in requests if one.outcome == "answered"]
    never = sum(one.outcome == "slow" and one.first is None for one in requests)
    outcomes = Counter(one.outcome for one in requests)
    cuts = [_length(one, tokenizer) for one in requests if one.outcome == "cut"]
    asked = [one.asked_wait for one in requests if one.asked_wait is not None]
    return SpeedFigures(
        target=requests[0].target,
        prompt_tokens=requests[0].prompt_tokens,
        concurrency=requests[0].concurrency,
        n=len(requests),
        warm_up=len(all_of) - len(requests),
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES if outcomes[outcome]},
        first_token=_spread(requests, lambda one: one.first, never),
        first_reasoning=_spread(requests, lambda one: one.first_reasoning),
        first_answer=_spread(requests, lambda one: one.first_answer),
        tokens_per_second=_spread(answered, lambda one: rate(one, tokenizer)),
        whole=_spread(answered, lambda one: one.whole),
        counted=_counted(answered, tokenizer),
        input_tokens=_median(answered, lambda one: one.tokens.input),
        output_tokens=_median(answered, lambda one: one.tokens.output),
        reasoning_tokens=_median(answered, lambda one: one.tokens.reasoning),
        cached=sum(bool(one.tokens.cached) for one in requests),
        one_piece=sum(0 < one.pieces == one.first_pieces for one in answered),
        cut_after=median(cuts) if cuts else None,
        limited=sum(one.limited for one in requests),
        asked_wait=sum(asked) if asked else None,
        waited=sum(one.waited for one in requests),
        connected=sum(one.connected is not None for one in requests),
        calibration=clock,
        doubtful=clock is not None and too_wrong(clock),
        faults=dict(Counter(one.fault for one in requests if one.fault).most_common(10)),
    )


def _length(request: Request, tokenizer: Tokenizer) -> float:
    """How much had come: tokens where they are known, else pieces."""
    return streamed(request, tokenizer) or request.pieces


def _counted(answered: Iterable[Request], tokenizer: Tokenizer) -> Counting:
    if tokenizer:
        return tokenizer
    return "usage" if any(one.tokens.output is not None for one in answered) else "none"


def _spread(requests: Iterable[Request], value: Value, censored: int = 0) -> Spread | None:
    return spread([known for one in requests if (known := value(one)) is not None], censored)


def _median(requests: Iterable[Request], value: Value) -> float | None:
    known = [found for one in requests if (found := value(one)) is not None]
    return median(known) if known else None
