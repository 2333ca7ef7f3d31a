"""The place of the small site that these tests build."""

from pathlib import Path

from evenhand.website.site import Site

TOY = Path(__file__).parents[1] / "toy_data"
SERVER = "https://computes.invalid"
SITE = Site(base="https://example.invalid", live=False, server=SERVER, images=False)
