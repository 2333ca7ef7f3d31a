"""What every test of comparisons shares."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def quick_fits(few_draws: None) -> None:
    """Comparisons of catalogs that a test invents, hundreds of them, are fitted with few draws."""
