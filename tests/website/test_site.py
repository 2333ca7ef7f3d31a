"""Where the links of a site lead: on a server to the address itself, among files to what can take its place."""

import pytest

from evenhand.website.site import Site

SERVER = "https://computes.invalid"
WRITTEN = frozenset({("alder-1", "birch-2"), ("alder-1@high", "birch-2")})


@pytest.mark.parametrize(
    ("address", "among_files", "with_a_server"),
    [
        ("/models/alder-1", "/models/alder-1", "/models/alder-1"),
        ("/compare/alder-1-vs-birch-2#tests", "/compare/alder-1-vs-birch-2#tests", "/compare/alder-1-vs-birch-2#tests"),
        ("/compare/alder-1%40high-vs-birch-2", "/compare/alder-1%40high-vs-birch-2", None),
        ("/compare/birch-2-vs-cedar", "/compare/any/?left=birch-2&right=cedar", None),
        ("/compare/birch-2@low-vs-cedar", "/compare/any/?left=birch-2&right=cedar", None),
        ("/?sort=price", "", f"{SERVER}/?sort=price"),
        ("/compare/alder-1-vs-birch-2?lane=verified", "", f"{SERVER}/compare/alder-1-vs-birch-2?lane=verified"),
        ("", "", ""),
    ],
)
def test_links(address: str, among_files: str, with_a_server: str | None) -> None:
    """A pair without a page is joined in the browser; what asks for computing leads to a server or nowhere."""
    assert Site().link(address) == address
    assert Site(live=False, pairs=WRITTEN).link(address) == among_files
    told = Site(live=False, pairs=WRITTEN, server=SERVER).link(address)
    assert told == (among_files if with_a_server is None else with_a_server)
