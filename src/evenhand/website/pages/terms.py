"""Every term that a page uses, in plain words: all of them, and each with how it is worked out."""

from urllib.parse import quote

from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.nearest import nearest
from evenhand.comparison.compare import compare
from evenhand.errors import UnknownTerm
from evenhand.records.terms import Reference, Term
from evenhand.website.asked.pairs import pair_path
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.first_models import first_two
from evenhand.website.rows.score_text import TIERS
from evenhand.website.site import HERE, Site
from evenhand.wording.compare import comparison_words
from evenhand.wording.numbers import count
from evenhand.wording.terms import subjects, terms
from evenhand.wording.terms.examples import SHOWN, example
from evenhand.wording.terms.figures import filled, term_figures

KEPT = ("example of a comparison",)


class TermSubject(Struct, frozen=True, kw_only=True):
    """A subject and its terms."""

    name: str
    terms: tuple[Term, ...]


class TermsPage(Page, kw_only=True):
    """The variables of `terms.html`: the alphabet, and all terms by subject."""

    alphabet: tuple[Reference, ...]
    subjects: tuple[TermSubject, ...]


class TermPage(Page, kw_only=True):
    """The variables of `term.html`."""

    term: Term
    name: str
    paragraphs: tuple[str, ...]
    example: str
    example_from: Reference | None
    see: tuple[Term, ...]


def terms_page(catalog: Catalog, site: Site = HERE) -> str:
    """All terms."""
    known = terms()
    page = TermsPage(
        title="Terms in plain words",
        description=f"{count(len(known), 'term')} that these pages use, each in plain words.",
        section="Terms",
        path="/terms",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        schema_org=(
            {"@type": "DefinedTermSet", "name": "Terms of comparing language models", "url": site.whole("/terms")},
        ),
        alphabet=_alphabet(),
        subjects=tuple(TermSubject(name=one.subject, terms=one.term) for one in subjects()),
    )
    return render("terms.html", page)


def term_page(catalog: Catalog, name: str, site: Site = HERE) -> str:
    """One term.

    Raises:
        UnknownTerm: none has this id; holds the nearest.

    """
    known = terms()
    if name not in known:
        raise UnknownTerm(name, nearest(name, known))
    term = known[name]
    ranking = naming.ranking(catalog, "even")
    sides = first_two(catalog) if term.id in SHOWN else None
    shown = _example(catalog, term.id, sides)
    page = TermPage(
        title=f"{_capital(term.name)} in plain words",
        description=term.short,
        section="Terms",
        path=f"/terms/{term.id}",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        schema_org=(_defined(term, site),),
        term=term,
        name=_capital(term.name),
        paragraphs=filled(term, term_figures(ranking, TIERS)),
        example=shown,
        example_from=_pair_link(*sides) if shown and sides else None,
        see=tuple(known[other] for other in term.see),
    )
    return render("term.html", page)


def _example(catalog: Catalog, name: str, sides: tuple[Subject, Subject] | None) -> str:
    """What the comparison of the first two shows of a term, worked out once for the catalog."""
    if sides is None:
        return ""
    if KEPT not in catalog.kept:
        found = compare(catalog, *sides)
        catalog.kept[KEPT] = found, comparison_words(found)
    return example(name, *catalog.kept[KEPT])


def _pair_link(left: Subject, right: Subject) -> Reference:
    return Reference(name=f"{left.model.name} or {right.model.name}", link=f"/compare/{quote(pair_path(left, right))}")


def _defined(term: Term, site: Site) -> dict[str, object]:
    return {
        "@type": "DefinedTerm",
        "name": term.name,
        "description": term.short,
        "url": site.whole(f"/terms/{term.id}"),
        "inDefinedTermSet": site.whole("/terms"),
    }


def _alphabet() -> tuple[Reference, ...]:
    """Every name and other name of a term, in the order of the alphabet, each with where it is explained."""
    names = {name: one.id for one in terms().values() for name in (*one.also, one.name)}
    ordered = sorted(names.items(), key=lambda pair: pair[0].casefold())
    return tuple(Reference(name=name, link=f"/terms/{address}") for name, address in ordered)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
