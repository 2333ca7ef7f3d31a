"""`evenhand measure speed`: how fast endpoints answer, by prompt length and concurrency."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any

import click
import msgspec
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.measure_local_model import fetched
from evenhand.cli.measure_progress import measuring
from evenhand.cli.measured_models import Said, candidate, local_candidate
from evenhand.cli.options import json_option
from evenhand.cli.speed_page import first_line, speed_page
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.errors import BadSetting, MissingExtra
from evenhand.measure.budget import Limits, Price
from evenhand.measure.candidates import Candidate, Settings
from evenhand.measure.endpoints import Endpoint
from evenhand.measure.local_model import local_server
from evenhand.measure.speed_session import Measured, measure_speed
from evenhand.records.speed_receipt import Kind, SpeedSettings, Tokenizer
from evenhand.settings import own_folder

MOST_STREAMS, LONGEST_PROMPT = 1024, 200_000
STOPPED = 130
LOCAL = "http://127.0.0.1/v1"


class Whole(click.ParamType[tuple[int, ...]]):
    """Whole numbers with commas between them, each within a range, each once."""

    name = "N,N…"

    def __init__(self, most: int) -> None:
        self.most = most

    def convert(
        self, value: str | tuple[int, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """The numbers in their order."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in value.split(",")]
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= self.most for part in parts):
            self.fail(f"{value!r} is no list of whole numbers from 1 to {self.most:,}, such as 1,8", param, ctx)
        return tuple(dict.fromkeys(map(int, parts)))


def _fields(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, Any]:
    """Each `NAME=VALUE` of a request's body; a value that is no JSON is a text."""
    found: dict[str, Any] = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not name or not sign:
            raise click.BadParameter(f"{value!r} is not NAME=VALUE")
        try:
            found[name] = msgspec.json.decode(text)
        except msgspec.DecodeError:
            found[name] = text
    return found


COUNT = click.IntRange(1, 1_000_000)
SECONDS = click.FloatRange(0.1, 86_400)
DOLLARS = click.FloatRange(0, 1_000_000)


@click.command("speed")
@click.argument("targets", nargs=-1, metavar="MODEL@ENDPOINT...")
@click.option("--local", is_flag=True, help="Measure a small real model on this machine, too.")
@click.option(
    "--prompt-tokens", type=Whole(LONGEST_PROMPT), default="100,1000", show_default=True, help="Prompt lengths."
)
@click.option(
    "--concurrency", type=Whole(MOST_STREAMS), default="1,8", show_default=True, help="Streams kept busy at once."
)
@click.option(
    "--requests", type=COUNT, help="Counted requests a condition; else 20, and 3 a stream where that is more."
)
@click.option("--warm-up", type=click.IntRange(0, 10_000), help="Uncounted requests before them; else one a stream.")
@click.option("--output-tokens", type=COUNT, default=128, show_default=True, help="The most tokens of an answer.")
@click.option(
    "--kind", type=click.Choice(["chat", "responses", "anthropic"]), help="How endpoints are asked; else guessed."
)
@click.option("--name", default="", help="What the endpoint calls the model, where it is another name.")
@click.option("--provider", help="The provider's id in the catalog, where the address does not tell.")
@click.option(
    "--setting",
    "body",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_fields,
    help="A field of the request's body, as JSON or text; null takes it out. Can be repeated.",
)
@click.option("--effort", help="Reasoning effort, as the protocol has it.")
@click.option(
    "--tokenizer",
    type=click.Choice(["chunks", "words"]),
    help="Count pieces or words instead of the server's usage report.",
)
@click.option(
    "--first-token-limit",
    "first_limit",
    type=SECONDS,
    default=60.0,
    show_default=True,
    help="Seconds without a token until a request is given up.",
)
@click.option("--idle-limit", type=SECONDS, default=30.0, show_default=True, help="Seconds between two packets.")
@click.option("--whole-limit", type=SECONDS, default=300.0, show_default=True, help="Seconds of a whole answer.")
@click.option(
    "--retries",
    type=click.IntRange(0, 100),
    default=3,
    show_default=True,
    help="How often a rate-limited request is asked again.",
)
@click.option(
    "--longest-wait", type=SECONDS, default=60.0, show_default=True, help="The longest Retry-After that is waited."
)
@click.option("--most-requests", type=COUNT, help="Stop before more requests, warm-up and retries among them.")
@click.option("--most-tokens", type=click.IntRange(1), help="Stop before more tokens, in and out.")
@click.option("--most-dollars", type=DOLLARS, help="Stop before it costs more.")
@click.option("--price-in", type=DOLLARS, help="US dollars per million tokens in, instead of the catalog's price.")
@click.option("--price-out", type=DOLLARS, help="The same for tokens out.")
@click.option("--key-from", default="", metavar="VARIABLE", help="The environment variable that holds the key.")
@click.option("--insecure", is_flag=True, help="Let a key go over plain http.")
@click.option("--even-so", is_flag=True, help="Measure, marked, where this machine's clock is not true enough.")
@click.option(
    "--resume/--fresh", default=True, show_default=True, help="Go on where the same run was broken off, or begin anew."
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    targets: tuple[str, ...],
    local: bool,
    as_json: bool,
    resume: bool,
    **given: Any,  # noqa: ANN401 - click's options, typed where they are used
) -> None:
    """Measure how fast endpoints answer: first token, tokens a second after it, whole time.

    MODEL@ENDPOINT names a host (gpt-5.5@openai) or an address (qwen3@http://127.0.0.1:8080/v1); a model with a recipe
    needs no endpoint. Keys come from EVENHAND_KEY_<ENDPOINT>, the host's usual variable (OPENAI_API_KEY,
    ANTHROPIC_API_KEY …) or a keyring, and are written nowhere. Before each concurrency the clock is held against a stub
    on this machine. What ends early is kept, and the same command goes on from there. Results stand beside the public
    ones, on this machine only.

    \b
    evenhand measure speed gpt-5.5@openai claude-opus-4.5@anthropic --most-dollars 0.50
    evenhand measure speed qwen3@http://127.0.0.1:8080/v1 --prompt-tokens 100,4000 --concurrency 1,16,64
    evenhand measure speed --local --prompt-tokens 100 --concurrency 1 --requests 6
    """
    if not targets and not local:
        raise click.UsageError("Name at least one MODEL@ENDPOINT, or give --local.")
    if find_spec("aiohttp") is None:
        raise MissingExtra("measuring speed", "measure")
    with ExitStack() as open_things:
        found = _candidates(targets, given)
        if local:
            found.append(_local(open_things, given, quiet=as_json))
        endpoints = tuple(_endpoint(one, given, alone=len(found) == 1) for one in found)
        write_notes([first_line(one.target, one.notes) for one in endpoints])
        with measuring(quiet=as_json) as tell:
            measured = measure_speed(
                _settings(endpoints, given),
                endpoints,
                own_folder(),
                prices=_prices(found, endpoints),
                limits=Limits(
                    requests=given["most_requests"], tokens=given["most_tokens"], dollars=given["most_dollars"]
                ),
                tell=tell,
                fresh=not resume,
            )
    write_json(measured.receipt) if as_json else write(list(speed_page(measured.receipt)))
    write_notes(list(_kept(measured)))
    ctx.exit(STOPPED if measured.receipt.ending == "stopped by hand" else int(measured.kept is None))


