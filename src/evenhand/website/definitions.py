"""A term in place: a word that opens its short definition, and the definition once at the end of the page's content.

The word is a button of the popover attribute, which works without script and by keyboard. A browser that does not know
the attribute shows the definitions as a list at the end.
"""

import re
from functools import cache

from markupsafe import Markup

from evenhand.records.terms import Term
from evenhand.wording.terms import terms

USED = re.compile(r'popovertarget="term-([a-z0-9-]+)"')
END = "</main>"
BUTTON = Markup('<button type="button" class="term" popovertarget="term-{id}">{text}</button>')
DEFINITION = Markup(
    '<div popover class="definition" id="term-{id}"><p><b>{name}</b> {short}'
    ' <a href="/terms/{id}">More on this term</a></p></div>'
)


@cache
def term_button(name: str, text: str = "") -> Markup:
    """The word for a term as a button that opens its definition; its own name where no text is given.

    Raises:
        KeyError: no term has this id.

    """
    return BUTTON.format(id=terms()[name].id, text=text or terms()[name].name)


def with_definitions(page: str) -> str:
    """The page with the definition of each term that it uses, once, at the end of its content."""
    used = dict.fromkeys(USED.findall(page))
    if not used:
        return page
    content, end, rest = page.rpartition(END)
    return "".join((content, *(_definition(terms()[name]) for name in used), end, rest))


@cache
def _definition(term: Term) -> str:
    name = f"{term.name[:1].upper()}{term.name[1:]}:"
    return f"{DEFINITION.format(id=term.id, name=name, short=term.short)}\n"
