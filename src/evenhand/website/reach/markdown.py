"""A page as Markdown: what stands in its `main`, for programs that read.

The page is parsed by lxml and written in one walk. A block (a heading, a paragraph, a table) is a text of its own; what
stands in a line or in a table's cell is flat, whatever it is made of.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import html

from evenhand.website.reach.markdown_text import GAP, escaped, link, paragraph, table

Element = Any  # lxml states no types
Written = list[str]

# What only makes sense on a screen: ways about the site, what asks for input, what scripts do.
DROPPED = frozenset({"nav", "form", "script", "noscript", "style", "template", "input", "select", "textarea", "img"})
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
SECTIONS = frozenset({"main", "section", "article", "header", "footer", "div", "figure", "fieldset"})
BLOCKS = (
    SECTIONS
    | HEADINGS.keys()
    | {"p", "ul", "ol", "dl", "table", "details", "summary", "figcaption", "blockquote", "pre"}
)
CELLS = frozenset({"td", "th"})
WHITE = re.compile(r"[ \t\r\n]+")


def page_markdown(page: str, address: str) -> str:
    """The content of a page as Markdown, with its snapshot line and the addresses of the page and of its JSON.

    `address` is the page's own, a path or a whole one; links are resolved against it. Charts become their titles and
    descriptions, forms and buttons are dropped, details stand open, a term links to its explanation.
    """
    whole = html.document_fromstring(page)
    content = whole.find(".//main")
    blocks = _Writer(address).blocks(whole if content is None else content)
    foot = "\n".join(f"- {line}" for line in _foot(whole, address))
    return f"{GAP.join((*blocks, '---', foot))}\n"


class _Writer:
    """Writes elements of our own pages; `address` is where links are resolved against."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.host = urljoin(address, "/").removesuffix("/")
        self.flat_forms: dict[str, Callable[[Element], str]] = {
            "a": self._link,
            "b": self._strong,
            "strong": self._strong,
            "em": self._emphasis,
            "i": self._emphasis,
            "code": self._code,
            "br": lambda _: " ",
            "button": self._button,
            "small": self._small,
            "span": self._span,
            "summary": lambda el: f" {self.line(el)}: ",
            "dt": lambda el: f"{self.line(el)}: ",
            "dd": lambda el: f"{self.line(el)}; ",
            "dl": lambda el: f" {self.line(el).rstrip(';')}. ",
            "details": self._opened,
            "svg": _chart,
        }
        self.block_forms: dict[str, Callable[[Element], Written]] = {
            "ul": self._list,
            "ol": self._list,
            "dl": self._facts,
            "table": self._table,
            "details": self._details,
            "summary": lambda el: [f"**{said}**"] if (said := self.line(el)) else [],
            "pre": lambda el: [f"```\n{el.text_content().strip()}\n```"],
            "blockquote": lambda el: [f"> {said}"] if (said := self.line(el)) else [],
        }

    def blocks(self, el: Element) -> Written:
        """What stands in an element as blocks; a run of text and of what stands in a line is a paragraph."""
        made: Written = []
        run = [_text(el.text)]
        for child in el:
            if child.tag in BLOCKS:
                made += _paragraphs(run)
                run.clear()
                made += self._block(child)
            else:
                run.append(self._inside(child))
            run.append(_text(child.tail))
        return made + _paragraphs(run)

    def flat(self, el: Element) -> str:
        """What stands in an element as a part of a line."""
        made = [_text(el.text)]
        for child in el:
            made.append(self._inside(child))
            if child.tail:
                made.append(_text(child.tail))
        return "".join(made)

    def line(self, el: Element) -> str:
        """What stands in an element as a line of its own."""
        return " ".join(self.flat(el).split())

    def _block(self, el: Element) -> Written:
        tag = el.tag
        if _only_on_screen(el):
            return []
        if mark := HEADINGS.get(tag):
            said = self.line(el)
            return [f"{mark} {said}"] if said else []
        if write := self.block_forms.get(tag):
            return write(el)
        return [said for said in self.blocks(el) if said]

    def _inside(self, el: Element) -> str:
        """An element in a line."""
        tag = el.tag
        if not isinstance(tag, str) or _only_on_screen(el):
            return ""
        if el.get("role") == "img" and (label := el.get("aria-label")):
            return escaped(label)
        if write := self.flat_forms.get(tag):
            return write(el)
        said = self.flat(el)
        return f" {said} " if tag in BLOCKS or tag == "li" else said

    def _link(self, el: Element) -> str:
        """A link with its whole path, and no sign in it that would end it."""
        said, href = self.flat(el), el.get("href")
        return _around(said, lambda text: link(text, self._whole(href))) if href else said

    def _whole(self, href: str) -> str:
        """An address as seen from the page; most are paths on this site, which need no joining."""
        if href.startswith(("https://", "http://")):
            return href
        on_site = href.startswith("/") and not href.startswith("//")
        return f"{self.host}{href}" if on_site else urljoin(self.address, href)

    def _strong(self, el: Element) -> str:
        return _around(self.flat(el), "**{}**".format)

    def _emphasis(self, el: Element) -> str:
        return _around(self.flat(el), "*{}*".format)

    def _code(self, el: Element) -> str:
        """As it stands; a stroke is kept from ending a table's cell."""
        return f"`{el.text_content()}`".replace("|", "\\|")

    def _button(self, el: Element) -> str:
        """A term leads to its explanation; other buttons do nothing here."""
        name = el.get("popovertarget", "").partition("term-")[2]
        return link(self.line(el), self._whole(f"/terms/{name}")) if name else ""

    def _small(self, el: Element) -> str:
        """A small line below a figure: in brackets after it, so that two figures do not run together."""
        said, last = self.line(el), _last_sign(el)
        apart = not last or said.endswith(".") or said.startswith(("±", "("))
        if last == ")" and not apart:
            return f", {said} "
        return f" {said} " if apart or not said else f" ({said}) "

    def _span(self, el: Element) -> str:
        """A flag in brackets; the parts of a chart's key with a sign between, so that two do not run together."""
        if "flag" in _classes(el):
            return f"({self.line(el)}) "
        said, after = self.flat(el), el.getnext()
        parted = after is not None and after.tag == "span" and "key" in _classes(el.getparent())
        return f"{said.strip()}; " if parted else said

    def _opened(self, el: Element) -> str:
        """What was to be opened, in a line; nothing where what it held is gone."""
        said = self.line(el)
        return "" if said.endswith(":") else f" {said} "

    def _details(self, el: Element) -> Written:
        """What was to be opened stands open, under its name; nothing where what it held asks for input and is gone."""
        made = self.blocks(el)
        return made if len(made) > 1 else []

    def _list(self, el: Element) -> Written:
        numbered = el.tag == "ol"
        made = [self._item(child, f"{place}. " if numbered else "- ") for place, child in enumerate(_children(el), 1)]
        return ["\n".join(filter(None, made))] if any(made) else []

    def _item(self, el: Element, mark: str) -> str:
        """One item; what follows its first block stands in under it."""
        said = GAP.join(self.blocks(el)).replace("\n\n- ", "\n- ")
        return mark + said.replace("\n", f"\n{' ' * len(mark)}") if said else ""

    def _facts(self, el: Element) -> Written:
        """Names and facts as a list."""
        made: Written = []
        for child in el.iter("dt", "dd"):
            said = self.line(child)
            if child.tag == "dt":
                made.append(f"- {said}:")
            elif made:
                made[-1] += f" {said}"
        return ["\n".join(made)] if made else []

    def _table(self, el: Element) -> Written:
        """Its caption, then its rows; the first of them is the head."""
        caption, rows = el.find("caption"), [self._row(row) for row in el.iter("tr")]
        said = [self.line(caption)] if caption is not None else []
        return [*said, *([table(rows[0], rows[1:])] if rows else [])]

    def _row(self, el: Element) -> Written:
        """The cells; a wide one is followed by empty ones."""
        made: Written = []
        for cell in el:
            if cell.tag in CELLS:
                made += [self.line(cell), *[""] * (int(cell.get("colspan") or 1) - 1)]
        return made


