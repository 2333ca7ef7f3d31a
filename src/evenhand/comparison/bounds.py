"""Whether a figure of the reader lies between its bounds."""

from math import isfinite

from evenhand.errors import BadSetting


def check_bounds(name: str, value: object, least: float, most: float, *, whole: bool = False) -> None:
    """Let a finite number from `least` to `most` pass, ends included; with `whole` a whole one.

    Raises:
        BadSetting: it is no such number.

    """
    number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not number or not isfinite(value) or not least <= value <= most:  # type: ignore[arg-type,operator]
        what = "a whole number" if whole else "a number"
        raise BadSetting(f"“{name}” must be {what} from {least:,g} to {most:,.12g}, not {str(value)[:20]!r}")
