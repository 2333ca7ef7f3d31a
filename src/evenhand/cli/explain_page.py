"""Explanations as terminal pages: each step of the arithmetic with its numbers."""

from collections.abc import Iterator

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.records.comparison import SharedTest
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    ExplainedScore,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.facts import CONDITIONS, Benchmark, RawFile, Source
from evenhand.records.item_outcomes import Pairing
from evenhand.wording import numbers
from evenhand.wording.benchmarks import items_text, state_words
from evenhand.wording.explanation import after_words
from evenhand.wording.intervals import covered
from evenhand.wording.names import category_label

TIERS = {
    "A": "A, an independent run with its log",
    "B": "B, the benchmark's operator",
    "C": "C, the lab about its own model",
    "D": "D, a lab about a rival's model, or a run without its log",
    "E": "E, second-hand",
    "O": "O, your own run, on this machine only",
}


def score_page(found: ScoreExplanation) -> list[Block]:
    """Every observation of a model on a benchmark, with the arithmetic of its error and its source."""
    benchmark = found.benchmark
    blocks: list[Block] = [Heading(f"{found.model.name} on {benchmark.name}", 1), *lines(_benchmark(found))]
    if not found.scores:
        return [*blocks, *lines([f"No score of {found.model.name} on this benchmark is in the catalog."])]
    for score in found.scores:
        blocks += [Heading(_title(score, benchmark)), *lines(_score(score, benchmark, found), bullet=True)]
    return blocks


def category_page(found: CategoryExplanation) -> list[Block]:
    """How a pair's category is decided, with every number of the formula."""
    result = found.result
    title = f"{category_label(result.id)}: {found.left.name} against {found.right.name}"
    blocks: list[Block] = [Heading(title, 1)]
    if not found.tests:
        return [
            *blocks,
            *lines([f"State: {result.state}. No counted test was taken by both under matching conditions."]),
        ]
    columns = ("Shared counted test", "Left", "Right", "d, points", "se", "l, logits", "se")
    rows = tuple(
        (
            Cell(test.benchmark),
            *(
                Cell(_plain(value))
                for value in (
                    test.left.scaled,
                    test.right.scaled,
                    test.difference,
                    test.error,
                    test.logit,
                    test.logit_error,
                )
            ),
        )
        for test in found.tests
    )
    return [*blocks, Table(columns, rows, frozenset(range(1, 7))), *lines(_category(found), bullet=True)]


def overall_page(found: OverallExplanation) -> list[Block]:
    """How a pair's overall follows from its categories, with every number of the formula."""
    overall = found.overall
    blocks: list[Block] = [Heading(f"Overall: {found.left.name} against {found.right.name}", 1)]
    if not found.categories:
        return [*blocks, *lines([f"State: {overall.state}. No counted test was taken by both."])]
    columns = ("Category", "Weight w", "d, points", "se", "Expected e, logits", "Spread s", "Freedom f")
    rows = tuple(
        (
            Cell(category_label(one.id)),
            *(
                Cell(_plain(value))
                for value in (one.weight, one.difference, one.error, one.expected, one.expected_error, one.freedom)
            ),
        )
        for one in found.categories
    )
    return [*blocks, Table(columns, rows, frozenset(range(1, 7))), *lines(_overall(found), bullet=True)]


def classic_page(found: ClassicExplanation) -> list[Block]:
    """A model's classic values and what they are made of."""
    blocks: list[Block] = [Heading(f"{found.model.name} in the ranking {found.ranking}, {found.lane} lane", 1)]
    rows = []
    for name, value in found.categories.items():
        parts = "; ".join(
            f"{found.names.get(test, test)} {numbers.average(score)} x {_plain(weight)}"
            for test, score, weight in value.parts
        )
        made = f"published by {found.names.get(value.source, value.source)}" if value.published else parts
        rows.append(
            (
                Cell(category_label(name)),
                Cell(_plain(found.weights[name])),
                Cell(numbers.average(value.value)),
                Cell(made),
            )
        )
    blocks.append(Table(("Category", "Weight", "Value", "Made of"), tuple(rows), frozenset({1, 2})))
    return blocks if found.category else [*blocks, *lines(_classic_overall(found), bullet=True)]


