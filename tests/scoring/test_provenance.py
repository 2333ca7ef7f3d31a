"""What a source's kind adds to an error, and how it is found from cells that two sources hold."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.records.ranking import Provenance
from evenhand.scoring.provenance import Pair, kind_of, kind_spreads, provenance_variance, robust_spread, settings_stated
from invented_catalogs import score

DRAWS = 4000


def drawn(taus: dict[str, float], pairs: list[Pair], seed: int = 5) -> dict[Pair, list[float]]:
    """Differences of twice-held cells with these spreads, by the kinds of their sides."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    return {
        (one, other): [draw.gauss(0, taus[one]) - draw.gauss(0, taus[other]) for _ in range(DRAWS)]
        for one, other in pairs
    }


def test_starting_values() -> None:
    """Own runs add nothing, checks a tenth of a logit, claims 0.15, what states nothing 0.30."""
    assert provenance_variance("A", own_run=True) == 0.0
    assert provenance_variance("B") == pytest.approx(0.10**2)
    assert provenance_variance("C") == provenance_variance("D") == pytest.approx(0.15**2)
    assert provenance_variance("E") == provenance_variance("A", stated_settings=False) == pytest.approx(0.30**2)


def test_a_ranking_s_own_values_are_used() -> None:
    """What the ranking file says goes before the starting values."""
    assert provenance_variance("A", provenance=Provenance(checked=0.2)) == pytest.approx(0.04)


def test_settings_are_stated_by_any_of_them() -> None:
    """One stated setting is enough; none is none."""
    assert not settings_stated(score("ada", "fix", 50))
    assert settings_stated(score("ada", "fix", 50, harness="simple"))
    assert kind_of("D") == "claimed"


def test_known_spreads_are_found_again() -> None:
    """From pairs of three kinds each kind's own spread comes back."""
    taus = {"checked": 0.15, "claimed": 0.25, "unstated": 0.40}
    pairs: list[Pair] = [("checked", "checked"), ("checked", "claimed"), ("checked", "unstated")]
    assert kind_spreads(drawn(taus, pairs)) == pytest.approx(taus, rel=0.06)


def test_a_claim_is_never_given_less_doubt_than_a_check() -> None:
    """Where claims lie nearer together than checks, both get the same spread."""
    taus = {"checked": 0.30, "claimed": 0.05}
    found = kind_spreads(drawn(taus, [("checked", "checked"), ("checked", "claimed")]))
    assert found["claimed"] == pytest.approx(found["checked"])
    assert 0.05 < found["checked"] < 0.30


def test_few_cells_say_nothing() -> None:
    """Under fifteen cells a pair of kinds is left out, and so is a kind without any other."""
    assert kind_spreads({("checked", "checked"): [0.1] * 14, ("checked", "claimed"): [0.1] * 15}).keys() == {
        "checked",
        "claimed",
    }
    assert kind_spreads({("checked", "checked"): [0.1] * 14}) == {}


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=30))
def test_one_wild_difference_moves_little(differences: list[float]) -> None:
    """However wild one further difference is, the spread stays within what the others span."""
    wild = [robust_spread([*differences, far]) for far in (10.0, 1e9)]
    assert wild[0] == wild[1] <= 1.4826 * max(map(abs, differences)) + 1e-12
