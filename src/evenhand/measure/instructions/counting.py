"""What the instructions of IFEval count: words, sentences, paragraphs, words in capitals; and the language."""

import re

WORD = re.compile(r"\w+")
CAPITAL = re.compile(r"[^\W\d_]+(?:[-.&/][^\W_]+)*")
END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s+[^\sa-z]|\s*$)")
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|no|inc|ltd|co|corp|gen|col|sgt|rev|e\.g|i\.e|cf|al|fig|approx)|\b[A-Z])\.$",
    re.IGNORECASE,
)
STEP = re.compile(r"^\W*\d{1,3}\.$")


def words(text: str) -> int:
    """Runs of letters, digits and underscores."""
    return len(WORD.findall(text))


def sentences(text: str) -> int:
    """Sentences by their ends: a mark that no small letter follows, and that ends no abbreviation and no number.

    The authors use NLTK's trained splitter, which downloads its model; the two differ on lists and rare abbreviations.
    """
    count, begin = 0, 0
    for end in END.finditer(text):
        piece = text[begin : end.end()].strip()
        last = piece.split()[-1] if piece else ""
        if end.end() < len(text.rstrip()) and (ABBREVIATION.search(last) or STEP.match(_last_line(piece))):
            continue
        count, begin = count + 1, end.end()
    return count + bool(text[begin:].strip())


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2].strip()


def parts(text: str, divider: str) -> int | None:
    """How many parts a divider makes of a text, empty ones at the ends not counted; None if one between is empty."""
    found = [part.strip() for part in re.split(divider, text)]
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        del found[0]
    return len(found) if all(found) else None


def capital_words(text: str) -> int:
    """Words in capitals only; an `I` or an `A` is one."""
    return sum(word.isupper() for word in CAPITAL.findall(text))


def language(text: str) -> str:
    """The language of a text as ISO 639-1, by langdetect, which the authors use; empty where it finds none."""
    from langdetect import DetectorFactory, LangDetectException, detect  # noqa: PLC0415 - part of the extra

    DetectorFactory.seed = 0
    try:
        return str(detect(text))
    except LangDetectException:
        return ""


def compared(count: int, relation: str, bound: int) -> bool:
    """Whether a count stands so to a bound: `at least` or `less than`."""
    return count >= bound if relation == "at least" else count < bound
