"""Invented briefs as issuing writes them down, and a store that holds some."""

import msgspec
from msgspec import structs
from sqlalchemy import insert

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import briefs
from evenhand.records.brief import Brief, BriefLine, BriefSection
from evenhand.records.changes import Edition
from evenhand.records.wording import Sentence


def issued_brief(name: str, headline: str, first: str = "2025-05-26", last: str = "2025-06-01") -> Brief:
    """A brief of these days with a line that is shown, one that had no room, and one for who watches a model."""
    shown = BriefLine(topic="prices", words=_said("A price rose."), models=("quill-7",), path="/models/quill-7")
    section = BriefSection(
        topic="prices",
        heading="Prices",
        lines=(shown,),
        left=1,
        more="/changes",
        lead=_said(headline),
        rest=(structs.replace(shown, words=_said("A price fell."), models=("tarn-2",)),),
    )
    return Brief(
        id=name,
        first=first,
        last=last,
        since=Edition(date=first, version="a"),
        until=Edition(date=last, version="b"),
        headline=_said(headline),
        sections=(section,),
        issued="2025-06-02",
        further=(structs.replace(shown, words=_said("A score came."), models=("tarn-2",)),),
    )


def put_issued(store: Store, *issued: Brief, at: int = 0) -> None:
    """Write them down, one after the other; a later time than those before has a larger `at`."""
    with store.begin() as connection:
        for moment, brief in enumerate(issued, 1_790_000_000_000 + at):
            row = {"id": brief.id, "since_version": "a", "until_version": "b", "until_date": brief.last}
            row |= {"content": msgspec.json.encode(brief).decode(), "issued_at": moment}  # type: ignore[dict-item]
            connection.execute(insert(briefs).values(row))


def _said(text: str) -> Sentence:
    return Sentence(rule="invented", text=text, figures=())
