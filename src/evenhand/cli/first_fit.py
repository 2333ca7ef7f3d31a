"""What a person is told who asks first of a new catalog: scores are fitted now, which takes some seconds."""

import sys
from contextlib import AbstractContextManager, nullcontext

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.estimates import is_fitted
from evenhand.records.ranking import Ranking

NOTICE = "Fitting scores, once: some seconds"


def told_of_fit(catalog: Catalog, ranking: Ranking, lane: str | None) -> AbstractContextManager[object]:
    """A sign on standard error while the fit goes on; none where nothing has to be fitted or nobody looks."""
    if not sys.stderr.isatty() or is_fitted(catalog, ranking, lane):
        return nullcontext()
    from rich.console import Console  # noqa: PLC0415 - a command whose estimates are kept needs none

    return Console(stderr=True).status(NOTICE)
