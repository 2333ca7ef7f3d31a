"""In which form an address is asked for: as a page, as Markdown, or as the Markdown file of a page."""

from typing import cast

from litestar.types import Scope

FORM = "evenhand.form"
"""Where a request says which form it is asked for in: one of those below; a page where nothing is said."""
PAGE, MARKDOWN, MARKDOWN_FILE = "page", "markdown", "markdown file"
MARKDOWN_KIND = "text/markdown"
"""The media type; the framework adds that it is UTF-8."""


def form_of(scope: Scope) -> str:
    """The form in which this address is asked for."""
    return str(cast("dict[str, object]", scope).get(FORM, PAGE))


def wants_page(scope: Scope) -> bool:
    """Whether a page is asked for, and not its Markdown."""
    return form_of(scope) == PAGE
