"""The flags of a comparison in words, each under what it is about: the whole, a category, a test."""

from itertools import islice

from msgspec import Struct

from evenhand.records.comparison import Comparison
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.website.rows.last_asked import kept_for_the_last

Said = tuple[Sentence, ...]


class Cautions(Struct, frozen=True, kw_only=True):
    """What to be wary of: of the whole, by category, and by counted shared test."""

    whole: Said
    categories: dict[str, Said]
    tests: dict[str, Said]


@kept_for_the_last
def cautions_of(comparison: Comparison, words: ComparisonWords) -> Cautions:
    """The sentences of `words.flags`, which come in this order."""
    said = iter(words.flags)

    def some(flags: tuple[object, ...]) -> Said:
        return tuple(islice(said, len(flags)))

    whole = some(comparison.overall.flags)
    categories = {result.id: some(result.flags) for result in comparison.categories}
    counted = {test.benchmark: some(test.flags) for test in comparison.shared if test.counted}
    return Cautions(whole=whole, categories=categories, tests=counted)
