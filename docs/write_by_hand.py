"""Writes docs/by-hand.md: every number on three comparisons, recomputed from what the commands print.

Run `.venv/bin/python docs/write_by_hand.py` after a change of facts; `tests/cli/test_by_hand.py` evaluates
every line of the page with an arithmetic of its own.
"""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from calculator_lines import block, compared, four_digits, grouped, plain, signed, summed, weighed

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.compare import compare
from evenhand.comparison.explain import explain_category, explain_score
from evenhand.comparison.explain_estimate import explain_estimate
from evenhand.records.comparison import CategoryResult, Comparison, Reading, SharedTest
from evenhand.records.explanation import CategoryExplanation, EstimateExplanation, ExplainedScore
from evenhand.scoring.distributions import inside, t_cdf
from evenhand.wording.names import category_label

PAGE = Path(__file__).parent / "by-hand.md"
PAIRS = (
    ("gemma-4-12b", "gpt-5.5", ("hle", "gpqa-diamond", "mmmu-pro")),
    ("gpt-5.2", "claude-opus-4.5", ("swe-bench-verified",)),
    ("gpt-5.5", "deepseek-v4-pro", ("swe-bench-verified",)),
)
NORMAL = "1.645"

HEAD = """# Three comparisons, recomputed by hand

Written by `.venv/bin/python docs/write_by_hand.py` from the catalog of {date}; do not edit.
`tests/cli/test_by_hand.py` works out every line again with an arithmetic of its own.

Every number on a comparison follows from numbers that `evenhand explain` prints.
Below this is done for three pairs, in steps for a calculator:

| pair | why this one |
|---|---|
| [Gemma 4 12B and GPT-5.5](#gemma-4-12b-v-gpt-55) | three shared tests, each from its published score on; five categories without one; a score withheld |
| [GPT-5.2 and Claude Opus 4.5](#gpt-52-v-claude-opus-45) | all eight categories, a test paired question by question, a weight that flips the answer |
| [GPT-5.5 and DeepSeek-V4-Pro](#gpt-55-v-deepseek-v4-pro) | one category not comparable, four without data on a side, a test paired question by question |

How to read a line: what stands left of the sign gives what stands right of it, then comes what it is.
Numbers go in as the commands print them, so the last digit can be off by what their rounding allows.
`Phi` is the normal distribution, `T(x, f)` Student's t with f degrees of freedom, `log` the natural logarithm:

    python -c "from scipy.stats import norm, t; print(norm.cdf(-12.1 / 4.287), t.cdf(-0.5651 / 0.5004, 4))"

The constants of a category (4, tau, pi) and all weights stand in `data/rankings/even.toml`; [method.md](method.md) has the formulas and says why.

Some numbers are counted, not calculated: chances, medians and places of the scores over all tests come from 400 joint draws.
`evenhand explain MODEL --json` prints them, in `draws` for the overall score and for each category; what stands at one place in two models belongs together:

    evenhand explain gpt-5.5 --json > a.json; evenhand explain deepseek-v4-pro --json > b.json
    python -c "import json; a, b = (json.load(open(f))['draws'] for f in ('a.json', 'b.json'));
    print(sum(x > y for x, y in zip(a, b)), 'of', len(a), sorted(a)[199:201])"

The median is the mean of the 200th and 201st in order, the 90% interval lies between the 5% and 95% quantiles (linear between neighbours).
The values of the classic view are sums of parts that `evenhand explain MODEL --ranking classic` prints.
A place is a model's position in one draw among all ranked models; the board counts them ([ranks.md](ranks.md)).
Not within a calculator's reach are the draws themselves ([latent-model.md](latent-model.md)) and what a further test is expected to tell, a regression over them ([flips.md](flips.md)).
"""  # noqa: E501 - prose, a sentence a line


def page(catalog: Catalog) -> str:
    """The whole page."""
    parts = [HEAD.format(date=catalog.date), *("\n".join(_pair(catalog, *pair)) for pair in PAIRS)]
    return "\n".join(parts).rstrip("\n") + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(load_catalog()), "utf-8")


