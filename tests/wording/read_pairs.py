"""Reads what is said of many pairs with the independent reader, and gathers its complaints."""

from collections.abc import Iterable
from itertools import combinations

import forms_classic
import forms_evidence
import forms_running
from reader import complaints

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.records.comparison import Workload
from evenhand.wording.compare import comparison_words

FORMS = (forms_classic, forms_evidence, forms_running)
Pair = tuple[Subject, Subject]


def all_pairs(catalog: Catalog) -> list[Pair]:
    """Every two models, each pair once."""
    return list(combinations([Subject(model) for model in catalog.models.values()], 2))


def read(
    catalog: Catalog,
    pairs: Iterable[Pair],
    ranking: str = "even",
    lane: str | None = None,
    workload: Workload | None = None,
) -> list[str]:
    """The complaints about these pairs; ranks are left out."""
    found: list[str] = []
    for left, right in pairs:
        comparison = compare(catalog, left, right, ranking, lane, workload, places={})
        found += complaints(comparison, comparison_words(comparison), catalog.rankings["even"])
    return found
