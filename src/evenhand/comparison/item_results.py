"""Item-level results: what an engine counted, with the errors and tests that follow from the counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import structs

from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.errors import BadSetting, UnknownBenchmark, UnknownModel
from evenhand.items.reading import Items, Valued
from evenhand.records.facts import OWN_ID
from evenhand.records.intervals import Interval
from evenhand.records.item_counts import AttemptCount, PairCounts, Spending, System, UnitSums
from evenhand.records.item_results import (
    DifferenceMethod,
    ItemApart,
    ItemComparison,
    ItemMean,
    ItemPair,
    ItemsApart,
    ItemSummary,
    PassAt,
)
from evenhand.scoring.item_means import mean, mean_error, pass_at, t_quantile
from evenhand.scoring.packed_pairs import packed_pairs
from evenhand.scoring.paired_differences import Test, detectable, difference_error, sign_flips, tango
from evenhand.scoring.small_samples import LEVEL, mcnemar

MOST_NAMED = 5
COUNTS = ("both", "left_only", "right_only", "neither")
Step = Callable[[str, str], None]
Of = tuple[str, System]


def _silent(what: str, how: str) -> None:
    """Nobody watches."""


def summary(items: Items, benchmark: str | None = None, *, ks: Sequence[int] = (), step: Step = _silent) -> ItemSummary:
    """Every system's mean, pass@k, cost and time, on one benchmark or on each.

    Without `ks`, pass@k is given for the most attempts that every item of the system has, where that is over one.

    Raises:
        UnknownBenchmark: nothing there has this benchmark.

    """
    if benchmark is not None:
        benchmark = benchmark_called(items, benchmark)
    step("means", "working out")
    sums = items.unit_sums(benchmark)
    step("costs", "adding up")
    spent = {(one.benchmark, one.system): one for one in items.spending(benchmark)}
    step("attempts", "counting")
    passed = _passed(items, benchmark, ks)
    return ItemSummary(
        engine=items.engine.name,
        means=tuple(
            _mean(one, spent[one.benchmark, one.system], passed.get((one.benchmark, one.system), ())) for one in sums
        ),
    )


def compared(
    items: Items, left: str, right: str, benchmark: str | None = None, *, step: Step = _silent
) -> ItemComparison:
    """Two systems on the items that both have, on one benchmark or on each that both took.

    A system is named `model`, or `model@configuration` where the model has several there.

    Raises:
        UnknownModel: no system on these benchmarks is called so.
        UnknownBenchmark: nothing there has this benchmark.
        BadSetting: a name fits several configurations, both names are one system, or no item is common.

    """
    common = _common_benchmarks(items, left, right) if benchmark is None else [benchmark_called(items, benchmark)]
    pairs: list[PairCounts] = []
    skipped: list[str] = []
    for name in common:
        step(name, "comparing on")
        one, other = _two(items, left, right, name)
        found = items.pair(one, other, name)
        pairs.append(found) if found.items else skipped.append(name)
    if not pairs:
        raise BadSetting(f"{left} and {right} have no scored item in common on {', '.join(common)}")
    answers = tuple(pair(found) for found in pairs)
    return ItemComparison(engine=items.engine.name, pairs=_adjusted(answers), skipped=tuple(skipped))


def every_pair(items: Items, benchmark: str, *, step: Step = _silent) -> ItemComparison:
    """Every two systems of a benchmark, in order; those without a common item are left out.

    Raises:
        UnknownBenchmark: nothing there has this benchmark.
        BadSetting: fewer than two systems.

    """
    benchmark = benchmark_called(items, benchmark)
    step(benchmark, "counting")
    packed = items.packed(benchmark)
    if packed is not None:
        counted = packed_pairs(packed, benchmark)
    else:
        systems = items.systems[benchmark]
        if len(systems) < 2:
            raise BadSetting(f"{benchmark} has one system only: there is nothing to compare")
        counted = tuple(_one_by_one(items, systems, benchmark, step))
    answers = tuple(pair(found) for found in counted if found.items)
    return ItemComparison(engine=items.engine.name, pairs=_adjusted(answers))


def apart(items: Items, left: str, right: str, benchmark: str, most: int) -> ItemsApart:
    """The items that separate two systems, at most so many, with the texts of the logs that have them.

    Raises:
        UnknownModel, UnknownBenchmark, BadSetting: as `compared`.

    """
    benchmark = benchmark_called(items, benchmark)
    one, other = _two(items, left, right, benchmark)
    found = items.pair(one, other, benchmark)
    if not found.items:
        raise BadSetting(f"{left} and {right} have no scored item in common on {benchmark}")
    rows = items.differing(one, other, benchmark, most)
    texts = items.texts(one, benchmark, [row.item for row in rows])
    others = items.texts(other, benchmark, [row.right_item for row in rows])
    shown = tuple(
        ItemApart(
            **structs.asdict(row),
            prompt=texts.get(row.item, ("", ""))[0] or others.get(row.right_item, ("", ""))[0],
            left_output=texts.get(row.item, ("", ""))[1],
            right_output=others.get(row.right_item, ("", ""))[1],
        )
        for row in rows
    )
    return ItemsApart(
        engine=items.engine.name,
        left=one,
        right=other,
        benchmark=benchmark,
        items=found.items,
        differing=found.items - found.equal,
        left_better=found.left_better,
        right_better=found.right_better,
        shown=shown,
    )


def pair(found: PairCounts) -> ItemPair:
    """The figures that follow from the counts of two systems with some item in common; `adjusted` is the p itself."""
    at = (found.left_total - found.right_total) / found.items
    plain = found.binary and not found.clusters
    error = difference_error(found)
    units = sum(cell.units for cell in found.cells)
    test = (
        Test(mcnemar(found.left_only, found.right_only, mid_p=False), "exact McNemar")
        if plain
        else sign_flips(found.cells)
    )
    return ItemPair(
        left=found.left,
        right=found.right,
        benchmark=found.benchmark,
        shares=found.lowest >= 0.0 and found.highest <= 1.0,
        items=found.items,
        left_only_items=found.left_items - found.items,
        right_only_items=found.right_items - found.items,
        clusters=units if found.clusters else None,
        left_mean=found.left_total / found.items,
        right_mean=found.right_total / found.items,
        difference=at,
        error=error,
        interval=tango(found.left_only, found.right_only, found.items) if plain else _t_interval(at, error, units),
        interval_method=_method(found, error, plain=plain),
        p_value=test.p_value,
        p_method=test.method,
        adjusted=test.p_value,
        mid_p=mcnemar(found.left_only, found.right_only) if plain else None,
        draws=test.draws,
        seed=test.seed,
        agreement=found.equal / found.items,
        kappa=_kappa(found),
        detectable=detectable(found),
        **{name: getattr(found, name) if found.binary else None for name in COUNTS},
    )


def _mean(sums: UnitSums, spent: Spending, passed: tuple[PassAt, ...]) -> ItemMean:
    found = mean(sums)
    return ItemMean(
        system=sums.system,
        benchmark=sums.benchmark,
        shares=sums.lowest >= 0.0 and sums.highest <= 1.0,
        items=sums.items,
        attempts=spent.attempts,
        unscored=spent.attempts - spent.scored,
        faults=spent.faults,
        solved=spent.solved,
        clusters=sums.units if sums.units != sums.items else None,
        mean=found.value,
        error=found.error,
        interval=found.interval,
        method=found.method,
        pass_at=passed,
        priced=spent.priced,
        cost=spent.cost,
        cost_per_solved=_each(spent.cost, spent.solved_priced),
        timed=spent.timed,
        seconds=spent.seconds,
        seconds_per_solved=_each(spent.seconds, spent.solved_timed),
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
    )


def _each(whole: float | None, solved: int) -> float | None:
    return whole / solved if whole is not None and solved else None


def _passed(items: Items, benchmark: str | None, ks: Sequence[int]) -> dict[Of, tuple[PassAt, ...]]:
    """pass@k of each system; of those with more attempts than one where no k is given."""
    counts: dict[Of, list[AttemptCount]] = {}
    for one in items.attempt_counts(benchmark):
        counts.setdefault((one.benchmark, one.system), []).append(one)
    wanted = {of: tuple(ks) or _most(found) for of, found in counts.items()}
    made: dict[Of, list[PassAt]] = {}
    for k in sorted({k for every in wanted.values() for k in every}):
        values = {(one.attempts, one.solved) for found in counts.values() for one in found if one.attempts >= k}
        if not values:
            continue
        worth = [Valued(attempts, solved, pass_at(attempts, solved, k)) for attempts, solved in sorted(values)]
        for sums in items.valued(worth, benchmark):
            of = (sums.benchmark, sums.system)
            if k in wanted[of]:
                made.setdefault(of, []).append(_pass(k, sums, counts[of]))
    return {of: tuple(found) for of, found in made.items()}


def _most(counts: Iterable[AttemptCount]) -> tuple[int, ...]:
    """The most attempts that every item has, where that is over one."""
    fewest = min(one.attempts for one in counts)
    return (fewest,) if fewest > 1 else ()


def _pass(k: int, sums: UnitSums, counts: Iterable[AttemptCount]) -> PassAt:
    left_out = sum(one.items for one in counts) - sums.items
    return PassAt(k=k, items=sums.items, left_out=left_out, value=sums.total / sums.items, error=mean_error(sums))


def _t_interval(at: float, error: float | None, units: int) -> Interval | None:
    if error is None:
        return None
    reach = t_quantile(0.5 + 0.5 * LEVEL, units - 1) * error
    return Interval(low=at - reach, high=at + reach, level=LEVEL)


def _method(found: PairCounts, error: float | None, *, plain: bool) -> DifferenceMethod | None:
    if plain:
        return "Tango"
    if error is None:
        return None
    return "Student's t over clusters" if found.clusters else "Student's t over items"


def _kappa(found: PairCounts) -> float | None:
    """Cohen's: agreement beyond that of two sides that solve as many by chance."""
    if not found.binary:
        return None
    left, right = found.left_total / found.items, found.right_total / found.items
    chance = left * right + (1.0 - left) * (1.0 - right)
    return (found.equal / found.items - chance) / (1.0 - chance) if chance < 1.0 else None


