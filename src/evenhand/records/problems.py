"""What went wrong, as programs are told it (RFC 9457)."""

from msgspec import Struct

from evenhand.errors import BadChoice, EvenhandError, UnknownName, UnknownParameter


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong, `type` always with it.

    `nearest` are the closest ids that exist, best first; `names` what those are called that have a name beside the id.
    """

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    nearest: tuple[str, ...] = ()
    names: dict[str, str] = {}


def problem_of(error: EvenhandError) -> Problem:
    """The problem that an error is: 404 for a name that nothing has, 400 for a value that cannot be used."""
    if isinstance(error, UnknownName):
        title, near, names = f"Unknown {error.kind}", error.nearest, error.names
        return Problem(title=title, status=404, detail=error.fault, nearest=near, names=names)
    if isinstance(error, UnknownParameter):
        return Problem(title="Unknown parameter", status=400, detail=str(error), nearest=error.nearest)
    near = error.nearest if isinstance(error, BadChoice) else ()
    return Problem(title="Bad parameter", status=400, detail=str(error), nearest=near)