def _pair(catalog: Catalog, left: str, right: str, tests: tuple[str, ...]) -> Iterator[str]:
    one, other = naming.subject(catalog, left), naming.subject(catalog, right)
    found = compare(catalog, one, other)
    yield f"## {found.left.name} v {found.right.name}\n"
    yield f"`evenhand compare {left} {right}`\n"
    yield "### Shared tests\n"
    for test in (test for test in found.shared if test.benchmark in tests):
        yield f"{found.names.get(test.benchmark, test.benchmark)}, `evenhand explain {left} {test.benchmark}` and"
        yield f"`evenhand explain {right} {test.benchmark}`:\n"
        yield from block(_test(catalog, found, test))
    yield "### Categories\n"
    for result in found.categories:
        name = category_label(result.id)
        if not result.shared:
            yield f"**{name}**: {result.state}; no counted test was taken by both, so there is no number.\n"
            continue
        yield f"**{name}**, `evenhand explain {left} {result.id} --against {right}`:\n"
        yield from block(_category(explain_category(catalog, one, other, result.id)))
        yield _state(result.state, result.probability, len(result.shared)) + "\n"
    yield f"### Overall\n\n`evenhand explain {left} overall --against {right}`:\n"
    yield from block(_overall(found))
    overall = found.overall
    yield _state(overall.state, overall.probability, len(overall.shared))
    yield f"The weight with evidence is {'under' if overall.partial else 'over'} half" + (
        ", so the answer is partial.\n" if overall.partial else ".\n"
    )
    yield "### Scores over all tests\n"
    estimates = [explain_estimate(catalog, who.model) for who in (one, other)]
    for estimate in estimates:
        yield f"`evenhand explain {estimate.model.id}`:\n"
        yield from block(_score(estimate))
        yield _withheld(estimate)
    yield from block(_joint(*estimates))
    yield (
        f"### Cost of the workload\n\n`evenhand cost {left} {right}`, 10,000 requests of 3,000 tokens in, 1,000 out:\n"
    )
    yield from block(_cost(found))
    yield "### What would flip it\n"
    yield from _least(found)
    yield from _weight(found)


def _test(catalog: Catalog, found: Comparison, test: SharedTest) -> Iterator[str]:
    sides = [
        _explained(catalog, model.id, test.benchmark, cell)
        for model, cell in ((found.left, test.left), (found.right, test.right))
    ]
    for model, side in zip((found.left, found.right), sides, strict=True):
        yield from _error(side, model.name)
    a, b = ((plain(side.scaled), plain(side.error), plain(side.centre)) for side in sides)
    yield f"{a[0]} - {b[0]} = {plain(test.difference)}    d"
    apart = f"sqrt({a[1]}^2 + {b[1]}^2"
    r = ""
    if test.paired:
        yield from _pairing(test)
        r = plain(test.paired.correlation)
        yield f"{apart} - 2 * {r} * {a[1]} * {b[1]}) = {plain(test.error)}    se of d, paired"
    else:
        yield f"{apart}) = {plain(test.error)}    se of d"
    if test.separable is not None:
        yield f"2.8 * {plain(test.error)} = {plain(test.separable)}    tells apart"
    p, q = (f"{side.scaled or 0:g}/100" for side in sides)
    yield f"log({p} / (1 - {p})) - log({q} / (1 - {q})) = {plain(test.logit)}    l"
    logits = [plain(_logit_error(side)) for side in sides]
    for model, logit, (_, error, centre) in zip((found.left, found.right), logits, (a, b), strict=True):
        yield f"{error}/100 / ({centre} * (1 - {centre})) = {logit}    error of the logit of {model.name}"
    between = f" - 2 * {r} * {logits[0]} * {logits[1]}" if r else ""
    yield f"sqrt({logits[0]}^2 + {logits[1]}^2{between}) = {plain(test.logit_error)}    se of l"


def _logit_error(side: ExplainedScore) -> float:
    centre = side.centre or 0.5
    return (side.error or 0.0) / 100 / (centre * (1 - centre))


def _explained(catalog: Catalog, model: str, benchmark: str, cell: Reading) -> ExplainedScore:
    """The explanation of the very score that the comparison uses."""
    scores = explain_score(catalog, naming.subject(catalog, model), catalog.benchmarks[benchmark]).scores
    row = cell.observation
    return next(one for one in scores if (one.observation.file, one.observation.line) == (row.file, row.line))


