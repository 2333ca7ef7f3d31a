"""What hosting a model oneself would take: memory, speed, cost, break-even, out of what the reader says of a machine.

An estimate, never a price: nothing here is an offer, enters a board or a search. What neither the catalog nor the
reader knows stays unknown, and what is a limit is said to be one.
"""

import re
from math import ceil, floor, isfinite

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.stated_facts import value_of
from evenhand.comparison.cost import cheapest, model_cost
from evenhand.comparison.operations import MILLION
from evenhand.comparison.roofline import GIGA, cache_gigabytes, gigabytes, roofline
from evenhand.comparison.speeds import SPEED_DAYS, age
from evenhand.comparison.weight_formats import FORMATS, SHOWN, weight_format
from evenhand.errors import BadSetting, WrongType
from evenhand.records.cost import OfferCost
from evenhand.records.facts import Model, Speed
from evenhand.records.operations import Workload
from evenhand.records.pricing import DAYS_A_MONTH
from evenhand.records.self_hosting import (
    BOUNDS,
    AgainstHost,
    AtVolume,
    BreakEven,
    Format,
    Hosting,
    Memory,
    Roofline,
    Running,
    SelfHosting,
    Span,
    WeightsIn,
    Writing,
)

HOURS_A_DAY = 24
SECONDS_A_DAY = 86_400
# Sources of the reader's own measurements: nobody else's tell how fast the reader's machine is.
OWN = "own-"
AT_ONCE = re.compile(r"\brequests at once (\d{1,6})\b")
# Of the volume at which both cost the same: where a table and a chart look.
PARTS = (0.25, 0.5, 1.0, 1.5, 2.0)


def self_hosting(catalog: Catalog, model: Model, hosting: Hosting, workload: Workload) -> SelfHosting:
    """What hosting a model would take; parts that rest on what nobody said are None.

    Where a machine cannot hold the model, no speed or cost is worked out.

    Raises:
        BadSetting: weights that cannot be downloaded, no such quantization, a number that cannot be used.

    """
    if model.open_weights is False:
        raise BadSetting(f"the weights of {model.name} cannot be downloaded, so nobody but its lab can host it")
    hosting = sensible_hosting(hosting)
    stored = _stored(hosting)
    parameters, stated_by = _parameters(catalog, model, hosting)
    context = hosting.context or workload.input + workload.output
    memory = _memory(hosting, gigabytes(parameters, stored.bits), context) if parameters else None
    holds = not (memory and memory.fits is False)
    roof = roofline(hosting, parameters, stored.bits, context) if parameters and holds else None
    writing = _writing(hosting, roof, own_speeds(catalog, model)) if holds else None
    running = _running(hosting, workload, roof, writing) if holds else None
    dense = bool(writing and writing.basis == "roofline" and roof and roof.dense)
    host = _against(cheapest(model_cost(catalog, model, workload).offers), workload, running, dense=dense)
    return SelfHosting(
        date=catalog.date,
        version=catalog.version,
        model=model.id,
        name=model.name,
        open_weights=model.open_weights,
        hosting=hosting,
        workload=workload,
        stored=stored,
        parameters=parameters,
        stated_by=stated_by,
        active=hosting.active_parameters,
        formats=_formats(stored, parameters) if parameters else (),
        memory=memory,
        roofline=roof,
        writing=writing,
        running=running,
        host=host,
        names=_names(catalog, stated_by, writing, host),
    )


def may_be_hosted(model: Model) -> bool:
    """Whether a page should speak of hosting: open weights, or of a known size and not known to be closed."""
    return bool(model.open_weights) or (model.open_weights is None and model.parameters is not None)


def sensible_hosting(hosting: Hosting) -> Hosting:
    """What the reader said, once its numbers were looked at.

    Raises:
        WrongType: it is no machine.
        BadSetting: no such quantization, a number that is none or out of its bounds, more active parameters than all.

    """
    if not isinstance(hosting, Hosting):
        raise WrongType("hosting", "a Hosting such as Hosting(memory=80)", hosting)
    weight_format(hosting.quantization)
    for name, bounds in BOUNDS.items():
        value = getattr(hosting, name)
        kind = int if bounds.whole else (int, float)
        fits = isinstance(value, kind) and not isinstance(value, bool) and isfinite(value)
        if value is not None and not (fits and bounds.least <= value <= bounds.most):
            raise out_of_bounds(name, value)
    most = hosting.parameters
    if most is not None and hosting.active_parameters is not None and hosting.active_parameters > most:
        raise _too_many(hosting.active_parameters, most)
    return hosting


