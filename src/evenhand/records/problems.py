"""What went wrong, as programs are told it (RFC 9457)."""

from msgspec import Struct

from evenhand.errors import EvenhandError, UnknownName


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong, `type` always with it. `nearest` are the closest names that exist, best first."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    nearest: tuple[str, ...] = ()


def problem_of(error: EvenhandError) -> Problem:
    """The problem that an error is: 404 for a name that nothing has, 400 for a value that cannot be used."""
    if isinstance(error, UnknownName):
        detail = f"no {error.kind} is called {error.text[:80]!r}"
        return Problem(title=f"Unknown {error.kind}", status=404, detail=detail, nearest=error.nearest)
    return Problem(title="Bad parameter", status=400, detail=str(error))
