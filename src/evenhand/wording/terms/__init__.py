"""The terms of the field in plain words, by id: what pages link to. One subject a file, prose beside the code."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from evenhand.records.terms import Subject, Term

ORDER = ("scores", "comparing", "ranking", "wariness", "running", "files")


@cache
def subjects() -> tuple[Subject, ...]:
    """All terms in their subjects, in reading order."""
    folder = files("evenhand.wording.terms")
    texts = (folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in ORDER)
    return tuple(msgspec.convert(tomllib.loads(text), Subject) for text in texts)


@cache
def terms() -> dict[str, Term]:
    """All terms by id."""
    return {one.id: one for subject in subjects() for one in subject.term}