def out_of_bounds(name: str, value: object) -> BadSetting:
    """What is said of a figure that cannot be used."""
    bounds = BOUNDS[name]
    what = "a whole number" if bounds.whole else "a number"
    return BadSetting(f"“{name}” must be {what} from {bounds.least:,g} to {bounds.most:,.10g}, not {str(value)[:20]!r}")


def own_speeds(catalog: Catalog, model: Model, days: int = SPEED_DAYS) -> tuple[Speed, ...]:
    """The reader's own measurements of at most `days` that name no provider on file, so on a machine of theirs."""
    return tuple(
        row
        for row in catalog.speeds_of.get(model.id, ())
        if row.source.startswith(OWN) and row.tokens_per_second is not None
        if not row.provider and age(row, catalog.date) <= days
    )


def _stored(hosting: Hosting) -> Format:
    if hosting.bits is not None:
        return Format(bits=Span(low=hosting.bits, high=hosting.bits))
    return weight_format(hosting.quantization)


def _too_many(active: float, most: float) -> BadSetting:
    return BadSetting(f"“active_parameters” ({active:g}) is a part of all parameters ({most:g}) and cannot be more")


def _parameters(catalog: Catalog, model: Model, hosting: Hosting) -> tuple[Span | None, tuple[str, ...]]:
    """How many billions, the reader's figure before the catalog's, with the sources where it is the catalog's.

    Raises:
        BadSetting: fewer than are said to be active.

    """
    if hosting.parameters is not None:
        return Span(low=hosting.parameters, high=hosting.parameters), ()
    facts = [fact for fact in catalog.facts.of.get(model.id, ()) if fact.field == "parameters"]
    values = [*(float(value_of(fact)) for fact in facts), *([model.parameters] if model.parameters else [])]
    if not values:
        return None, ()
    own = [one.source for one in model.stated if "parameters" in one.fields]
    span = Span(low=min(values), high=max(values))
    if hosting.active_parameters is not None and hosting.active_parameters > span.high:
        raise _too_many(hosting.active_parameters, span.high)
    return span, tuple(dict.fromkeys([*own, *(fact.source for fact in facts)]))


def _formats(stored: Format, parameters: Span) -> tuple[WeightsIn, ...]:
    """The formats that a table shows, with the one that the reader means."""
    shown = [one for name, one in FORMATS.items() if name in SHOWN or name == stored.id]
    return tuple(
        WeightsIn(format=one.id, bits=one.bits, gigabytes=gigabytes(parameters, one.bits), asked=one.id == stored.id)
        for one in shown
    )


def _memory(hosting: Hosting, weights: Span, context: int) -> Memory:
    each = hosting.kv_bytes_per_token
    cache = None if each is None else cache_gigabytes(hosting.streams * context, each)
    have = None if hosting.memory is None else hosting.memory * hosting.devices
    left = None if have is None else Span(low=max(have - weights.high, 0.0), high=max(have - weights.low, 0.0))
    room = None
    if left is not None and each is not None:
        room = Span(low=floor(left.low * GIGA / each), high=floor(left.high * GIGA / each))
    return Memory(
        weights=weights,
        context=context,
        cache=cache,
        whole=None if cache is None else Span(low=weights.low + cache, high=weights.high + cache),
        have=have,
        left=left,
        room=room,
        fits=_fits(weights, cache, have),
    )


def _fits(weights: Span, cache: float | None, have: float | None) -> bool | None:
    """Whether all that is known of fits: no where the weights alone do not; None where it depends."""
    if have is None:
        return None
    if weights.low + (cache or 0.0) > have:
        return False
    return True if cache is not None and weights.high + cache <= have else None


def _writing(hosting: Hosting, roof: Roofline | None, measured: tuple[Speed, ...]) -> Writing | None:
    """The reader's figure of the whole machine, else own measurements of as many requests at once, else the roofline.

    A measurement is of one of the requests: the machine writes that in each.
    """
    most = roof.tokens_per_second if roof else None
    alike = tuple(row for row in measured if _at_once(row) == hosting.streams)
    rates = [hosting.streams * row.tokens_per_second for row in alike if row.tokens_per_second is not None]
    if hosting.tokens_per_second is not None:
        span = Span(low=hosting.tokens_per_second, high=hosting.tokens_per_second)
        return Writing(basis="stated", tokens_per_second=span, beyond=_beyond(span, most))
    if rates:
        span = Span(low=min(rates), high=max(rates))
        return Writing(basis="measured", tokens_per_second=span, measured=alike, beyond=_beyond(span, most))
    return Writing(basis="roofline", tokens_per_second=most) if most else None


def _at_once(speed: Speed) -> int:
    """How many requests ran at once in a measurement, as its conditions say; one where they say nothing."""
    found = AT_ONCE.search(speed.method)
    return int(found[1]) if found else 1