def _adjusted(pairs: Sequence[ItemPair]) -> tuple[ItemPair, ...]:
    """The pairs in their order with p adjusted by Holm's step-down over all of them (Holm 1979)."""
    worst = 0.0
    adjusted: dict[int, float] = {}
    for step, place in enumerate(sorted(range(len(pairs)), key=lambda place: pairs[place].p_value)):
        worst = max(worst, min(1.0, (len(pairs) - step) * pairs[place].p_value))
        adjusted[place] = worst
    return tuple(structs.replace(one, adjusted=adjusted[place]) for place, one in enumerate(pairs))


def _one_by_one(items: Items, systems: Sequence[System], benchmark: str, step: Step) -> Iterator[PairCounts]:
    for one, other in combinations(systems, 2):
        step(f"{one} and {other}", "comparing")
        yield items.pair(one, other, benchmark)


def benchmark_called(items: Items, name: str) -> str:
    """The benchmark of this name; one of one's own is found without `own-` before it.

    Raises:
        UnknownBenchmark: nothing there has it.

    """
    fitting = [one for one in items.systems if one == name] or [one for one in items.systems if _is_called(one, name)]
    if not fitting:
        raise UnknownBenchmark(name, _near(name, items.systems))
    return fitting[0]


def systems_of(items: Items, model: str, benchmark: str) -> tuple[System, ...]:
    """The systems of a model, or of a full name, on a benchmark that is there.

    Raises:
        UnknownModel: nothing on it is called so.

    """
    found = items.systems[benchmark]
    fitting = _named(found, model)
    if not fitting:
        raise UnknownModel(model, _near(model, _names_of(found)))
    return fitting


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The nearest of the names that are there, else the first of them: these are few and a reader's own."""
    every = tuple(dict.fromkeys(known))
    return nearest(name, every, MOST_NAMED) or every[:MOST_NAMED]


