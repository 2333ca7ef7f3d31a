"""Receipts of `evenhand measure speed`: two runs a condition, tokens a second and seconds to the first token.

Every request is an item of the first of them, so that a receipt that came from elsewhere is read like any other log.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec.json import Decoder

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.plain_names import day_of, plain_name
from evenhand.records.own_results import OwnItem, OwnRun
from evenhand.records.speed_receipt import FORM, Request, SpeedFigures, SpeedReceipt, Spread, Target

SIGN = b'"evenhand/speed/'
HEAD = 64
TASK = "serving speed"
RATE, FIRST = "tokens_per_second", "first_token_seconds"

_decoder = Decoder(SpeedReceipt)


def find(path: Path) -> Log | None:
    """A receipt, by its first bytes."""
    head = head_of(path, HEAD) if path.suffix == ".json" else b""
    return Log(tool="measured", main=path, parts=(path,)) if SIGN in head else None


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """Every condition with at least one answer.

    Raises:
        BadLog: no such receipt, another version of it, or none of its requests was answered.

    """
    file = LogFile(log.main, log.main.parent)
    receipt = file.decoded(file.whole(), _decoder)
    if receipt.form != FORM:
        raise file.bad("another version of the receipt", "/form", receipt.form, f"read is {FORM}")
    runs = [
        run for place, one in enumerate(receipt.figures) for run in _runs(file, receipt, one, pointer("figures", place))
    ]
    if not runs:
        raise file.bad("no request was answered", "/figures", fix="measure again: there is no speed")
    keys = {run.key for run in runs}
    for request in receipt.requests:
        if not request.warm_up and (key := _key(request, RATE)) in keys:
            take(_item(key, request))
    return tuple(runs)


def _runs(file: LogFile, receipt: SpeedReceipt, one: SpeedFigures, place: str) -> Iterator[OwnRun]:
    """The two medians of a condition, as far as it has them."""
    target = next((target for target in receipt.settings.targets if target.key == one.target), None)
    if target is None:
        raise file.bad("figures of a target that the settings do not have", place, one.target)
    for metric, name, spread in (
        (RATE, "tokens_per_second", one.tokens_per_second),
        (FIRST, "first_token", one.first_token),
    ):
        if spread is None or not spread.p50:
            continue
        yield OwnRun(
            key=_key(one, metric),
            model=plain_name(str(file.path), place, target.model or target.name),
            task=TASK,
            metric=metric,
            value=f"{spread.p50:.6g}",
            scale="other",
            origin=file.path.name,
            at=f"{place}/{name}/p50",
            primary=metric == RATE,
            n=spread.n - spread.censored,
            measured=day_of(receipt.ended),
            tool_version=receipt.evenhand,
            settings=_load(file, receipt, target, one, place),
        )


def _load(file: LogFile, receipt: SpeedReceipt, target: Target, one: SpeedFigures, place: str) -> dict[str, str]:
    """What has to be known of a speed: who served it, what was asked, how many answered, how true the clock was."""
    answered = one.outcomes.get("answered", 0)
    said = {
        "provider": target.provider,
        "input tokens": f"{one.input_tokens:.0f}" if one.input_tokens is not None else f"about {one.prompt_tokens}",
        "output tokens at most": str(receipt.settings.output_tokens),
        "requests at once": str(one.concurrency),
        "requests answered": f"{answered} of {one.n}",
        "warm-up": str(one.warm_up),
        "rate": "after the first token",
        "tokens counted by": {"usage": "the server", "none": ""}.get(one.counted, one.counted),
        "first token": _reach(one.first_token, "s"),
        "rate interval": _reach(one.tokens_per_second, "tokens/s"),
        "clock": f"{one.calibration.error:+.1%} at the stub" if one.calibration else "not calibrated",
    }
    return {name: plain_name(str(file.path), place, text) for name, text in said.items() if text}


def _reach(spread: Spread | None, unit: str) -> str:
    """The interval of a median, where there are requests enough for one."""
    if spread is None or spread.low is None or spread.high is None or spread.coverage is None:
        return ""
    return f"{spread.low:.3g} to {spread.high:.3g} {unit} ({spread.coverage:.0%} interval of the median)"


def _key(one: SpeedFigures | Request, metric: str) -> str:
    return f"{metric}, {one.target}, {one.prompt_tokens}, {one.concurrency}"


def _item(run: str, request: Request) -> OwnItem:
    return OwnItem(
        run=run,
        item=str(request.number + 1),
        outcome=1.0 if request.outcome == "answered" else None,
        fault="" if request.outcome == "answered" else f"{request.outcome}: {request.fault}".removesuffix(": "),
        input_tokens=request.tokens.input,
        output_tokens=request.tokens.output,
        seconds=request.whole,
    )


FORMAT = LogFormat(tool="measured", find=find, read=read)
