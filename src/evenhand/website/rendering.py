"""Templates to text: one environment, escaping always on, an unknown variable is an error."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from evenhand.website.asked.asked_parameters import MARKS
from evenhand.website.assets import asset_address
from evenhand.website.definitions import term_button, with_definitions
from evenhand.website.page import Page
from evenhand.website.rows import score_text
from evenhand.website.rows.sentence_lists import folded, items
from evenhand.wording import numbers
from evenhand.wording.intervals import interval_words
from evenhand.wording.models import ended
from evenhand.wording.names import category_label


@cache
def environment() -> Environment:
    """The templates of `pages/`, with the filters that write numbers, lists and terms.

    Of what a template states itself, such as a term, a filter's answer is worked out once, when it is compiled.
    """
    made = Environment(
        loader=PackageLoader("evenhand.website", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_filters())
    made.globals["marks"] = MARKS
    return made


def render(template: str, page: Page) -> str:
    """A finished page from its template and its variables."""
    return with_definitions(environment().get_template(template).render(page=page))


def _filters() -> dict[str, Any]:
    return {
        "as_list": items,
        "asset": asset_address,
        "average": numbers.average,
        "category": category_label,
        "conditions": score_text.conditions_text,
        "ended": ended,
        "folded": folded,
        "host": score_text.host,
        "in_unit": score_text.in_unit,
        "integer": numbers.integer,
        "interval": interval_words,
        "items_from": score_text.items_text,
        "money": numbers.money,
        "points": numbers.points,
        "score": score_text.score_text,
        "seconds": numbers.seconds,
        "share": numbers.share,
        "signed": numbers.signed,
        "speed": numbers.speed,
        "term": term_button,
        "tier": score_text.TIERS.__getitem__,
        "tokens": numbers.tokens,
        "web": score_text.is_web,
    }
