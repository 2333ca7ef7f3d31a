"""The models that meet constraints, best score first, and which of them are efficient for the reader's workload.

No model is dropped in silence: each is found, or missed with every constraint that it breaks or that nobody knows of.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import isclose

from msgspec import Struct, structs

from evenhand.catalog import naming
from evenhand.catalog.as_of import eve
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import one_of, text_given
from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.comparison.bounds import check_bounds
from evenhand.comparison.cost import cheapest, model_cost, takes
from evenhand.comparison.efficient_set import Candidate, efficient_set, line
from evenhand.comparison.limits import held
from evenhand.comparison.operations import blended, side_operations
from evenhand.comparison.rank import rank
from evenhand.comparison.score_draws import Draws, score_draws, shown_score
from evenhand.errors import BadSetting, UnknownLab, UnknownProvider
from evenhand.records.board import BoardRow
from evenhand.records.facts import Model, Offer
from evenhand.records.find import Axis, Finding, FoundModel, MissedModel, OtherPrice, PriceChoice, Wanted
from evenhand.records.operations import SideOperations, Workload
from evenhand.records.ranking import Ranking

ANYTHING = Wanted()
PRICES: dict[str, PriceChoice] = {"own": "own", "cheapest": "cheapest"}
AXES: dict[str, Axis] = {"": "", "first-token": "first token", "answer": "whole answer"}
WAITS: dict[Axis, str] = {"first token": "first_token_seconds", "whole answer": "whole_answer_seconds"}


class Seen(Struct, frozen=True):
    """A model with its row on the board, what running it takes, and the constraints it breaks or nobody knows of."""

    model: Model
    row: BoardRow
    score: float | None
    run: SideOperations
    fails: tuple[str, ...]
    unknown: tuple[str, ...]


def find(
    catalog: Catalog,
    workload: Workload,
    wanted: Wanted = ANYTHING,
    ranking: str | Ranking = "even",
    lane: str | None = None,
) -> Finding:
    """All models of the catalog held against the limits of a workload and what else is wanted.

    Raises:
        UnknownLab: no lab is called so.
        UnknownProvider: no provider is called so.
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.
        UnknownCategory: the ranking has no such category.

    """
    lab = lab_of(catalog, wanted.lab) if wanted.lab else ""
    wanted = structs.replace(wanted, lab=lab, provider=provider_of(catalog, wanted.provider) if wanted.provider else "")
    chosen = naming.ranking(catalog, ranking)
    board = rank(catalog, chosen, lane, wanted.category)
    seen = [_seen(catalog, row, workload, wanted, chosen.thresholds.speed_days) for row in board.rows]
    kept = sorted((one for one in seen if not one.fails and not one.unknown), key=_best_first)
    draws = score_draws(catalog, chosen, board, [one.model.id for one in kept if one.row.ranked])
    priced = tuple(structs.replace(_found(one), otherwise=_otherwise(catalog, one, workload, wanted)) for one in kept)
    found = without_chances(priced) if workload.empty else with_chances(priced, draws, wanted.wait)
    missed = [one for one in seen if one.fails or one.unknown]
    return Finding(
        snapshot=board.snapshot,
        workload=workload,
        wanted=wanted,
        found=found,
        missed=tuple(
            MissedModel(model=one.model.id, name=one.model.name, fails=one.fails, unknown=one.unknown) for one in missed
        ),
        fails=_counted(name for one in missed for name in one.fails),
        unknown=_counted(name for one in missed if not one.fails for name in one.unknown),
        taken_to_fit=sum(not _told(one) for one in kept),
        draws=max(map(len, draws.values()), default=0),
        names={row.model: row.name for row in found} | _sellers(catalog, found),
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _sellers(catalog: Catalog, found: tuple[FoundModel, ...]) -> dict[str, str]:
    sellers = {row.provider for row in found} | {row.otherwise.provider for row in found if row.otherwise}
    told = {row.second_opinion for row in found if row.second_opinion}
    names = {name: catalog.providers[name].name for name in sorted(sellers) if name}
    return names | {name: catalog.sources[name].name for name in sorted(told)}


def wanted_of(
    category: str,
    lab: str,
    released_after: str,
    min_score: float | None,
    wait: str,
    price: str = "own",
    provider: str = "",
) -> Wanted:
    """What is wanted, from the texts of an address or a command.

    All days of a month or year are wanted where `released_after` is one: it is then the eve of its first day.

    Raises:
        BadSetting: no such axis, no such choice of a price, no score from 0 to 100, or no day.

    """
    one_of("price", price, PRICES)
    one_of("wait", wait, AXES)
    if min_score is not None:
        check_bounds("min_score", min_score, 0, 100)
    text_given("released_after", released_after)
    try:
        day = date.fromisoformat(eve(released_after)).isoformat() if released_after else ""
    except (ValueError, IndexError) as error:
        raise BadSetting(f"{released_after[:20]!r} is no date; give a day such as 2026-04-23") from error
    return Wanted(
        category=category,
        lab=lab,
        released_after=day,
        min_score=min_score,
        wait=AXES[wait],
        price=PRICES[price],
        provider=provider,
    )


def lab_of(catalog: Catalog, text: str) -> str:
    """The id of the lab of this id or name.

    Raises:
        UnknownLab: none has it; holds the nearest ids.

    """
    text_given("lab", text)
    for lab in catalog.labs.values():
        if folded(text) in (folded(lab.id), folded(lab.name)):
            return lab.id
    raise UnknownLab(text, nearest(text, catalog.labs))


def provider_of(catalog: Catalog, text: str) -> str:
    """The id of the provider of this id or name.

    Raises:
        UnknownProvider: none has it; holds the nearest ids.

    """
    text_given("provider", text)
    for provider in catalog.providers.values():
        if folded(text) in (folded(provider.id), folded(provider.name)):
            return provider.id
    raise UnknownProvider(text, nearest(text, catalog.providers))


def with_chances(found: tuple[FoundModel, ...], draws: Draws, wait: Axis) -> tuple[FoundModel, ...]:
    """The models with their chances to be on the line; those without a cost, a wait or draws say what is missing."""
    missing = {row.model: _missing(row, draws, wait) for row in found}
    taking = [row for row in found if not missing[row.model]]
    costs = {row.model: row.per_month or 0.0 for row in taking}
    waits = {row.model: _wait(row, wait) or 0.0 for row in taking}
    chances = efficient_set(Candidate(name, costs[name], draws[name], waits[name]) for name in costs)
    on = line(costs, {row.model: row.score or 0.0 for row in taking}, waits)
    return tuple(
        structs.replace(row, why_no_chance=missing[row.model])
        if missing[row.model]
        else structs.replace(
            row,
            chance=chances[row.model].chance,
            beaten_by=chances[row.model].beaten_by,
            beaten=chances[row.model].beaten,
            on_line=row.model in on,
        )
        for row in found
    )


def without_chances(found: tuple[FoundModel, ...]) -> tuple[FoundModel, ...]:
    """The models of a workload that sends nothing: each costs nothing, so no cost can be weighed against a score."""
    return tuple(structs.replace(row, why_no_chance="nothing sent") for row in found)


def _seen(catalog: Catalog, row: BoardRow, workload: Workload, wanted: Wanted, speed_days: int) -> Seen:
    model, score = catalog.models[row.model], shown_score(row, wanted.category)
    run = _priced(catalog, model, side_operations(catalog, model, workload, speed_days), workload, wanted)
    stands = held(model, run, workload)
    asked = {**_stays(model, run, workload), **_wanted(model, score, run, wanted)}
    fails = (*stands.breaks, *(what for what, kept in asked.items() if kept is False))
    unknown = (*stands.unknown, *(what for what, kept in asked.items() if kept is None))
    return Seen(model, row, score, run, fails, unknown)


def _priced(catalog: Catalog, model: Model, run: SideOperations, workload: Workload, wanted: Wanted) -> SideOperations:
    """What running a model takes at the offer that is wanted."""
    if wanted.price == "own" and not wanted.provider:
        return run
    used = cheapest(model_cost(catalog, model, workload).offers, wanted.provider)
    if used is None:
        nothing = {"offer": None, "blended": None, "per_request": None, "per_month": None}
        return structs.replace(run, offer_kind="none", second_opinion="", **nothing)
    return structs.replace(
        run,
        offer=used.offer,
        offer_kind="lab" if catalog.providers[used.offer.provider].lab == model.lab else "host",
        second_opinion=used.second_opinion,
        blended=blended(used.offer, workload),
        per_request=used.per_request,
        per_month=used.per_month,
    )


def _otherwise(catalog: Catalog, one: Seen, workload: Workload, wanted: Wanted) -> OtherPrice | None:
    """What the model costs at its lab where it is priced at a host, or at the cheapest host where at its lab."""
    used = one.run.offer
    if used is None or wanted.provider or one.run.per_month is None:
        return None
    offers = model_cost(catalog, one.model, workload).offers
    hosts = [row for row in offers if catalog.providers[row.offer.provider].lab != one.model.lab]
    own = [row for row in offers if row not in hosts]
    other = cheapest(hosts) if one.run.offer_kind == "lab" else cheapest(own)
    if other is None or other.per_month is None or isclose(other.per_month, one.run.per_month):
        return None
    return OtherPrice(
        provider=other.offer.provider,
        checked=other.offer.checked,
        input=other.offer.input,
        output=other.offer.output,
        per_request=other.per_request,
        per_month=other.per_month,
    )


def _stays(model: Model, run: SideOperations, workload: Workload) -> dict[str, bool | None]:
    """A model that can no longer be had, a name that is pointed at others, or too small a one is never found."""
    room = takes(model, _used_at(run), workload)
    return {"retired": not run.retired, "moving name": not model.moving, "request": room}


def _used_at(run: SideOperations) -> tuple[Offer, ...]:
    """The offer that a model is priced at, or else all that it has."""
    return (run.offer,) if run.offer else run.offers


def _told(one: Seen) -> bool:
    """Whether any context is known of a model, its own or that of an offer that it may be had at."""
    return bool(one.model.context_window or any(offer.context_limit for offer in _used_at(one.run)))


def _wanted(model: Model, score: float | None, run: SideOperations, wanted: Wanted) -> dict[str, bool | None]:
    """Whether a model is what is wanted; None where nobody knows."""
    asked: dict[str, bool | None] = {}
    if wanted.provider:
        asked["provider"] = run.offer is not None
    if wanted.lab:
        asked["lab"] = model.lab == wanted.lab
    if wanted.released_after:
        asked["released after"] = None if model.released is None else _after(model.released, wanted.released_after)
    if wanted.min_score is not None:
        asked["score"] = None if score is None else score >= wanted.min_score
    return asked


def _after(released: str, day: str) -> bool | None:
    """Whether a model came out after a day; None where only its month or year is known and the day lies within."""
    if day.startswith(released) and len(released) < len(day):
        return None
    return released > day and not released.startswith(day)


def _best_first(one: Seen) -> tuple[bool, bool, float]:
    """Ranked before unranked, scored before unscored, the best score first; else in the order of the board."""
    return not one.row.ranked, one.score is None, -(one.score or 0.0)


def _missing(row: FoundModel, draws: Draws, wait: Axis) -> str:
    if not row.ranked:
        return "unranked"
    if row.estimate is not None and row.score is None:
        return "score withheld"
    if row.model not in draws:
        return "no draws"
    if row.per_month is None:
        return "cost unknown"
    return f"{wait} unknown" if wait and _wait(row, wait) is None else ""


def _wait(row: FoundModel, wait: Axis) -> float | None:
    found: float | None = getattr(row, WAITS[wait]) if wait else None
    return found


def _found(one: Seen) -> FoundModel:
    model, row, run, offer = one.model, one.row, one.run, one.run.offer
    return FoundModel(
        model=model.id,
        name=model.name,
        lab=model.lab,
        lab_name=row.lab_name,
        released=model.released,
        open_weights=model.open_weights,
        context_window=model.context_window,
        score=one.score,
        estimate=row.estimate,
        place=row.place,
        ranked=row.ranked,
        still_had=run.still_had,
        provider=offer.provider if offer else "",
        offer_kind=run.offer_kind,
        checked=offer.checked if offer else "",
        second_opinion=run.second_opinion,
        condition=offer.condition if offer else "",
        input=offer.input if offer else None,
        output=offer.output if offer else None,
        blended=run.blended,
        per_request=run.per_request,
        per_month=run.per_month,
        tokens_per_second=run.tokens_per_second,
        first_token_seconds=run.first_token_seconds,
        whole_answer_seconds=run.whole_answer_seconds,
    )