def _error(side: ExplainedScore, name: str) -> Iterator[str]:
    centre = plain(side.centre)
    yield f"({plain(side.scaled)}/100 * {side.items} + 1/2) / ({side.items} + 1) = {centre}    p of {name}"
    yield f"100 * sqrt({centre} * (1 - {centre}) / {side.items}) = {plain(side.binomial)}    its binomial error"
    used = side.binomial
    if side.reported and side.binomial and side.reported > side.binomial / 2:
        used = side.reported
    yield f"sqrt({plain(used)}^2 + {plain(side.step)}^2 / 12) = {plain(side.error)}    with rounding"


def _pairing(test: SharedTest) -> Iterator[str]:
    if test.paired:
        both, whole = f"{test.paired.both}/{test.paired.items + 1}", test.paired.items + 1
        b, c = (f"({both} + {alone + 0.5}/{whole})" for alone in (test.paired.left_only, test.paired.right_only))
        yield f"({both} - {b} * {c}) / sqrt({b} * (1 - {b}) * {c} * (1 - {c})) = {plain(test.paired.correlation)}    r"


def _category(found: CategoryExplanation) -> Iterator[str]:
    tests, result, rule = found.tests, found.result, found.rule
    k, prior = len(tests), found.prior_tests
    lefts, rights = summed(plain(one.left.scaled) for one in tests), summed(plain(one.right.scaled) for one in tests)
    yield f"({lefts}) / {k} = {plain(result.left_mean)}    {found.left.name}"
    yield f"({rights}) / {k} = {plain(result.right_mean)}    {found.right.name}"
    yield f"({summed(plain(test.difference) for test in tests)}) / {k} = {plain(result.difference)}    D"
    yield f"sqrt({summed(f'{plain(test.error)}^2' for test in tests)}) / {k} = {plain(result.error)}    SE"
    yield from _same(result.difference, result.error, result.probability_same)
    mean = sum(test.logit or 0.0 for test in tests) / k
    yield f"({summed(plain(test.logit) for test in tests)}) / {k} = {plain(mean)}    mean l"
    tau, pi = f"{rule.between_tests:g}", f"{rule.between_pairs:g}"
    scatter = " + ".join(f"({plain(test.logit)} - {signed(mean)})^2" for test in tests)
    yield f"({prior} * {tau}^2 + {scatter}) / ({prior} + {k} - 1) = {plain(found.variance)}    variance"
    each = [f"({plain(found.variance)} + {plain(test.logit_error)}^2)" for test in tests]
    yield f"1 / {pi}^2 + {' + '.join(f'1 / {one}' for one in each)} = {plain(found.precision)}    precision"
    shifts = " + ".join(f"{signed(test.logit)} / {one}" for test, one in zip(tests, each, strict=True))
    yield f"({shifts}) / {plain(found.precision)} = {plain(result.expected)}    expected"
    yield f"sqrt(1 / {plain(found.precision)} + {plain(found.variance)}) = {plain(result.expected_error)}    spread"
    yield f"{prior} + {k} - 1 = {plain(result.freedom)}    degrees of freedom"
    yield (
        f"T({plain(result.expected)} / {plain(result.expected_error)}, {plain(result.freedom)})"
        f" = {plain(result.probability)}    Pnext, {found.left.name} ahead on the next test"
    )


def _same(difference: float | None, error: float | None, chance: float | None) -> Iterator[str]:
    d, e = plain(difference), plain(error)
    yield f"{d} - {NORMAL} * {e} = {(difference or 0) - 1.6448536 * (error or 0):.1f}    90% interval, from"
    yield f"{d} + {NORMAL} * {e} = {(difference or 0) + 1.6448536 * (error or 0):.1f}    to"
    yield f"Phi({d} / {e}) {compared(chance)}    P1"


