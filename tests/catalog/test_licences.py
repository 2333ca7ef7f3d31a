"""What ships of each source follows from the class of its licence."""

from pathlib import Path

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.licences import MOST_WORDS, check_licences, sources_of_rows, words_of
from evenhand.records.facts import LicenceClass
from evenhand.settings import shipped_data
from invented_catalogs import catalog_of, score

NOTICE = (Path(__file__).parents[2] / "NOTICE").read_text("utf-8")


def shipped(tmp_path: Path, licence_class: LicenceClass, quote: str = "", *, text: bool = False) -> list[str]:
    """The messages about an invented source of this class that gave one score with this quote."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "LICENCES").mkdir()
    (tmp_path / "sources" / "card.toml").write_text("", "utf-8")
    if text:
        (tmp_path / "LICENCES" / "card.txt").write_text("Do as you like.", "utf-8")
    catalog = catalog_of(score("ada", "exam", 60, quote=quote))
    sources = {"card": structs.replace(catalog.sources["card"], licence_class=licence_class)}
    return [one.message for one in check_licences(structs.replace(catalog, sources=sources), tmp_path)]


def test_own_use_never_ships(tmp_path: Path) -> None:
    """A source for own use under the shipped folder is a fault, whatever it gave."""
    assert shipped(tmp_path, "own use", text=True) == ["a source for own use never ships"]


@pytest.mark.parametrize("text", [True, False])
def test_open_ships_with_its_text(tmp_path: Path, *, text: bool) -> None:
    """An open source that gave rows needs its licence text beside them."""
    assert shipped(tmp_path, "open", "any words at all " * 9, text=text) == (
        [] if text else ["the licence text is missing"]
    )


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("", False),
        ("MMLU Pro: 85.2% (26B A4B, 5-shot)", False),
        ("word " * MOST_WORDS + "9 10% v2", False),
        ("word " * (MOST_WORDS + 1), True),
    ],
)
def test_facts_only_carries_no_sentence(tmp_path: Path, quote: str, *, wrong: bool) -> None:
    """Of a source with facts only a quote has at most sixteen words beyond its figures."""
    assert shipped(tmp_path, "facts only", quote) == (["the quote is too long"] if wrong else [])
    assert (words_of(quote) > MOST_WORDS) is wrong


def test_a_folder_of_ones_own_is_not_asked(tmp_path: Path) -> None:
    """A source that lies elsewhere may be for own use."""
    catalog = catalog_of(score("ada", "exam", 60))
    own = {"card": structs.replace(catalog.sources["card"], licence_class="own use")}
    assert not list(check_licences(structs.replace(catalog, sources=own), tmp_path))


def test_shipped_sources_are_named_in_the_notice(catalog: Catalog) -> None:
    """What ships keeps the rule, and the notice has a paragraph about every source that gave rows."""
    assert not list(check_licences(catalog, shipped_data()))
    assert [name for name in sorted(sources_of_rows(catalog)) if f"(source: {name})" not in NOTICE] == []
