"""Examples of OpenAI simple-evals: each a piece of HTML with the conversation, the answer and the score.

The tool writes them from one template and escapes what was asked and answered; the words of a grader, which it does not
escape, come last. So the first mark of each kind is the template's own.
"""

from html import unescape

from msgspec import Struct

HEADING, HEADING_ENDS = "<h3>", "</h3>"
MESSAGE, TEXT, TEXT_ENDS = '<div class="message ', "<pre>", "</pre>"
SCORE, SCORE_ENDS = "<p>Score:", "</p>"
ASKED, ANSWERED, RESULTS = "Prompt conversation", "Sampled message", "Results"


class Example(Struct, frozen=True):
    """One sampled answer: the messages sent as (role, text), the answer, and the score as written, empty for none."""

    messages: tuple[tuple[str, str], ...]
    answer: str
    score: str


def example(html: str) -> Example | None:
    """What a piece of HTML says; None where it is not one whole example."""
    sections: dict[str, str] = {}
    for part in html.split(HEADING)[1:]:
        heading, _, body = part.partition(HEADING_ENDS)
        sections.setdefault(heading.strip(), body)
    if not {ASKED, ANSWERED, RESULTS} <= sections.keys():
        return None
    asked, answered = _messages(sections[ASKED]), _messages(sections[ANSWERED])
    _, begun, rest = sections[RESULTS].partition(SCORE)
    score, ended, _ = rest.partition(SCORE_ENDS)
    if asked is None or answered is None or len(answered) != 1 or (begun and not ended):
        return None
    return Example(asked, answered[0][1], "" if score.strip() == "None" else score.strip())


def _messages(html: str) -> tuple[tuple[str, str], ...] | None:
    """The messages of a section; None where one is not whole."""
    found = []
    for part in html.split(MESSAGE)[1:]:
        role, _, rest = part.partition('"')
        _, begun, inner = rest.partition(TEXT)
        text, ended, _ = inner.partition(TEXT_ENDS)
        if not (begun and ended):
            return None
        found.append((unescape(role), unescape(text)))
    return tuple(found)
