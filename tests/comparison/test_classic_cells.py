"""Header and operations cells: a site's listing first, the catalog's own facts otherwise."""

from typing import Any

import pytest
from classic_cases import DAY, RANKING, catalog, score
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.classic_cells import (
    classic_sides,
    lab_offer,
    newest_speed,
    window_size,
    window_text,
)
from evenhand.records.classic import ClassicSide
from evenhand.records.facts import Listing, Model, Offer, Speed
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import classic_standing
from evenhand.wording.numbers import tokens


def offer(price: float, **fields: Any) -> Offer:
    """The lab's standard price of Ada."""
    given = {"provider": "lab", "model": "ada", "source": "prices", "checked": DAY, "input": price, "output": 2 * price}
    return Offer(**{**given, **fields})


def listing(model: str = "ada", **fields: Any) -> Listing:
    """What a site prints of a model."""
    return Listing(**{"model": model, "source": "site", "retrieved": DAY, "name": model, **fields})


def sides(held: Catalog, ranking: Ranking = RANKING) -> tuple[ClassicSide, ClassicSide]:
    """Ada's and Bob's cells."""
    ada, bob = (classic_standing(held, name, ranking, "provisional") for name in ("ada", "bob"))
    return classic_sides(held, ada, bob, ranking)


def side(held: Catalog) -> ClassicSide:
    """Ada's cells."""
    return sides(held)[0]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (512, "512"),
        (16_000, "16K"),
        (16_384, "16K"),
        (128_000, "128K"),
        (131_072, "128K"),
        (200_000, "200K"),
        (256_000, "256K"),
        (262_144, "256K"),
        (400_000, "400K"),
        (1_000_000, "1M"),
        (1_047_576, "1.05M"),
        (1_048_576, "1.05M"),
        (1_050_000, "1.05M"),
        (2_000_000, "2M"),
        (10_000_000, "10M"),
    ],
)
def test_window_reads_as_on_a_page(size: int, text: str) -> None:
    """Decimal where it divides by a thousand, binary where it divides by 1,024, else rounded."""
    assert window_text(size) == text


@pytest.mark.parametrize("size", [512, 16_384, 131_072, 262_144, 400_000, 1_000_000, 1_047_576, 1_050_000, 2_000_000])
def test_window_reads_as_in_sentences(size: int) -> None:
    """The window of a classic page is written as everywhere else."""
    assert window_text(size) == tokens(size)


@pytest.mark.parametrize(
    ("text", "size"), [("16K", 16_000), ("1.05M", 1_050_000), ("512", 512), ("", None), ("N/A", None), ("K", None)]
)
def test_printed_window_is_a_size(text: str, size: int | None) -> None:
    """A printed window is read decimally; what is no size is unknown."""
    assert window_size(text) == size


def test_listing_is_taken_whole() -> None:
    """Where a site lists a model, its cells are the site's, and its N/A stays N/A."""
    rows = (
        listing(retrieved="2026-01-01", output=9.0),
        listing(context="256K", reasoning=True, output=1.6),
        listing("bob"),
    )
    cells = side(catalog(listings=rows, offers=(offer(5),)))
    assert (cells.input, cells.output, cells.context, cells.context_tokens, cells.reasoning) == (
        None,
        1.6,
        "256K",
        256_000,
        True,
    )


def test_listed_tokens_print_without_text() -> None:
    """A listing with tokens and no text is printed in our format."""
    assert side(catalog(listings=(listing(context_tokens=262_144), listing("bob")))).context == "256K"


def test_own_facts_fill_the_cells() -> None:
    """Without a listing the lab's price, a measured speed and the model's own facts are used."""
    held = catalog(offers=(offer(5),), speeds=(Speed(model="ada", source="lab", retrieved=DAY, tokens_per_second=73),))
    ada = Model(id="ada", lab="lab", name="Ada", context_window=262_144, reasoning=False)
    cells = side(structs.replace(held, models={**held.models, "ada": ada}))
    assert (cells.input, cells.output, cells.tokens_per_second, cells.context, cells.reasoning) == (
        5,
        10,
        73,
        "256K",
        False,
    )


def test_nothing_known_stays_unknown() -> None:
    """Cells without a fact are empty, never zero."""
    cells = side(catalog())
    assert (cells.output, cells.tokens_per_second, cells.context, cells.context_tokens) == (None, None, "", None)


def test_lab_price_is_the_newest_standard_one() -> None:
    """Hosts, batch prices, long-prompt prices, ended and future prices are not the lab's price today."""
    current = offer(5, since="2026-03-01")
    others = (
        offer(1, provider="host"),
        offer(2, mode="batch", since="2026-04-01"),
        offer(10, above_tokens=200_000, since="2026-04-01"),
        offer(6, since="2026-01-01"),
        offer(7, since="2026-05-01", until="2026-05-31"),
        offer(8, since="2027-01-01"),
    )
    assert lab_offer(catalog(offers=(*others, current)), "ada") == current
    assert lab_offer(catalog(offers=others[:3]), "ada") is None


def test_speed_is_the_newest() -> None:
    """Of several measurements the newest is printed."""
    rows = [
        Speed(model="ada", source="s", retrieved=DAY, measured=day, tokens_per_second=1)
        for day in ("2026-02", "2026-05")
    ]
    assert newest_speed(catalog(speeds=tuple(rows)), "ada") == rows[1]


def test_site_cells_are_not_mixed_with_ours() -> None:
    """Where no one site lists both models, both are described by our own facts."""
    rows = [score("bob", test, 70) for test in ("fix", "pro", "facts")]
    apart = (listing(verified_position="#14", output=9.0), listing("bob", source="other", context="1M"))
    for listings in (apart, apart[:1]):
        ada, bob = sides(catalog(*rows, listings=listings, offers=(offer(5),)))
        assert (ada.output, ada.position, bob.position, bob.context) == (10, "unranked", "1", "")


def test_site_places_are_printed_as_listed() -> None:
    """Where one site lists both, its places stand, and no place where it prints none."""
    rows = [score("bob", test, 70) for test in ("fix", "pro", "facts")]
    ada, bob = sides(catalog(*rows, listings=(listing(verified_position="#14"), listing("bob"))))
    assert (ada.position, bob.position) == ("14", "")
    assert {ada.listed_by, bob.listed_by} == {listing().source}
    assert {ada.listed_on, bob.listed_on} == {listing().retrieved}
    assert {one.listed_by for one in sides(catalog(*rows))} == {""}


def test_no_place_without_a_cited_lane() -> None:
    """A ranking without a lane that needs citations has no verified places."""
    ada, bob = sides(catalog(), structs.replace(RANKING, needs_citation=()))
    assert (ada.position, bob.position) == ("", "")
