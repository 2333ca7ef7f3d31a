"""Every speed on file, by model and provider, with its age."""

from msgspec import Struct

from evenhand.records.facts import Speed


class Spread(Struct, frozen=True, kw_only=True):
    """The lowest, the median and the highest of the measurements in one row; all equal where there is one."""

    low: float
    middle: float
    high: float


class SpeedRow(Struct, frozen=True, kw_only=True):
    """What one source measured, or prints, of a model at a provider (empty where the source names none).

    `tokens_per_second` and the seconds are over `measurements`, one a region; `answer_seconds` is the time to a whole
    answer of the board's length. `n` sums the requests, None where not stated. `days` is the age of the newest at the
    catalog's date; `counts` says whether that is young enough to take part in any comparison. `printed` marks what a
    comparison site prints without a method.
    """

    model: str
    name: str
    lab_name: str
    provider: str
    provider_name: str
    source: str
    tokens_per_second: Spread | None = None
    first_token_seconds: Spread | None = None
    answer_seconds: Spread | None = None
    n: int | None = None
    measured: str = ""
    days: int = 0
    counts: bool = False
    printed: bool = False
    measurements: tuple[Speed, ...] = ()


class SpeedBoard(Struct, frozen=True, kw_only=True):
    """Rows that count first, each part the fastest first. `output` is the length of an answer in tokens.

    A measurement of more than `speed_days` before `date` is old: it is shown and decides nothing anywhere.
    """

    date: str
    version: str
    output: int
    speed_days: int
    rows: tuple[SpeedRow, ...]
    names: dict[str, str]