def _benchmark(found: ScoreExplanation) -> list[str]:
    benchmark = found.benchmark
    scale = f"{benchmark.metric}, {benchmark.unit}, {benchmark.direction} is better"
    known = items_text(benchmark)
    items = f"{known} items" if known else "number of items not registered"
    return [benchmark.measures, f"Scale: {scale}; {items}.", state_words(found.standing)[0].text]


def _title(score: ExplainedScore, benchmark: Benchmark) -> str:
    unit = "%" if benchmark.unit == "percent" else f" {benchmark.unit}"
    chosen = "preferred" if score.preferred else "admitted" if score.admitted else "not admitted by this lane"
    return f"{score.observation.value:g}{unit} ({chosen})"


def _score(score: ExplainedScore, benchmark: Benchmark, found: ScoreExplanation) -> Iterator[str]:
    seen = score.observation
    if score.after:
        yield after_words(score.after).text
    yield f"Trust tier {TIERS[seen.tier]}; measured by {seen.measured_by or 'unknown'}."
    stated = [f"{name} {getattr(seen, name)}" for name in CONDITIONS if getattr(seen, name)]
    yield f"Conditions: {', '.join(stated) or 'none stated'}."
    yield "Counts in the ranking." if score.counts else "Does not count in the ranking: another version, or not in it."
    if score.centre is not None:
        yield from _error(score)
    else:
        yield f"{benchmark.name} has no place on the 0-100 scale, so it is shown and never averaged."
    yield from _source(score, found.sources[seen.source])


def _error(score: ExplainedScore) -> Iterator[str]:
    place = score.scaled if score.uncorrected is None else score.uncorrected
    clusters = "" if score.effect == 1.0 else f"{_plain(score.effect)} "
    yield (
        f"Standard error: p = ({_plain(place)}/100 x {score.items} + 1/2) / ({score.items} + 1)"
        f" = {_plain(score.centre)};"
        f" 100 sqrt({clusters}p (1 - p) / {score.items}) = {_plain(score.binomial)} points;"
        f" number of items {score.items_from}."
    )
    if score.reported is not None:
        yield f"The source reports {_plain(score.reported)} points; it is used when larger than half of that."
    low, high = score.reach or (0.0, 100.0)
    before = (score.error or 0.0) * (high - low) / 100.0
    yield f"With the rounding step {_plain(score.step)} squared over 12: {_plain(before)} points."
    if score.reach is not None:
        yield (
            f"Corrected for chance: ({_plain(place)} - {_plain(low)}) / ({_plain(high)} - {_plain(low)}) held within"
            f" 0 and 100 = {_plain(score.scaled)} points, standard error {_plain(score.error)}."
        )
    if score.interval is not None and score.centre is not None and before > 0.0:
        rests_on = 10000.0 * score.centre * (1.0 - score.centre) / before**2
        yield (
            f"{covered(score.interval, assumed=score.items_from == 'assumed').text}, from"
            f" 100^2 p (1 - p) / {_plain(before)}^2 = {_plain(rests_on)} questions. It covers the choice of questions"
            " and one run of each, not which tests were chosen."
        )


def _source(score: ExplainedScore, source: Source) -> Iterator[str]:
    seen, file = score.observation, score.raw_file
    yield f"Source: {source.name} ({source.publisher}), {source.licence}, read {seen.retrieved}; {source.link}"
    if seen.link:
        yield f"It cites {seen.link}"
    if seen.quote:
        yield f"In its words: {seen.quote}"
    dates = [f"{name} {value}" for name, value in (("measured", seen.measured), ("published", seen.published)) if value]
    yield f"Dates: {', '.join(dates) or 'neither a measuring nor a publishing date is stated'}."
    if seen.called:
        yield f"The source calls model and test: {seen.called}"
    if file:
        commit = f", commit {file.commit}" if file.commit else ""
        yield f"Read {file.retrieved} from {file.name} at {seen.at}{commit}; SHA-256 {file.sha256}{_at(source, file)}"
    yield f"Row: {seen.file}:{seen.line}, written there as {seen.raw or seen.value!r}"