def _overall(found: Comparison) -> Iterator[str]:
    parts, overall = [one for one in found.categories if one.shared], found.overall
    total = sum(one.weight for one in parts)
    for name, means, side in (
        (found.left.name, [one.left_mean for one in parts], overall.left),
        (found.right.name, [one.right_mean for one in parts], overall.right),
    ):
        sums = " + ".join(f"{one.weight:g} * {plain(mean)}" for one, mean in zip(parts, means, strict=True))
        yield f"({sums}) / {total:g} = {plain(side.on_shared)}    {name}"
    yield f"({weighed(parts, [one.difference for one in parts])}) / {total:g} = {plain(overall.difference)}    D"
    errors = " + ".join(f"({one.weight:g} * {plain(one.error)})^2" for one in parts)
    yield f"sqrt({errors}) / {total:g} = {plain(overall.error)}    SE"
    yield from _same(overall.difference, overall.error, overall.probability_same)
    d, e = signed(overall.difference), plain(overall.error)
    near = inside(-1.0, 1.0, overall.difference or 0.0, overall.error or 1.0)
    yield f"Phi((1 - {d}) / {e}) - Phi((-1 - {d}) / {e}) {compared(near)}    less than a point apart"
    yield from _next(parts, {one.id: one.weight for one in parts}, found.left.name)
    everything = sum(one.weight for one in found.categories)
    yield f"{total:g} / {everything:g} = {plain(overall.evidence_weight)}    share of the weight with evidence"


def _next(parts: list[CategoryResult], weights: dict[str, float], name: str) -> Iterator[str]:
    total = sum(weights.values())
    expected = sum(weights[one.id] * (one.expected or 0.0) for one in parts) / total
    squares = [(weights[one.id] * (one.expected_error or 0.0) / total) ** 2 for one in parts]
    variance = sum(squares)
    freedom = variance**2 / sum(square**2 / (one.freedom or 1.0) for one, square in zip(parts, squares, strict=True))
    means = " + ".join(f"{weights[one.id]:g} * {signed(one.expected)}" for one in parts)
    yield f"({means}) / {total:g} = {four_digits(expected)}    expected"
    each = [f"({weights[one.id]:g} * {plain(one.expected_error)} / {total:g})" for one in parts]
    yield f"{' + '.join(f'{one}^2' for one in each)} = {four_digits(variance)}    variance"
    fourth = " + ".join(f"{one}^4 / {plain(part.freedom)}" for one, part in zip(each, parts, strict=True))
    yield f"{four_digits(variance)}^2 / ({fourth}) = {four_digits(freedom)}    degrees of freedom"
    chance = t_cdf(expected / sqrt(variance), freedom)
    yield (
        f"T({four_digits(expected)} / sqrt({four_digits(variance)}), {four_digits(freedom)}) {compared(chance)}"
        f"    Pnext, {name} ahead on one new test of each kind"
    )


def _score(found: EstimateExplanation) -> Iterator[str]:
    for one in found.categories:
        total = sum(test.weight for test in one.tests)
        terms = " + ".join(f"{test.value:.2f}" for test in one.tests)
        mean = sum(test.weight * test.value for test in one.tests) / total
        yield f"({terms}) / {len(one.tests)} = {mean:.2f}    {category_label(one.category)}"
    parts = " + ".join(f"{one.weight:.3f} * {one.mean:.2f}" for one in found.categories)
    yield f"{parts} = {found.mean:.2f}    mean of the draws, from the categories' means of draws"
    measured = " + ".join(
        f"{one.weight:.3f} * {sum(test.measured for test in one.tests)}/{len(one.tests)}" for one in found.categories
    )
    yield f"{measured} = {plain(found.estimate.measured)}    share that is measured"
    least = " + ".join(
        f"{one.weight:.3f} * {grouped(f'{test.value:.2f}' for test in one.tests if test.measured)}/{len(one.tests)}"
        for one in found.categories
        if any(test.measured for test in one.tests)
    )
    if found.estimate.hard:
        low, high = found.estimate.hard.low, found.estimate.hard.high
        yield f"{least} = {low:.1f}    every missing test at 0"
        yield f"{low:.2f} + 100 * (1 - {plain(found.estimate.measured)}) = {high:.1f}    every missing test at 100"


