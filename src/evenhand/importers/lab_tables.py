"""Tables in which a lab sets its own models beside those of rivals: whose statement each cell is."""

from msgspec import structs

from evenhand.importers.findings import Known, Row


def is_own(lab: str, model: str, known: Known) -> bool:
    """Whether a model, by the source's name of it, is one of this lab."""
    return known.labs.get(known.names.model(model)) == lab


def stated_by(lab: str, row: Row, known: Known, *, ran: bool | None = None) -> Row:
    """The row as a statement of the lab that publishes the table: tier C about its own model, tier D about a rival's.

    `ran` says whether the lab measured it, where the table tells; where it does not, the lab measured its own models.
    """
    own = is_own(lab, row.model, known)
    measured = own if ran is None else ran
    return structs.replace(row, tier="C" if own else "D", measured_by=lab if measured else "")