def _at(source: Source, file: RawFile) -> str:
    """Where that file lies at the source, as far as the source's description or the record of the file tells."""
    link = file.link or (source.files_at.format(name=file.name, commit=file.commit) if source.files_at else "")
    return f"; {link}" if link else ""


def _category(found: CategoryExplanation) -> Iterator[str]:
    result, rule = found.result, found.rule
    tests = len(found.tests)
    for test in found.tests:
        if test.paired:
            yield _paired(test, test.paired)
    yield (
        f"These tests: mean d = {_plain(result.difference)} points, se {_plain(result.error)};"
        f" P(left ahead on fresh questions) = Phi(d / se): {_chance(result.probability_same)}."
    )
    yield (
        f"Between tests: variance = ({found.prior_tests} x {_plain(rule.between_tests)}^2 + sum (l - mean l)^2)"
        f" / ({found.prior_tests} + {tests} - 1) = {_plain(found.variance)}."
    )
    yield (
        f"Between pairs: precision = 1 / {_plain(rule.between_pairs)}^2 + sum 1 / (variance + se^2)"
        f" = {_plain(found.precision)};"
        f" expected = sum (l / (variance + se^2)) / precision = {_plain(result.expected)} logits."
    )
    yield (
        f"Next test: spread = sqrt(1 / precision + variance) = {_plain(result.expected_error)};"
        f" P(left ahead) = T with {_plain(result.freedom)} degrees of freedom at expected / spread"
        f": {_chance(result.probability)}."
    )
    yield f"State: {result.state}."


def _paired(test: SharedTest, found: Pairing) -> str:
    whole = f"{found.items + 1}"
    return (
        f"{test.benchmark}: of {found.items} questions both solved {found.both}, left alone {found.left_only}, right"
        f" alone {found.right_only}; McNemar's mid-p {_chance(found.p_value)}. a = {found.both}/{whole},"
        f" b = a + {found.left_only + 0.5}/{whole}, c = a + {found.right_only + 0.5}/{whole},"
        f" r = (a - b c) / sqrt(b (1 - b) c (1 - c)) = {_plain(found.correlation)};"
        f" se = sqrt({_plain(test.left.error)}^2 + {_plain(test.right.error)}^2 - 2 r {_plain(test.left.error)} x"
        f" {_plain(test.right.error)}) = {_plain(test.error)} points, without r {_plain(found.unpaired_error)}."
    )


def _overall(found: OverallExplanation) -> Iterator[str]:
    overall = found.overall
    yield (
        f"These tests: sum w d / sum w = {_plain(overall.difference)} points, se sqrt(sum (w se)^2) / sum w"
        f" = {_plain(overall.error)}; P(left ahead on fresh questions) = Phi(d / se):"
        f" {_chance(overall.probability_same)}."
    )
    yield (
        "One new test of each kind: expected sum w e / sum w, variance sum (w s / sum w)^2, degrees of freedom"
        " variance^2 / sum ((w s / sum w)^4 / f) after Welch and Satterthwaite;"
        f" P(left ahead) = T at expected / sqrt(variance): {_chance(overall.probability)}."
    )
    yield f"Share of the ranking's weight with evidence: {_plain(overall.evidence_weight)}. State: {overall.state}."


def _classic_overall(found: ClassicExplanation) -> Iterator[str]:
    value = found.overall
    if value is None:
        yield "No overall: no category has a value."
    elif value.published:
        yield f"Overall {numbers.integer(value.value)}, as published by {found.names.get(value.source, value.source)}."
    else:
        parts = " + ".join(f"{_plain(weight)} x {_plain(score)}" for _, score, weight in value.parts)
        yield f"Overall = {parts} = {_plain(value.value)}"


def _plain(value: float | None) -> str:
    """Four significant digits; a probability that is too small to be written is not called zero."""
    if value is None:
        return numbers.UNKNOWN
    return f"{value:.4g}"


def _chance(value: float | None) -> str:
    if value is None or 1e-6 < value < 1 - 1e-6:
        return _plain(value)
    return "under 0.000001" if value < 0.5 else "over 0.999999"
