"""A letter as it is read: subject, plain text, HTML."""

from msgspec import Struct


class Letter(Struct, frozen=True, kw_only=True):
    """One letter in its two forms, which say the same; `subject` is one line without control characters.

    Raises ValueError for a subject that would not stay one header (RFC 5322, 2.2).
    """

    subject: str
    text: str
    html: str

    def __post_init__(self) -> None:
        if not self.subject.isprintable():
            raise ValueError("a subject is one line without control characters")

    @property
    def ascii_html(self) -> str:
        """The HTML with references for all that is not ASCII, as it is sent."""
        return self.html.encode("ascii", "xmlcharrefreplace").decode("ascii")

    @property
    def size(self) -> int:
        """Bytes of the HTML as it is sent."""
        return len(self.ascii_html)
