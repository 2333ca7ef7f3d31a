"""A page as Markdown: what stands in its `main`, for programs that read."""

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from markdownify import ATX, MarkdownConverter

if TYPE_CHECKING:
    from bs4 import Tag

MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
PICTURE = re.compile(r"<(/?)svg\b")
# A picture's own title has an id; what a single point says under a pointer has none, and stands in the table.
SAID = re.compile(r"<(title(?= id=)|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
SNAPSHOT = re.compile(r'<p class="snapshot">(.*?)</p>', re.DOTALL)
DATA = re.compile(r'<link rel="alternate" type="application/json" href="([^"]*)">')

# What only makes sense on a screen: ways about the site, and what asks for input.
DROPPED = frozenset({"nav", "form", "script", "style", "template", "input", "select", "textarea"})
SPECIAL = re.compile(r"([\\`*\[\]<|]|(?<!\w)_|_(?!\w))")
GAPS = re.compile(r"\s*\n\n\s*\n")
SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
ADDRESS = ":/?#[]@!$&'*+,;=%~"
TWO_LINES = "\n\n"
Around = set[str]


def page_markdown(page: str, address: str) -> str:
    """The content of a page as Markdown, with its snapshot line and the addresses of the page and of its JSON.

    `address` is the page's own, a path or a whole one; links are resolved against it. Charts become their titles and
    descriptions, forms and buttons are dropped, details stand open, a term links to its explanation.
    """
    content = MAIN.search(page)
    written = str(_Converter(address).convert(_without_pictures(content[1] if content else page)))
    foot = "\n".join(f"- {line}" for line in _foot(page, address))
    return f"{SPACES.sub(' ', GAPS.sub(TWO_LINES, written)).strip()}\n\n---\n\n{foot}\n"


class _Converter(MarkdownConverter):
    """Markdown of our own pages: one method an element, as the library has it (its types do not tell them)."""

    def __init__(self, address: str) -> None:
        super().__init__(heading_style=ATX, bullets="-", autolinks=False)
        self.address = address

    def escape(self, text: str, parent_tags: Around) -> str:
        """Only signs that would mean something."""
        del parent_tags
        return SPECIAL.sub(r"\\\1", text)

    def process_tag(self, node: "Tag", parent_tags: Around | None = None) -> str:
        """Nothing of what is only for a screen; the words of a small picture made of signs."""
        if node.name in DROPPED or node.get("aria-hidden") == "true" or node.has_attr("popover"):
            return ""
        if node.get("role") == "img" and node.get("aria-label"):
            return str(node["aria-label"])
        return str(super().process_tag(node, parent_tags))  # type: ignore[misc]

    def convert_a(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """A link with its whole path, and no sign in it that would end it."""
        if el.get("href"):
            el["href"] = quote(urljoin(self.address, str(el["href"])), safe=ADDRESS)
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]

    def convert_button(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """A term leads to its explanation; other buttons do nothing here."""
        del parent_tags
        name = str(el.get("popovertarget", "")).partition("term-")[2]
        return f"[{text.strip()}]({urljoin(self.address, f'/terms/{name}')})" if name else ""

    def convert_summary(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """What was to be opened stands open, under its name."""
        del el
        return f" {text.strip()}: " if "_inline" in parent_tags else f"\n\n**{text.strip()}**\n\n"

    def convert_details(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """Nothing where what was to be opened asks for input and is gone."""
        del el, parent_tags
        said = text.strip()
        return "" if ("\n" not in said and said.startswith("**")) or said.endswith(":") else text

    def convert_dl(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """Facts as a list; in a table's cell one after another."""
        del el
        return f" {text.strip().rstrip(';')}. " if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    def convert_dt(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """The name of a fact."""
        del el
        return f"{'' if '_inline' in parent_tags else '- '}{text.strip()}: "

    def convert_dd(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """The fact."""
        del el
        return f"{' '.join(text.split())}{'; ' if '_inline' in parent_tags else chr(10)}"

    def convert_li(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """One item; in a table's cell a sentence among others."""
        if "_inline" in parent_tags:
            return f"{text.strip()} "
        return str(super().convert_li(el, text, parent_tags))  # type: ignore[misc]

    def convert_small(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """A small line below a figure: in brackets after it, so that two figures do not run together."""
        del parent_tags
        said = text.strip()
        before = "".join(one.get_text() for one in el.previous_siblings).strip()
        apart = not before or said.endswith(".") or said.startswith(("±", "("))
        if before.endswith(")") and not apart:
            return f", {said} "
        return f" {said} " if apart or not said else f" ({said}) "

    def convert_span(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """A flag in brackets, the parts of a chart's key with a sign between, so that two do not run together."""
        del parent_tags
        if "flag" in (el.get("class") or ()):
            return f"({text.strip()}) "
        in_key = el.parent is not None and "key" in (el.parent.get("class") or ())
        return f"{text.strip()}; " if in_key and el.find_next_sibling("span") else text

    def convert_tr(self, el: "Tag", text: str, parent_tags: Around) -> str:
        """A row; under the first of a table the line that makes it a table."""
        del parent_tags
        table = el.find_parent("table")
        first = table is not None and table.find("tr") is el
        columns = sum(int(str(cell.get("colspan") or 1)) for cell in el.find_all(["td", "th"], recursive=False))
        line = f"|{' --- |' * columns}\n" if first else ""
        return f"|{text}\n{line}"


def _without_pictures(page: str) -> str:
    """The page with each chart replaced by what it says of itself; a picture may hold others."""
    parts, depth, kept, begun = [], 0, 0, 0
    for edge in PICTURE.finditer(page):
        if not edge[1]:
            begun = edge.start() if depth == 0 else begun
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            end = page.index(">", edge.end()) + 1
            parts += [page[kept:begun], _said(page[begun:end])]
            kept = end
    return "".join((*parts, page[kept:]))


def _said(picture: str) -> str:
    """Title and description of a chart; nothing of one that only decorates."""
    said = ". ".join(text.strip().rstrip(".") for _, text in SAID.findall(picture))
    return f"<p><em>Chart: {said}.</em></p>" if said else ""


def _foot(page: str, address: str) -> Iterator[str]:
    if snapshot := SNAPSHOT.search(page):
        yield unescape(snapshot[1]).strip()
    yield f"Page: {address}"
    if data := DATA.search(page):
        yield f"JSON: {urljoin(address, unescape(data[1]))}"