def _only_on_screen(el: Element) -> bool:
    return el.tag in DROPPED or (bool(el.attrib) and (el.get("aria-hidden") == "true" or "popover" in el.attrib))


def _text(text: str | None) -> str:
    return escaped(WHITE.sub(" ", text)) if text else ""


def _paragraphs(run: Written) -> Written:
    said = " ".join("".join(run).split())
    return [paragraph(said)] if said else []


def _around(said: str, write: Callable[[str], str]) -> str:
    """Signs about a text, the white space outside them; nothing about nothing."""
    text = said.strip()
    if not text:
        return said
    return f"{' ' * said[0].isspace()}{write(text)}{' ' * said[-1].isspace()}"


def _classes(el: Element) -> list[str]:
    return (el.get("class") or "").split() if el is not None else []


def _last_sign(el: Element) -> str:
    """The sign that stands before an element among what holds it; empty where it is the first."""
    parent = el.getparent()
    before = [parent.text or ""]
    for one in el.itersiblings(preceding=True):
        before[1:1] = [one.text_content(), one.tail or ""]
    return "".join(before).rstrip()[-1:]


def _children(el: Element) -> Iterator[Element]:
    return (child for child in el if isinstance(child.tag, str))


def _chart(picture: Element) -> str:
    """Title and description of a chart; nothing of one that only decorates.

    A picture's own title has an id; what a single point says under a pointer has none, and stands in the table.
    """
    said = [one.text_content().strip().rstrip(".") for one in picture.iter("title", "desc") if _own(one)]
    return f"*Chart: {escaped('. '.join(said))}.*" if said else ""


def _own(el: Element) -> bool:
    return el.tag == "desc" or el.get("id") is not None


def _foot(page: Element, address: str) -> Iterator[str]:
    snapshot = page.find('.//p[@class="snapshot"]')
    if snapshot is not None:
        yield snapshot.text_content().strip()
    yield f"Page: {address}"
    data = page.find('.//link[@rel="alternate"][@type="application/json"]')
    if data is not None:
        yield f"JSON: {urljoin(address, data.get('href'))}"
