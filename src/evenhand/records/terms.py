"""A term of the field in plain words: what a page may link to in place of explaining it again."""

from msgspec import Struct


class Reference(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to read: its name, and its address on this site or elsewhere."""

    name: str
    link: str


class Term(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One term. `short` is one or two sentences without figures, for a small note beside the word.

    `text` are paragraphs, apart by an empty line, and `formula` lines of arithmetic; in both, `{name}` stands for a
    figure of the ranking's own file, so that no page can say another one. `sources` is where the idea comes from,
    `used` are pages that show it, `see` are ids of other terms, `also` other names of the same thing.
    """

    id: str
    name: str
    short: str
    text: str
    formula: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
    used: tuple[Reference, ...] = ()
    see: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, one paragraph each, without its line breaks."""
        return tuple(" ".join(part.split()) for part in self.text.split("\n\n"))


class Subject(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The terms of one subject, in reading order."""

    subject: str
    term: tuple[Term, ...]
