"""Reads what is said of many pairs with the independent reader, and gathers its complaints."""

import random
from collections.abc import Iterable

import forms_classic
import forms_estimates
import forms_evidence
import forms_flags
import forms_flips
import forms_running
import forms_weighing
from reader import complaints

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.compare import compare
from evenhand.records.operations import Workload
from evenhand.wording.compare import comparison_words

FORMS = (forms_classic, forms_estimates, forms_evidence, forms_flags, forms_flips, forms_running, forms_weighing)
Pair = tuple[Subject, Subject]
RICH = 120
PAIRS = 3000


def drawn_pairs(catalog: Catalog, count: int) -> list[Pair]:
    """So many pairs, drawn with a fixed seed: half of them among the models with most tests, half among all."""
    draw = random.Random("pairs")  # noqa: S311 - reproducible, not secret
    models = sorted(catalog.models, key=lambda name: (-len(catalog.observations_of.get(name, {})), name))
    rich, every = ([tuple(draw.sample(pool, 2)) for _ in range(count // 2)] for pool in (models[:RICH], models))
    return [
        (Subject(catalog.models[one]), Subject(catalog.models[other])) for one, other in dict.fromkeys(rich + every)
    ]


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
