"""A comparison as Markdown, straight from its records and sentences: what the page says, without the page.

It is what the server answers for `….md` and what an export writes beside each head-to-head. The order is that of the
page; what a reader opens on the page stands in lists here. What depends on one score alone is written once and kept.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from urllib.parse import quote

from evenhand.records.comparison import Comparison, OwnTest, Reading, SharedTest, SingleTest
from evenhand.records.facts import Observation
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.website.page import snapshot_line
from evenhand.website.pages.compare import State, pair_address, sides
from evenhand.website.reach.markdown_text import GAP, escaped, items, link, paragraph, table
from evenhand.website.rows import compare_rows as rows
from evenhand.website.rows.cautions import Cautions, cautions_of
from evenhand.website.rows.name_marks import column_names
from evenhand.website.rows.operations_rows import model_rows, operation_rows
from evenhand.website.rows.questions import asked_once
from evenhand.website.rows.retirement import retirement
from evenhand.website.rows.score_cells import SMALL
from evenhand.website.rows.score_text import TIERS, conditions_text, host, in_unit, is_web, items_text
from evenhand.website.rows.verdict_lines import verdict_lines
from evenhand.website.site import HERE, Site
from evenhand.wording.flags import labels
from evenhand.wording.intervals import interval_words, paired_words
from evenhand.wording.names import category_label
from evenhand.wording.numbers import points, signed

# How many scores stay written, by their content.
KEPT = 4_096
MEANS = (
    "Decided only on tests that both took under matching conditions. Differences are {} less {}, with 90% intervals."
)
CLASSIC = (
    "The classic view averages whatever each model reported, on whichever tests. It is shown because it is common."
)


def comparison_markdown(comparison: Comparison, words: ComparisonWords, state: State, site: Site = HERE) -> str:
    """The whole text. `state` is what was asked for beyond the names, `site` where the page stands.

    Links are whole addresses where the site knows its own, else paths.
    """
    query = state.query()
    data = f"/api/v1/compare/{'/'.join(map(quote, sides(comparison)))}.json"
    foot = (
        snapshot_line(comparison.compared_by, comparison.snapshot),
        f"Page: {site.whole(f'/compare/{quote(pair_address(comparison))}')}{query}",
        f"JSON: {site.whole(data)}{query}",
    )
    return _ComparisonText(comparison, words, site.base).written(foot)


class _ComparisonText:
    """Writes one comparison; `base` is what addresses on the site begin with."""

    def __init__(self, comparison: Comparison, words: ComparisonWords, base: str) -> None:
        self.comparison = comparison
        self.words = words
        self.base = base
        self.names = column_names(comparison)
        self.columns = tuple(map(escaped, self.names))
        self.cautions: Cautions = cautions_of(comparison, words)

    def written(self, foot: tuple[str, ...]) -> str:
        """All parts, in the order of the page, then the lines of the foot."""
        parts = (
            *self._answer(),
            *(() if self.comparison.relation == "same" else self._evidence()),
            "---",
            "\n".join([f"- {line}" for line in foot]),
        )
        return f"{GAP.join(filter(None, parts))}\n"

    def _evidence(self) -> Iterator[str]:
        """All that lies behind the answer; of one model on both sides there is nothing."""
        return chain(
            self._overall(),
            self._categories(),
            self._tests(),
            self._own(),
            self._left_out(),
            self._operations(),
            self._classic(),
            self._questions(),
        )

    def _answer(self) -> Iterator[str]:
        words, answer = self.words, verdict_lines(self.comparison, self.words)
        yield f"# {self.columns[0]} or {self.columns[1]}"
        yield from self._standing()
        if answer.strength:
            yield f"**{escaped(answer.strength)}**"
        yield _said(words.pick)
        yield _said(note for note in words.notes if note.rule == "note.classic")
        if words.summary not in words.pick:
            yield _said((words.summary,))
        yield from _listed("## Why", (*answer.reasons, *answer.more_reasons))
        yield from _listed("## Choose the other if", words.otherwise)
        yield from _listed("## What would flip it", (*words.flips, *words.further_flips))

    def _standing(self) -> Iterator[str]:
        """That a side is no longer served, that a name moves from model to model."""
        day = self.comparison.snapshot.date
        run, sides = self.comparison.operations, (self.comparison.left, self.comparison.right)
        for name, model, side in zip(self.columns, sides, (run.left, run.right), strict=True):
            if told := retirement(model, day, side):
                yield f"{name} {escaped(told)}"
        yield _said(note for note in self.words.notes if note.rule == "note.moving")

    def _overall(self) -> Iterator[str]:
        yield "## Overall"
        yield self._sides(rows.overall_rows(self.comparison))
        yield _items(self.words.overall)
        yield from _listed("### Cautions", self.cautions.whole)

    def _categories(self) -> Iterator[str]:
        made = rows.category_rows(self.comparison, self.words, self.cautions.categories)
        yield "## By category"
        yield paragraph(MEANS.format(*self.columns))
        yield table(
            ("Category", *self.columns, "Difference", "State"),
            [
                (
                    f"{escaped(row.label)} (weight {row.weight})",
                    _noted(row.left, row.left_own),
                    _noted(row.right, row.right_own),
                    _noted(row.difference, row.interval),
                    _noted(row.word, row.rests_on),
                )
                for row in made
            ],
        )
        told = ((row.label, (*row.details, *row.cautions)) for row in made)
        yield "\n".join([f"- **{escaped(label)}**: {_said(said)}" for label, said in told if said])

    def _tests(self) -> Iterator[str]:
        yield "## Test by test"
        counted = [test for test in self.comparison.shared if test.counted]
        others = [test for test in self.comparison.shared if not test.counted]
        if not (counted or others):
            yield "There is no test that both took under matching conditions."
        if counted:
            yield "Tests that both took, each score with one standard error."
            yield from self._shared(counted)
        if others:
            yield "### Shown, not counted"
            yield from self._shared(others)

    def _shared(self, tests: list[SharedTest]) -> Iterator[str]:
        """The tests as a table, then what stands behind each."""
        order = {result.id: place for place, result in enumerate(self.comparison.categories)}
        tests.sort(key=lambda test: (order.get(test.category, len(order)), test.category))
        yield table(("Test", "Category", *self.columns, "Difference"), [self._row(test) for test in tests])
        yield "\n".join([line for test in tests for line in self._behind(test)])

    def _row(self, test: SharedTest) -> tuple[str, ...]:
        benchmark = self.comparison.benchmarks[test.benchmark]
        lower = " (lower is better)" if benchmark.direction == "lower" else ""
        gap = signed(test.difference)
        return (
            f"{escaped(benchmark.name)}{lower}",
            escaped(category_label(test.category)),
            _score(test.left, benchmark.unit),
            _score(test.right, benchmark.unit),
            f"{gap} ± {points(test.error)}" if test.error is not None and test.error >= SMALL else gap,
        )

    def _behind(self, test: SharedTest) -> Iterator[str]:
        """What a test measures and what to be wary of; both scores with conditions and sources."""
        comparison = self.comparison
        benchmark = comparison.benchmarks[test.benchmark]
        kinds = ", ".join(labels(test.flags))
        apart = f"A test of this size can tell {points(test.separable)} points apart. " if test.separable else ""
        paired = f"{_said(paired_words(test, benchmark.name, *self.names))} " if test.paired else ""
        wary = self.cautions.tests.get(test.benchmark, ())
        name = _test_link(benchmark.name, benchmark.id, self.base)
        about = _measures(benchmark.measures) if test.counted else ""
        yield f"- {name}{f' ({kinds})' if kinds else ''}: {about}{apart}{paired}{_said(wary)}".rstrip(" :")
        for column, reading in zip(self.columns, (test.left, test.right), strict=True):
            yield f"  - {column}: {self._facts(reading, benchmark.unit)}"

    def _facts(self, reading: Reading, unit: str) -> str:
        row, names = reading.observation, self.comparison.names
        sources = tuple(names.get(one.source, one.source) for one in (row, *reading.others))
        return _reading_facts(reading, unit, names.get(row.measured_by, row.measured_by), sources, self.base)

    def _own(self) -> Iterator[str]:
        """The reader's own runs, each by itself, and the public scores beside them."""
        yield from _listed("## Your own runs", self.words.own)
        if self.comparison.own:
            rows = [row for test in self.comparison.own for row in self._own_rows(test)]
            yield table(("Test", "Model", "Score", "Whose", "Conditions"), rows)

    def _own_rows(self, test: OwnTest) -> Iterator[tuple[str, ...]]:
        benchmark = self.comparison.benchmarks[test.benchmark]
        left, right = self.columns
        for name, own, public in ((left, test.left, test.public_left), (right, test.right, test.public_right)):
            readings = (*((one, "your run") for one in own), *(((public, "public"),) if public else ()))
            for reading, whose in readings:
                said = escaped(conditions_text(reading.observation))
                yield escaped(benchmark.name), name, _score(reading, benchmark.unit), whose, said

    def _left_out(self) -> Iterator[str]:
        yield "## Left out, and why"
        if not self.words.left_out:
            yield "Nothing: every test that a side took is above."
            return
        yield _items(self.words.left_out)
        tests = sorted(self.comparison.left_out, key=lambda test: (test.reason, test.category, test.benchmark))
        for reason, group in groupby(tests, key=lambda test: test.reason):
            yield f"### {reason.capitalize()}"
            yield table(("Test", *self.columns), [self._single(test) for test in group])

    def _single(self, test: SingleTest) -> tuple[str, ...]:
        benchmark = self.comparison.benchmarks.get(test.benchmark)
        name, unit = (benchmark.name, benchmark.unit) if benchmark else (test.benchmark, "points")
        left, right = test.left, test.right
        return (
            _noted(name, test.detail),
            self._sourced(left.observation, unit) if left else "–",
            self._sourced(right.observation, unit) if right else "–",
        )

    def _sourced(self, row: Observation, unit: str) -> str:
        """A score with its source."""
        source = row.source
        return _sourced(row.value, unit, row.link, source, self.comparison.names.get(source, source), self.base)

    def _operations(self) -> Iterator[str]:
        yield "## Price, speed, context"
        yield self._sides((*operation_rows(self.comparison), *model_rows(self.comparison)))
        yield _items(self.words.operations)

    def _classic(self) -> Iterator[str]:
        comparison, words = self.comparison, self.words
        yield "## What the classic average says"
        yield CLASSIC
        yield _items(words.classic)
        if made := rows.classic_rows(comparison, words):
            yield paragraph(escaped(rows.classic_note(comparison)))
            yield table(
                ("Category", *self.columns, "Shared tests"),
                [
                    (
                        escaped(row.label),
                        _noted(row.left, row.left_note),
                        _noted(row.right, row.right_note),
                        escaped(row.even),
                    )
                    for row in made
                ],
            )
        yield from _listed("### Where the two views differ", words.disagreements)

    def _questions(self) -> Iterator[str]:
        yield "## Questions"
        for one in asked_once(self.words.questions):
            yield f"### {escaped(one.question)}\n\n{_said(one.sentences)}"
        yield from _listed("## Notes", self.words.notes)

    def _sides(self, made: Iterable[rows.Row]) -> str:
        """Rows with a cell for each side."""
        written = [
            (_noted(row.label, row.note), _noted(row.left, row.left_note), _noted(row.right, row.right_note))
            for row in made
        ]
        return table(("", *self.columns), written)


