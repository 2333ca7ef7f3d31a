"""Prices of model-prices that depend on the time of day: offers with hours, and rules that hours cannot say."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Known
from evenhand.importers.price_import import dollars
from evenhand.records.facts import Offer, Rejection

Hours = tuple[tuple[str, str], ...]


class Schedule(Struct, frozen=True):
    """Hours (UTC) at which a provider's prices are multiplied, for named models off peak, for all of them at peak.

    `valid_until` is the moment at which it ended (None: it holds). With `weekdays_only` or `holidays` the day matters.
    """

    provider: str
    source: str
    valid_from: str
    valid_until: str | None = None
    off_peak_hours_utc: Hours = ()
    off_peak_multiplier: dict[str, float] = {}
    peak_hours_utc: Hours = ()
    peak_multiplier: float | None = None
    weekdays_only: bool = False
    holidays: str = ""

    @property
    def depends_on_the_day(self) -> bool:
        """Whether hours alone do not say when the price holds."""
        return self.weekdays_only or bool(self.holidays)

    def of(self, name: str) -> Iterator[tuple[str, float]]:
        """Hours and multiplier for a model, by the source's name of it."""
        if name in self.off_peak_multiplier:
            yield from ((f"{start}-{end}", self.off_peak_multiplier[name]) for start, end in self.off_peak_hours_utc)
        if self.peak_multiplier is not None:
            yield from ((f"{start}-{end}", self.peak_multiplier) for start, end in self.peak_hours_utc)


def by_hours(offers: Iterable[Offer], schedules: Iterable[Schedule], name: str) -> Iterator[Offer]:
    """The offers of a model; each standard one followed by its prices at certain hours.

    Where the day matters too there is no such row: the price that holds otherwise says what it is, in its basis.
    """
    rules = list(schedules)
    for offer in offers:
        ours = [rule for rule in rules if offer.mode == "standard" and rule.provider == offer.provider]
        held = [rule for rule in ours if _overlap(offer, rule)]
        said = [_said(rule, name) for rule in held if rule.depends_on_the_day]
        yield structs.replace(offer, basis="; ".join((offer.basis, *filter(None, said))))
        for rule in held:
            if not rule.depends_on_the_day:
                yield from (_at_hours(offer, rule, hours, factor) for hours, factor in rule.of(name))


def without_hours(schedules: Iterable[Schedule], known: Known) -> Iterator[Rejection]:
    """The schedules that cannot be said by hours alone, for the ledger."""
    for rule in schedules:
        if rule.depends_on_the_day:
            hours = ", ".join(f"{start}-{end}" for start, end in (*rule.peak_hours_utc, *rule.off_peak_hours_utc))
            days = " and ".join(["weekdays"] * rule.weekdays_only + ["public holidays"] * bool(rule.holidays))
            yield refusal(
                known,
                "the hours depend on the day",
                name=f"{rule.provider} prices at {hours} UTC from {rule.valid_from[:10]}",
                value="" if rule.peak_multiplier is None else f"{rule.peak_multiplier:g}",
                link=rule.source,
                detail=f"the multiplier depends on {days}",
            )


def _overlap(offer: Offer, rule: Schedule) -> bool:
    ends, stops = offer.until or "9999", rule.valid_until or "9999"
    return rule.valid_from[:10] < ends and (offer.since or "") < stops[:10]


def _at_hours(offer: Offer, rule: Schedule, hours: str, factor: float) -> Offer:
    ends = [day for day in (offer.until, rule.valid_until and rule.valid_until[:10]) if day]
    return structs.replace(
        offer,
        **{name: _times(getattr(offer, name), factor) for name in ("input", "cached_input", "cache_write", "output")},
        hours=hours,
        since=_start(offer, rule),
        until=min(ends, default=None),
        basis=f"{offer.basis}; {factor:g} times the price of other hours",
        link=rule.source,
    )


def _start(offer: Offer, rule: Schedule) -> str | None:
    """The later of both starts; unknown where the price was first seen after the hours began."""
    begun = rule.valid_from[:10]
    if offer.since is None:
        return begun if offer.seen and offer.seen <= begun else None
    return max(offer.since, begun)


def _times(price: float | None, factor: float) -> float | None:
    return None if price is None else dollars(price * factor)


def _said(rule: Schedule, name: str) -> str:
    times = " and ".join(dict.fromkeys(f"{factor:g} times" for _, factor in rule.of(name)))
    hours = " and ".join(hours for hours, _ in rule.of(name))
    return f"{times} this at {hours} UTC on some days from {rule.valid_from[:10]}" if times else ""
