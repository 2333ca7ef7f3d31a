"""The pieces of a page that depend on one score alone: formatted and escaped once, then joined into every page."""

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape
from msgspec import structs

from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.website.rows.score_text import TIERS, conditions_text, host, in_unit, is_web, items_text
from evenhand.wording.intervals import interval_words
from evenhand.wording.numbers import points

# How many scores stay written, by their content; one takes about a kilobyte.
KEPT = 4_096
# A standard error under this is written as nothing.
SMALL = 0.05
FACT = Markup("<dt>{}</dt><dd>{}</dd>")
OUTSIDE = Markup(', <a href="{}" rel="noopener nofollow">{}</a>')


def score_cell(reading: Reading, benchmark: Benchmark) -> Markup:
    """A score with its standard error, as in a table: `78.8% ± 2.9`."""
    return _score_cell(reading.observation.value, benchmark.unit, reading.error)


@lru_cache(maxsize=KEPT)
def _score_cell(value: float, unit: str, error: float | None) -> Markup:
    return with_error(in_unit(value, unit), error)


def with_error(value: str, error: float | None) -> Markup:
    """A value and, small beside it, its standard error where that is known and does not round to nothing."""
    if error is None or error < SMALL:
        return escape(value)
    return Markup(f"{escape(value)} <small>± {points(error)}</small>")  # noqa: S704 - both are escaped or a number


def reading_facts(reading: Reading, benchmark: Benchmark, names: Mapping[str, str], *, interval: bool = True) -> Markup:
    """What stands behind a score: error, conditions, trust, source, quote, and what else was published of it.

    `interval` asks for the interval of the score too.
    """
    rows = (reading.observation, *reading.others)
    sources = tuple(names.get(row.source, row.source) for row in rows)
    measured_by = reading.observation.measured_by
    kept = reading if interval else structs.replace(reading, interval=None)
    return _facts(kept, benchmark.unit, names.get(measured_by, measured_by), sources)


@lru_cache(maxsize=KEPT)
def _facts(reading: Reading, unit: str, measured_by: str, sources: tuple[str, ...]) -> Markup:
    row = reading.observation
    facts = (
        *((("Written", f"“{row.raw}”"),) if row.raw and row.raw != in_unit(row.value, unit) else ()),
        *((("Standard error", _error(reading)),) if reading.error is not None else ()),
        ("Conditions", conditions_text(row)),
        ("Trust", f"{row.tier}: {TIERS[row.tier]}"),
        ("Measured by", f"{measured_by or 'not stated'}{f', {row.measured}' if row.measured else ''}"),
        ("Source", _source(row, sources[0])),
    )
    listed = Markup("").join(FACT.format(label, said) for label, said in facts)
    quote = Markup("<blockquote>{}</blockquote>").format(row.quote) if row.quote else ""
    return Markup('<dl class="facts">{}</dl>{}{}').format(listed, quote, _others(reading, unit, sources[1:]))


def _error(reading: Reading) -> str:
    said = interval_words(reading)
    return f"{points(reading.error)} points, {items_text(reading)}{f'; {said.text}' if said else ''}"


def _source(row: Observation, name: str) -> Markup:
    """Our page of the source, the page that the score stands on, and when it was read."""
    link = OUTSIDE.format(row.link, host(row.link)) if is_web(row.link) else ""
    published = f", published {row.published}" if row.published else ""
    return Markup('<a href="/sources/{}">{}</a>{}{}, read {}').format(row.source, name, link, published, row.retrieved)


def _others(reading: Reading, unit: str, sources: tuple[str, ...]) -> Markup:
    """What else was published of this model on the same test."""
    said = "; ".join(
        f"{in_unit(row.value, unit)} ({name}{f', effort {row.effort}' if row.effort else ''})"
        for row, name in zip(reading.others, sources, strict=True)
    )
    return Markup('<p class="muted">Also published: {}.</p>').format(said) if said else Markup("")