def _said(sentences: Iterable[Sentence]) -> str:
    return escaped(" ".join([one.text for one in sentences]))


def _items(sentences: Iterable[Sentence]) -> str:
    return items([escaped(one.text) for one in sentences])


def _listed(head: str, sentences: tuple[Sentence, ...]) -> Iterator[str]:
    """A list under its head; nothing where there is nothing to say."""
    if sentences:
        yield head
        yield _items(sentences)


def _noted(text: str, note: str) -> str:
    """A cell with its remark: in brackets, or after a comma where the cell has brackets already."""
    if not note:
        return escaped(text)
    return escaped(f"{text}, {note}" if text.endswith(")") else f"{text} ({note})")


@lru_cache(maxsize=KEPT)
def _test_link(name: str, benchmark: str, base: str) -> str:
    return link(escaped(name), f"{base}/benchmarks/{benchmark}")


@lru_cache(maxsize=KEPT)
def _measures(text: str) -> str:
    """What a test measures as a sentence."""
    measures = escaped(text.strip().rstrip("."))
    return f"{measures[:1].upper()}{measures[1:]}. " if measures else ""


def _score(reading: Reading, unit: str) -> str:
    return _in_table(reading.observation.value, unit, reading.error)


@lru_cache(maxsize=KEPT)
def _in_table(value: float, unit: str, error: float | None) -> str:
    said = escaped(in_unit(value, unit))
    return f"{said} ± {points(error)}" if error is not None and error >= SMALL else said


