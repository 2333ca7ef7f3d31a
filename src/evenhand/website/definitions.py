"""A term in place: a word that opens its short definition, and the definition once at the end of the page's content.

The word is a button of the popover attribute, which works without script and by keyboard. A browser that does not know
the attribute shows the definitions as a list at the end.
"""

from functools import cache

from markupsafe import Markup

from evenhand.records.terms import Term
from evenhand.wording.terms import terms

OPENS = 'popovertarget="term-'
END = "</main>"
BUTTON = Markup('<button type="button" class="term" popovertarget="term-{id}">{text}</button>')
DEFINITION = Markup(
    '<div popover class="definition" id="term-{id}"><p><b>{name}</b> {short}'
    ' <a href="/terms/{id}">More on this term</a></p></div>'
)


@cache
def term_button(text: str, name: str = "") -> Markup:
    """A word for the term of this name as a button that opens its definition; a term's name alone shows its own word.

    Raises:
        KeyError: no term has this id.

    """
    term = terms()[name or text]
    return BUTTON.format(id=term.id, text=text if name else term.name)


def with_definitions(page: str) -> str:
    """The page with the definition of each term that it uses, once, at the end of its content."""
    used = dict.fromkeys(rest.partition('"')[0] for rest in page.split(OPENS)[1:])
    if not used:
        return page
    content, end, rest = page.rpartition(END)
    return "".join((content, *(_definition(terms()[name]) for name in used), end, rest))


@cache
def _definition(term: Term) -> str:
    name = f"{term.name[:1].upper()}{term.name[1:]}:"
    return f"{DEFINITION.format(id=term.id, name=name, short=term.short)}\n"
