"""What a reader's Accept headers say (RFC 9110): which form it wants, whether it can unzip."""

from functools import lru_cache

MARKDOWN, HTML = "text/markdown", "text/html"


@lru_cache(maxsize=1_000)
def wants_markdown(accept: bytes) -> bool:
    """Whether Markdown is named, and wanted at least as much as HTML. A browser never names it."""
    wanted = _wanted(accept)
    named = wanted.get(MARKDOWN, 0.0)
    return named > 0.0 and named >= wanted.get(HTML, wanted.get("text/*", wanted.get("*/*", 0.0)))


@lru_cache(maxsize=1_000)
def unzips(accept_encoding: bytes) -> bool:
    """Whether an answer may be zipped."""
    wanted = _wanted(accept_encoding)
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0.0


def _wanted(header: bytes) -> dict[str, float]:
    """Each name with its quality from 0 to 1; what cannot be read counts as not named."""
    found: dict[str, float] = {}
    for part in header.decode("latin-1").casefold().split(","):
        name, *said = (piece.strip() for piece in part.split(";"))
        weights = [piece.removeprefix("q=") for piece in said if piece.startswith("q=")]
        found[name] = max(found.get(name, 0.0), _quality(weights[0]) if weights else 1.0)
    return found


def _quality(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if 0.0 <= found <= 1.0 else 0.0