def _withheld(found: EstimateExplanation) -> str:
    estimate = found.estimate
    if estimate.interval is None or estimate.score is None:
        return "The score is withheld, so its median and interval are not shown.\n"
    low, high = estimate.interval.low, estimate.interval.high
    draws = sorted(found.draws)
    middle = len(draws) // 2
    return (
        f"The median of `draws` is ({draws[middle - 1]:.2f} + {draws[middle]:.2f}) / 2 = {estimate.score:.1f}, their"
        f" 5% and 95% quantiles {low:.1f} and {high:.1f}: {estimate.score:.0f} ({low:.0f} to {high:.0f}).\n"
    )


def _joint(one: EstimateExplanation, other: EstimateExplanation) -> Iterator[str]:
    higher = sum(a > b for a, b in zip(one.draws, other.draws, strict=True))
    count = len(one.draws)
    yield f"{higher} / {count} = {plain(higher / count)}    draws in which {one.model.name} is higher"
    for found in (one, other):
        if found.rank:
            place = found.rank
            for share, what in ((place.first, f"first of {place.of}"), (place.top3, "among three")):
                yield f"{share * count:.0f} / {count} = {plain(share)}    draws in which {found.model.name} is {what}"


def _cost(found: Comparison) -> Iterator[str]:
    work = found.operations.workload
    sides = ((found.left.name, found.operations.left), (found.right.name, found.operations.right))
    for name, side in sides:
        offer = side.offer
        if offer is None or offer.input is None or offer.output is None:
            continue
        request = f"({work.input} * {offer.input:g} + {work.output} * {offer.output:g}) / 1000000"
        yield f"{request} = {plain(side.per_request)}    dollars a request, {name}"
        yield f"{work.requests} * {plain(side.per_request)} = {plain(side.per_month)}    dollars a month"
        yield f"(3 * {offer.input:g} + {offer.output:g}) / 4 = {plain(side.blended)}    dollars per million, blended"


def _least(found: Comparison) -> Iterator[str]:
    least = next((one for one in found.least_weights if one.scope == "overall"), None)
    if least is None:
        return
    ahead = found.left.name if least.ahead == "left" else found.right.name
    behind = found.right.name if least.ahead == "left" else found.left.name
    if least.points is None:
        yield f"{ahead} is behind on none of the shared tests, so no weighting of them puts {behind} ahead.\n"
        return
    sign = 1.0 if least.ahead == "left" else -1.0
    gap = {test.benchmark: sign * (test.difference or 0.0) for test in found.shared}
    to = found.names.get(least.to, least.to)
    yield f"Least weight to move (JSON: `least_weights`): from where {ahead} is furthest ahead to {to}.\n"
    lines = [
        f"{one.points / 100:.5f} * ({plain(gap[one.benchmark])} - {signed(gap[least.to])})" for one in least.shifted
    ]
    moved = [f"{one.points / 100:.5f}" for one in least.shifted]
    yield from block(
        [
            f"{' + '.join(lines)} = {plain(sign * (found.overall.difference or 0.0))}    all of D",
            f"100 * ({' + '.join(moved)}) = {least.points:.1f}    points of weight",
        ]
    )


def _weight(found: Comparison) -> Iterator[str]:
    """The nearest category weight that changes the answer, and the last whole weight that does not."""
    change = next((one for one in found.flips if one.kind == "weight" and one.after), None)
    if change is None or change.before is None or change.after is None:
        return
    parts = [one for one in found.categories if one.shared]
    short = change.after + (1 if change.after < change.before else -1)
    yield f"`--weight {change.what}={change.after:g}` instead of {change.before:g} makes it *{change.becomes}*,"
    yield f"{short:g} leaves it as it is (*leads* begins at 0.95, *leans* at 0.80).\n"
    for weight in (short, change.after):
        weights = {one.id: weight if one.id == change.what else one.weight for one in parts}
        yield f"With {weight:g}:\n"
        yield from block(_next(parts, weights, found.left.name))


def _state(state: str, chance: float | None, tests: int) -> str:
    sure = max(chance or 0.0, 1 - (chance or 0.0))
    if state == "practically equal":
        return "State: practically equal; less than a point apart with probability 0.90 or more."
    where = "0.95 or more" if sure >= 0.95 else "0.80 or more" if sure >= 0.80 else "under 0.80"
    count = f"{tests} shared test{'s' if tests > 1 else ''}"
    return f"The surer side has {sure:.4f}, {where}, on {count}. State: {state}."


if __name__ == "__main__":
    main()
