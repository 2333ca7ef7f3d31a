"""Terms: those that templates use exist, all stand in one list, and their figures are those of the ranking's file."""

import re

import pytest
from tests.website.toy_site import toy_catalog

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.records.terms import Term
from evenhand.website.definitions import term_button, with_definitions
from evenhand.website.reach.addresses import EXPLAINING, FIXED
from evenhand.website.rendering import environment
from evenhand.website.rows.score_text import TIERS
from evenhand.wording.terms import subjects, terms
from evenhand.wording.terms.examples import EXAMPLES, STATES
from evenhand.wording.terms.figures import filled, stated, term_figures

USED = re.compile(r'\| term\("([^"]+)"\)|"([^"]+)" \| term \}|/terms/([a-z0-9-]+)"')
LONGEST = 150


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The invented catalog."""
    return toy_catalog()


def used_in_templates() -> set[str]:
    """The ids of terms that templates name."""
    loader, names = environment().loader, environment().list_templates(extensions=("html",))
    assert loader
    found = (USED.findall(loader.get_source(environment(), name)[0]) for name in names)
    return {name for names in found for match in names for name in match if name}


def test_every_term_that_a_template_uses_exists() -> None:
    """A template cannot link to a term that nobody explains."""
    used = used_in_templates()
    assert used
    assert used <= terms().keys()


def test_ids_are_told_once_and_lead_to_each_other() -> None:
    """No two terms share an id, and whatever a term refers to exists and is not itself."""
    every = [one for subject in subjects() for one in subject.term]
    assert len(every) == len(terms())
    for one in every:
        assert set(one.see) <= terms().keys() - {one.id}, one.id
    assert EXAMPLES.keys() | STATES.keys() <= terms().keys()


def test_links_of_terms_lead_to_pages() -> None:
    """What a term is used on is a page of the site, what it comes from is on the web."""
    pages = {*FIXED, *EXPLAINING, "/"}
    for one in terms().values():
        assert {ref.link for ref in one.used} <= pages, one.id
        assert all(ref.link.startswith("https://") for ref in one.sources), one.id


@pytest.mark.parametrize("one", terms().values(), ids=lambda one: one.id)
def test_a_short_form_is_short_and_states_no_figure(one: Term) -> None:
    """A figure in a short form could contradict the ranking's file, so there is none but of places on a scale."""
    assert len(one.short) <= LONGEST
    assert one.short.endswith((".", "?"))
    assert "{" not in one.short


def test_figures_of_terms_follow_the_ranking(toy: Catalog) -> None:
    """Every figure that a term names is there, and changes with the ranking's file."""
    figures = term_figures(naming.ranking(toy, "even"), TIERS)
    for one in terms().values():
        assert stated(one) <= figures.keys(), one.id
    leads = terms()["leads"]
    marked = filled(leads, {**figures, "leads": "MARK"})
    assert any("MARK" in paragraph for paragraph in marked)


def test_a_definition_stands_once_at_the_end_of_the_content() -> None:
    """Two uses of one term share one definition; a page without terms stays as it is."""
    page = f"<main>{term_button('leads')} and {term_button('ahead', 'leads')}</main><footer></footer>"
    made = with_definitions(page)
    assert made.count('id="term-leads"') == 1
    assert made.index('id="term-leads"') < made.index("</main>")
    assert with_definitions("<main></main>") == "<main></main>"


def test_a_term_that_nobody_explains_stops_the_page() -> None:
    """An unknown id is an error where it is written and no dead link."""
    with pytest.raises(KeyError):
        term_button("no-such-term")
