"""The social images as PNG, drawn with a font of our own: the same bytes for the same figures, on every machine."""

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.charts.social_card import FONT, comparison_card, model_card, site_card
from evenhand.comparison.compare import compare
from evenhand.comparison.model_summary import model_summaries
from evenhand.comparison.snapshot import snapshot_of
from evenhand.records.comparison import Comparison
from evenhand.wording.numbers import count

FONTS = ("inter-regular.ttf", "inter-bold.ttf")


def comparison_image(catalog: Catalog, left: Subject, right: Subject) -> bytes:
    """The image of a comparison under the default ranking."""
    return drawn(comparison_card(compare(catalog, left, right)))


def image_of(comparison: Comparison) -> bytes:
    """The image of a comparison that was worked out already."""
    return drawn(comparison_card(comparison))


def model_image(catalog: Catalog, model: str) -> bytes:
    """The image of a model under the default ranking, by its id."""
    ranking = naming.ranking(catalog, "even")
    lane = ranking.default_lane
    return drawn(model_card(model_summaries(catalog, ranking, lane)[model], snapshot_of(catalog, ranking, lane)))


def site_image(catalog: Catalog) -> bytes:
    """The image of the site, for pages that have none of their own."""
    counts = (
        count(len(catalog.models), "model"),
        count(len(catalog.benchmarks), "benchmark"),
        count(len(catalog.observations), "score"),
        count(len(catalog.offers), "price"),
        count(len(catalog.sources), "source"),
    )
    return drawn(site_card(counts, catalog.date))


def drawn(picture: str) -> bytes:
    """A picture as PNG in its own size, with a palette: half the bytes, and the same pixels up to 256 colours."""
    full = resvg_py.svg_to_bytes(
        svg_string=picture,
        font_files=list(_fonts()),
        font_family=FONT,
        sans_serif_family=FONT,
        skip_system_fonts=True,
    )
    made = BytesIO()
    with Image.open(BytesIO(full)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(made, "PNG")
    return made.getvalue()


@cache
def _fonts() -> tuple[str, ...]:
    """Where the fonts lie; they must be files."""
    folder = files("evenhand.website").joinpath("fonts")
    with as_file(folder) as place:
        return tuple(str(Path(place) / name) for name in FONTS)