def _names_of(systems: Iterable[System]) -> list[str]:
    """The models, then their full names: a name is nearer to a model than to one with a long configuration."""
    every = sorted(systems)
    return [*(one.model for one in every), *map(str, every)]


def _is_called(id_: str, name: str) -> bool:
    """Whether an id is what somebody calls so, in whatever spelling, with or without the mark of what is one's own."""
    return folded(name) in (folded(id_), folded(id_.removeprefix(OWN_ID)))


def _common_benchmarks(items: Items, left: str, right: str) -> list[str]:
    for name in (left, right):
        if not any(_named(found, name) for found in items.systems.values()):
            raise UnknownModel(name, _near(name, _names_of(one for found in items.systems.values() for one in found)))
    common = [name for name, found in items.systems.items() if _named(found, left) and _named(found, right)]
    if not common:
        raise BadSetting(f"{left} and {right} share no benchmark here")
    return common


def _two(items: Items, left: str, right: str, benchmark: str) -> tuple[System, System]:
    one, other = _system(items, left, benchmark), _system(items, right, benchmark)
    if one == other:
        raise BadSetting(f"{left} and {right} are the same system on {benchmark}: name two")
    return one, other


def _system(items: Items, text: str, benchmark: str) -> System:
    """The one system that is called so."""
    fitting = systems_of(items, text, benchmark)
    if len(fitting) > 1:
        names = ", ".join(repr(str(one)) for one in fitting)
        raise BadSetting(f"{text} has {len(fitting)} configurations on {benchmark}; name one: {names}")
    return fitting[0]


def _named(systems: Sequence[System], text: str) -> tuple[System, ...]:
    """The systems of this full name, else all of this model, in its own spelling, else in another one."""
    model, _, configuration = text.partition("@")
    return (
        tuple(one for one in systems if str(one) == text)
        or tuple(one for one in systems if one.model == text)
        or tuple(one for one in systems if _is_called(one.model, model) and configuration in ("", one.configuration))
    )
