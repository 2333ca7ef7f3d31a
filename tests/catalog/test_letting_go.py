"""What was read of a catalog can be let go: it is read again with the same content."""

from pathlib import Path

from tests.website.toy_site import toy_catalog

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.kept import opened, packed


def test_what_was_read_is_let_go_and_comes_again(tmp_path: Path) -> None:
    """Models and their rows are kept until then, and read anew after."""
    path = tmp_path / "catalog"
    path.write_bytes(packed(toy_catalog()))
    catalog = opened(path, Catalog)
    assert catalog
    name = next(iter(catalog.observations_of))
    before = read(catalog, name)
    assert all(again is one for again, one in zip(read(catalog, name), before, strict=True))
    catalog.forget_lately()
    after = read(catalog, name)
    assert after == before
    assert not any(again is one for again, one in zip(after, before, strict=True))


def read(catalog: Catalog, name: str) -> tuple[object, ...]:
    """A model with its rows, plain and by benchmark."""
    return catalog.models[name], catalog.observations.of[name], catalog.observations_of[name]
