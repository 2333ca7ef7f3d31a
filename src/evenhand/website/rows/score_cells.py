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
        _fact("Written", f"“{row.raw}”") if row.raw and row.raw != in_unit(row.value, unit) else "",
        _fact("Standard error", _error(reading)) if reading.error is not None else "",
        _fact("Conditions", conditions_text(row)),
        _fact("Trust", f"{row.tier}: {TIERS[row.tier]}"),
        _fact("Measured by", f"{measured_by or 'not stated'}{f', {row.measured}' if row.measured else ''}"),
        _fact("Source", _source(row, sources[0])),
    )
    quote = f"<blockquote>{escape(row.quote)}</blockquote>" if row.quote else ""
    others = _others(reading, unit, sources[1:])
    return Markup(f'<dl class="facts">{"".join(facts)}</dl>{quote}{others}')  # noqa: S704 - each piece is escaped


def _fact(label: str, said: str) -> str:
    return f"<dt>{label}</dt><dd>{escape(said)}</dd>"


def _error(reading: Reading) -> str:
    said = interval_words(reading)
    return f"{points(reading.error)} points, {items_text(reading)}{f'; {said.text}' if said else ''}"


def _source(row: Observation, name: str) -> Markup:
    """Our page of the source, the page that the score stands on, and when it was read."""
    link = _outside(row.link) if is_web(row.link) else ""
    published = f", published {escape(row.published)}" if row.published else ""
    ours = f'<a href="/sources/{escape(row.source)}">{escape(name)}</a>'
    return Markup(f"{ours}{link}{published}, read {escape(row.retrieved)}")  # noqa: S704 - each piece is escaped


def _outside(link: str) -> str:
    return f', <a href="{escape(link)}" rel="noopener nofollow">{escape(host(link))}</a>'


def _others(reading: Reading, unit: str, sources: tuple[str, ...]) -> str:
    """What else was published of this model on the same test."""
    said = "; ".join(
        f"{in_unit(row.value, unit)} ({name}{f', effort {row.effort}' if row.effort else ''})"
        for row, name in zip(reading.others, sources, strict=True)
    )
    return f'<p class="muted">Also published: {escape(said)}.</p>' if said else ""
