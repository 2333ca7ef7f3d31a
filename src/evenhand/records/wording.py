"""Finished sentences, each bound to the figures it states."""

from msgspec import Struct


class Figure(Struct, frozen=True, kw_only=True):
    """A named value in a sentence: the value itself and exactly how the sentence writes it."""

    name: str
    value: float | str | None
    text: str


class Sentence(Struct, frozen=True, kw_only=True):
    """One finished sentence: the rule that chose it, its text, its figures."""

    rule: str
    text: str
    figures: tuple[Figure, ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """A question a reader asks, and the sentences that answer it."""

    key: str
    question: str
    sentences: tuple[Sentence, ...]


class CategoryWords(Struct, frozen=True, kw_only=True):
    """A category's word (its state in a few words) and the sentences under it."""

    category: str
    label: str
    word: Sentence
    details: tuple[Sentence, ...]


class ComparisonWords(Struct, frozen=True, kw_only=True):
    """All that a comparison says, in reading order. `classic` is the classic page's own verdict, in our words.

    `flags` are those of the whole, of each category and of each counted shared test, with their figures; `paired` says
    what answers to the same questions do to a test's error; `further_flips` are those that `flips` only counts; `own`
    says what the reader's own runs found.
    """

    title: str
    summary: Sentence
    pick: tuple[Sentence, ...]
    reasons: tuple[Sentence, ...]
    otherwise: tuple[Sentence, ...]
    flips: tuple[Sentence, ...]
    overall: tuple[Sentence, ...]
    categories: tuple[CategoryWords, ...]
    operations: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]
    classic: tuple[Sentence, ...]
    disagreements: tuple[Sentence, ...]
    questions: tuple[Answer, ...]
    classic_questions: tuple[Answer, ...]
    notes: tuple[Sentence, ...]
    flags: tuple[Sentence, ...] = ()
    paired: tuple[Sentence, ...] = ()
    further_flips: tuple[Sentence, ...] = ()
    own: tuple[Sentence, ...] = ()
