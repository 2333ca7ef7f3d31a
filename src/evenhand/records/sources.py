"""A source with what it gave, what it was read from, and what was left out."""

from msgspec import Struct

from evenhand.records.facts import Id, IsoDate, LicenceClass, RawFile, Source, SourceKind, Unresolved


class SourceLine(Struct, frozen=True, kw_only=True):
    """A source in the list of all; numbers of rows in this catalog, of files read, of rows refused, of names left."""

    id: Id
    name: str
    publisher: str
    kind: SourceKind
    licence: str
    licence_class: LicenceClass
    retrieved: IsoDate
    scores: int = 0
    prices: int = 0
    speeds: int = 0
    facts: int = 0
    listings: int = 0
    votes: int = 0
    files: int = 0
    refused: int = 0
    unresolved: int = 0


class SourceList(Struct, frozen=True, kw_only=True):
    """All sources by name; `date` and `version` are the catalog's."""

    date: str
    version: str
    sources: tuple[SourceLine, ...]


class SourceProfile(Struct, frozen=True, kw_only=True):
    """One source: its description, its counts, the files it was read from, reasons of refusal, names left over."""

    date: str
    version: str
    source: Source
    line: SourceLine
    files: tuple[RawFile, ...]
    refused: dict[str, int]
    unresolved: tuple[Unresolved, ...]
