"""Search: the models or benchmarks that a reader's words mean, the same on every page, in JSON, Python and for agents.

Every word must stand in the id, the name, another name or the lab's name, case and punctuation aside: `gpt5` and
`gpt 5.5` find GPT-5.5. A number begins where a number of the name begins, so that `5` is not in GPT-4.5, or goes on
from the word before it, so that `4 5` is 4.5. A single digit is a whole number: `qwen 3` is not Qwen2.5 32B.
The script of a board made of files (`website/static/board_rows.js`) sifts by the same rules.
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.recent import Recent
from evenhand.catalog.short_names import names_of
from evenhand.records.search import NO_SEARCH, Search

BETWEEN_WORDS = re.compile(r"[\s/]+")
GAP = r"(?:[^\w\n+]|_)*"
NUMBER_BEGINS = r"(?<!\d)(?<!\d\.)"
ONE_DIGIT = re.compile(r"(?:^|.*\D)\d")
NUMBER_ENDS = r"(?!\d)"


def search_models(catalog: Catalog, text: str) -> Search:
    """The models that a text means."""
    return _search(text, lambda: searched_models(catalog))


def search_benchmarks(catalog: Catalog, text: str) -> Search:
    """The benchmarks that a text means."""
    every = catalog.benchmarks.values()
    return _search(text, lambda: {one.id: searched((one.id, one.name, *one.aliases)) for one in every})


def searched_models(catalog: Catalog) -> Mapping[str, str]:
    """The names of every model as they are searched, by id."""
    held: Recent[dict[str, str]] = catalog.lately("searched models", 1)
    every = catalog.models
    return held.of(
        "models",
        lambda: {one.id: searched((*names_of(one), catalog.labs[one.lab].name)) for one in every.values()},
    )


def searched(names: Iterable[str]) -> str:
    """The names of a thing as they are searched: one a line, without case."""
    return "\n".join(name.casefold() for name in names)


def meaning(text: str) -> Callable[[str], bool]:
    """What tells whether names, as `searched` gives them, have every word of a text; none have one of signs alone."""
    parts = [part for part in BETWEEN_WORDS.split(text) if folded(part)]
    patterns = [re.compile(_goes_on(folded(before), part)) for before, part in pairwise(("", *parts))]
    return lambda names: bool(patterns) and all(pattern.search(names) for pattern in patterns)


def _search(text: str, names: Callable[[], Mapping[str, str]]) -> Search:
    asked = text.strip()
    if not asked:
        return NO_SEARCH
    means = meaning(asked)
    return Search(text=asked, ids=frozenset(one for one, said in names().items() if means(said)))


def _goes_on(before: str, part: str) -> str:
    """The pattern of a word, which may go on from the one before it where it begins with a digit."""
    word, end = folded(part), NUMBER_ENDS if ONE_DIGIT.fullmatch(part.rstrip(string.punctuation)) else ""
    own = _spelt(word) + end
    return f"{own}|{_spelt(before + word)}{end}" if before and word[0].isdecimal() else own


def _spelt(word: str) -> str:
    begin = NUMBER_BEGINS if word[0].isdecimal() else ""
    return begin + GAP.join(map(re.escape, word))
