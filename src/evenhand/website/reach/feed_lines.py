"""Lines of a feed's entry as HTML that any reader of feeds shows: plain lists with links."""

from collections.abc import Iterable
from html import escape


def line_list(lines: Iterable[str]) -> str:
    """Finished lines as a list."""
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def feed_line(said: str, links: Iterable[tuple[str, str]]) -> str:
    """What a line says, and after it in brackets where it leads: (address, name), those without an address left out."""
    led = ", ".join(f'<a href="{escape(address)}">{escape(name)}</a>' for address, name in links if address)
    return f"{escape(said, quote=False)}{f' ({led})' if led else ''}"
