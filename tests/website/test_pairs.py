import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.website.asked.pairs import UnknownPair, both, in_order, pair, pair_path


def test_pair_by_any_name(catalog: Catalog) -> None:
    """Either side goes by any of its names."""
    left, right = pair(catalog, "GPT 5.5-vs-Gemma-4-12B")
    assert (left.model.id, right.model.id) == ("gpt-5.5", "gemma-4-12b")
    assert pair_path(left, right) == "gemma-4-12b-vs-gpt-5.5"
    assert [side.model.id for side in in_order(left, right)] == ["gemma-4-12b", "gpt-5.5"]


def test_name_that_holds_the_separator(catalog: Catalog) -> None:
    """A name that itself holds -vs- is found by trying each split."""
    odd = structs.replace(catalog.models["gpt-5.5"], id="this-vs-that", name="This vs that", aliases=())
    larger = structs.replace(catalog, models={**catalog.models, odd.id: odd})
    left, right = pair(larger, "this-vs-that-vs-gemma-4-12b")
    assert (left.model.id, right.model.id) == ("this-vs-that", "gemma-4-12b")
    left, right = pair(larger, "gemma-4-12b-vs-this-vs-that")
    assert (left.model.id, right.model.id) == ("gemma-4-12b", "this-vs-that")


@pytest.mark.parametrize("names", ["gemma-4-12-vs-gpt-5.5", "gpt-5.5-vs-gemma-4-12"])
def test_unknown_side_keeps_the_known_one(catalog: Catalog, names: str) -> None:
    """With one side unknown the error holds the nearest names and the side that is known."""
    with pytest.raises(UnknownPair) as caught:
        pair(catalog, names)
    assert "gemma-4-12b" in caught.value.nearest
    assert caught.value.other
    assert caught.value.other.model.id == "gpt-5.5"


@pytest.mark.parametrize("names", ["", "-vs-", "gpt-5.5", "a-vs-b", "-vs--vs--vs-"])
def test_no_pair_at_all(catalog: Catalog, names: str) -> None:
    """Text that is no pair is an unknown name, never another error."""
    with pytest.raises(UnknownPair):
        pair(catalog, names)


def test_same_model_twice(catalog: Catalog) -> None:
    """A model may be compared with itself."""
    assert pair_path(*both(catalog, "gpt-5.5", "gpt-5.5")) == "gpt-5.5-vs-gpt-5.5"