def _candidates(targets: Sequence[str], given: Mapping[str, Any]) -> list[Candidate]:
    catalog: Catalog = open_catalog()
    said = Said(
        settings=Settings(effort=given["effort"]),
        kind=given["kind"],
        key_from=given["key_from"],
        price=_stated_price(given),
        insecure=given["insecure"],
    )
    found = [candidate(catalog, text, said) for text in targets]
    if any(one.endpoint is None for one in found):
        raise BadSetting("a speed is measured at an endpoint; name it: MODEL@ENDPOINT")
    if len(found) > 1 and given["name"]:
        raise BadSetting("--name is of one model; measure several one after the other")
    if given["provider"] and given["provider"] not in catalog.providers:
        raise BadSetting(
            f"no provider is called {given['provider'][:80]!r}; leave --provider out or name one of the catalog"
        )
    return found


def _local(open_things: ExitStack, given: Mapping[str, Any], *, quiet: bool) -> Candidate:
    server = open_things.enter_context(local_server(fetched(quiet=quiet), streams=max(given["concurrency"])))
    return local_candidate(server, Said(price=_stated_price(given)))


def _endpoint(one: Candidate, given: Mapping[str, Any], *, alone: bool) -> Endpoint:
    """The endpoint with what the options add to its requests."""
    if one.endpoint is None:
        raise BadSetting("a speed is measured at an endpoint; name it: MODEL@ENDPOINT")
    target = one.endpoint.target
    body = _body(one.settings, target.kind) | given["body"]
    changed = structs.replace(target, body={**target.body, **body})
    if alone and given["name"]:
        changed = structs.replace(changed, name=given["name"])
    if given["provider"] is not None and not one.local:
        changed = structs.replace(changed, provider=given["provider"])
    if not one.local:
        return structs.replace(one.endpoint, target=changed)
    here = structs.replace(changed, key=f"{target.name}@local", address=LOCAL, provider="")
    return structs.replace(one.endpoint, target=here, base=target.address)


def _body(settings: Settings, kind: Kind) -> dict[str, Any]:
    """The settings of a recipe as the protocol has them; its limit of an answer is --output-tokens here."""
    plain = {"temperature": settings.temperature, "top_p": settings.top_p}
    effort = settings.effort
    if effort and kind == "anthropic":
        raise BadSetting(
            "an effort is no field of Anthropic's messages; give --setting 'thinking={…}' as its manual says"
        )
    if effort:
        plain_effort: dict[str, Any] = (
            {"reasoning": {"effort": effort}} if kind == "responses" else {"reasoning_effort": effort}
        )
        return {**{name: one for name, one in plain.items() if one is not None}, **plain_effort}
    return {name: one for name, one in plain.items() if one is not None}


def _settings(endpoints: tuple[Endpoint, ...], given: Mapping[str, Any]) -> SpeedSettings:
    names = [name for name in SpeedSettings.__struct_fields__ if name in given]
    tokenizer: Tokenizer = given["tokenizer"] or ""
    values = {name: given[name] for name in names} | {"tokenizer": tokenizer}
    return SpeedSettings(targets=tuple(one.target for one in endpoints), **values)


def _stated_price(given: Mapping[str, Any]) -> Price | None:
    one, other = given["price_in"], given["price_out"]
    if (one is None) != (other is None):
        raise click.UsageError("Give --price-in and --price-out together.")
    return None if one is None else Price(input=one, output=other)


def _prices(found: Sequence[Candidate], endpoints: Sequence[Endpoint]) -> dict[str, Price]:
    pairs = zip(found, endpoints, strict=True)
    return {endpoint.target.key: one.price for one, endpoint in pairs if one.price is not None}


def _kept(measured: Measured) -> Iterator[str]:
    """Where it went, and why not where it went nowhere."""
    if measured.kept is None:
        yield "No request was answered, so no speed is kept."
        return
    for refused in measured.kept.refused:
        yield f"Kept as a file, but not among the facts: {refused.message}"
    models = sorted({run.model for run in measured.kept.taken})
    if models:
        yield f"Kept in {own_folder()}, for this machine alone; evenhand compare shows it for {', '.join(models)}."