@lru_cache(maxsize=KEPT)
def _reading_facts(reading: Reading, unit: str, measured_by: str, sources: tuple[str, ...], base: str) -> str:
    """What stands behind a score: error, conditions, trust, source, quote, and what else was published of it."""
    row = reading.observation
    facts = (
        f"written “{escaped(row.raw)}”" if row.raw and row.raw != in_unit(row.value, unit) else "",
        escaped(_error(reading)) if reading.error is not None else "",
        escaped(conditions_text(row)),
        f"tier {row.tier}, {TIERS[row.tier]}",
        f"{_measured(measured_by)}{f', {row.measured}' if row.measured else ''}",
        f"from {_source(row, sources[0], base)}",
    )
    quote = f" “{escaped(' '.join(row.quote.split()))}”" if row.quote else ""
    others = "; ".join(
        f"{in_unit(one.value, unit)} ({name}{f', effort {one.effort}' if one.effort else ''})"
        for one, name in zip(reading.others, sources[1:], strict=True)
    )
    return f"{'; '.join(filter(None, facts))}.{quote}{f' Also published: {escaped(others)}.' if others else ''}"


def _measured(who: str) -> str:
    return f"measured by {escaped(who)}" if who else "not stated who measured it"


def _error(reading: Reading) -> str:
    said = interval_words(reading)
    return f"standard error {points(reading.error)} points, {items_text(reading)}{f'; {said.text}' if said else ''}"


def _source(row: Observation, name: str, base: str) -> str:
    """Our page of the source, the page that the score stands on, and when it was read."""
    own = link(escaped(name), f"{base}/sources/{row.source}")
    outside = f", {link(escaped(host(row.link)), row.link)}" if is_web(row.link) else ""
    return f"{own}{outside}{f', published {row.published}' if row.published else ''}, read {row.retrieved}"


@lru_cache(maxsize=KEPT)
def _sourced(value: float, unit: str, outside: str, source: str, name: str, base: str) -> str:
    """A score with its source, the same in every comparison that leaves it out."""
    address = outside if is_web(outside) else f"{base}/sources/{source}"
    return f"{escaped(in_unit(value, unit))} ({link(escaped(name), address)})"