def _beyond(span: Span, most: Span | None) -> bool:
    return most is not None and span.low > most.high


def _running(hosting: Hosting, workload: Workload, roof: Roofline | None, writing: Writing | None) -> Running | None:
    if hosting.per_hour is None:
        return None
    per_day = hosting.per_hour * HOURS_A_DAY
    plain = Running(per_day=per_day, per_month=per_day * DAYS_A_MONTH)
    if writing is None:
        return plain
    rate, busy = writing.tokens_per_second, SECONDS_A_DAY * hosting.utilisation / 100
    fresh, tokens = workload.input - workload.cached, workload.input + workload.output
    reading = roof.reading if roof and writing.basis != "stated" else None
    seconds = _seconds(rate, workload.output, reading, fresh)
    answers = _over(busy, seconds) if seconds else None
    return structs.replace(
        plain,
        reads_input=not fresh or reading is not None or writing.basis == "stated",
        least=writing.basis != "stated",
        requests_a_day=answers,
        per_million_output=_over(per_day * MILLION / busy, rate),
        per_million=_over(per_day * MILLION / tokens, answers) if answers else None,
    )


def _seconds(rate: Span, output: int, reading: Span | None, fresh: int) -> Span | None:
    """How long the machine is busy with a request; None where nothing that is counted takes time."""
    slow, fast = output / rate.low, output / rate.high
    if reading:
        slow, fast = slow + fresh / reading.low, fast + fresh / reading.high
    return Span(low=fast, high=slow) if fast else None


def _over(amount: float, by: Span) -> Span:
    return Span(low=amount / by.high, high=amount / by.low)


def _against(cost: OfferCost | None, workload: Workload, running: Running | None, *, dense: bool) -> AgainstHost | None:
    """The cheapest host's price of the workload, and from how much a day the machine costs less."""
    if cost is None or cost.per_request is None:
        return None
    each, tokens = cost.per_request, workload.input + workload.output
    volume = workload.requests / DAYS_A_MONTH
    plain = AgainstHost(
        cost=cost, per_million=each / tokens * MILLION, volume=volume * tokens, host_month=each * workload.requests
    )
    if running is None:
        return plain
    machines = _machines(volume, running.requests_a_day) if running.requests_a_day else None
    turn = running.per_day / each if each else None
    month = running.per_month
    return structs.replace(
        plain,
        verdict=_verdict(turn, running, dense=dense),
        requests_a_day=turn,
        tokens_a_day=None if turn is None else turn * tokens,
        needed=None if turn is None else turn * workload.output / SECONDS_A_DAY,
        machines=machines,
        own_month=_times(machines, month) if machines else None,
        volumes=_volumes(turn, volume, each, tokens, running) if turn else (),
    )


def _volumes(turn: float, volume: float, each: float, tokens: int, running: Running) -> tuple[AtVolume, ...]:
    """Costs a day at parts and multiples of the break-even, and at the reader's volume where it is among them."""
    able = running.requests_a_day
    if able is None:
        return ()
    near = {volume} if 0 < volume <= turn * PARTS[-1] else set()
    asked = [(requests, _machines(requests, able)) for requests in sorted({*(turn * part for part in PARTS), *near})]
    return tuple(
        AtVolume(
            tokens_a_day=requests * tokens,
            host_per_day=requests * each,
            machines=machines,
            own_per_day=_times(machines, running.per_day),
        )
        for requests, machines in asked
    )


def _times(span: Span, by: float) -> Span:
    return Span(low=span.low * by, high=span.high * by)


def _machines(requests: float, able: Span) -> Span:
    """How many machines so many requests a day take, at least one."""
    return Span(low=max(ceil(requests / able.high), 1), high=max(ceil(requests / able.low), 1))


def _verdict(turn: float | None, running: Running, *, dense: bool) -> BreakEven:
    """Whether a machine can answer as many requests a day as its price buys at the host.

    More machines cost more in step, so where one at full load is dearer a request than the host, so are several.
    """
    able = running.requests_a_day
    if turn is None:
        return "never"
    if able is None:
        return "if fast enough"
    if able.high <= turn:
        return "never if dense" if dense else "never"
    return "surely" if able.low > turn and not running.least else "perhaps"


def _names(
    catalog: Catalog, stated_by: tuple[str, ...], writing: Writing | None, host: AgainstHost | None
) -> dict[str, str]:
    sources = [*stated_by, *(row.source for row in (writing.measured if writing else ()))]
    found = {name: catalog.sources[name].name for name in sources if name in catalog.sources}
    if host:
        offer = host.cost.offer
        found |= {
            offer.provider: catalog.providers[offer.provider].name,
            offer.source: catalog.sources[offer.source].name,
        }
    return found
