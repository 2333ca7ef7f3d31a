"""Where the rows of a change stand, and the day that is known of each."""

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import file_of
from evenhand.records.changes import Evidence
from evenhand.records.facts import Benchmark, Model, Observation, Offer, Rejection, Source, StatedFact, Statement


def of_score(seen: Observation) -> Evidence:
    """A score: published or measured on that day, else read."""
    return Evidence(
        file=seen.file, line=seen.line, source=seen.source, link=seen.link, day=stated_day(seen) or seen.retrieved
    )


def stated_day(seen: Observation) -> str:
    """The day of a score that its source states: published, else measured; empty where it states none."""
    return seen.published or seen.measured or ""


def told_on(read: str, older: Catalog, newer: Catalog) -> str:
    """The day of what was put right: its source was read anew, else that of the newer catalog: people did it."""
    return read if read > older.date else newer.date


def of_offer(offer: Offer) -> Evidence:
    """A price: from the day on which it holds, else on which it was first seen or checked."""
    return Evidence(file=offer.file, line=offer.line, source=offer.source, link=offer.link, day=begun(offer))


def begun(offer: Offer) -> str:
    """The best known first day of a price."""
    return offer.since or offer.seen or offer.checked


def of_rejection(row: Rejection) -> Evidence:
    """A row of the ledger, on the day of its rejection."""
    return Evidence(file=row.file, line=row.line, source=row.source, link=row.link, day=row.date)


def of_source(source: Source) -> Evidence:
    """A source, on the day on which it was read."""
    file = f"sources/{source.id}.toml"
    return Evidence(file=file, line=0, source=source.id, link=source.link, day=source.retrieved)


def of_field(catalog: Catalog, record: Model | Benchmark, field: str) -> Evidence:
    """A field of a description: who states it and when that was checked; the date of the catalog where nobody does."""
    said = next((one for one in record.stated if field in one.fields), None)
    fact = _fact(catalog, record, field, said)
    return Evidence(
        file=fact.file if fact else file_of(record),
        line=fact.line if fact else 0,
        source=said.source if said else "",
        link=said.link if said else "",
        day=said.checked if said else catalog.date,
    )


def of_record(catalog: Catalog, record: Model | Benchmark) -> Evidence:
    """A description as a whole, by what is said of its name, else by its first statement."""
    first = record.stated[0].fields[0] if record.stated and record.stated[0].fields else "name"
    return of_field(catalog, record, first)


def _fact(catalog: Catalog, record: Model | Benchmark, field: str, said: Statement | None) -> StatedFact | None:
    if said is None or not isinstance(record, Model):
        return None
    rows = catalog.facts.of.get(record.id, ())
    return next(
        (row for row in rows if (row.field, row.source, row.checked) == (field, said.source, said.checked)), None
    )
