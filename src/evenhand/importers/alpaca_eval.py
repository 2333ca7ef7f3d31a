"""AlpacaEval: how often a judging model prefers an answer, plain and corrected for length, with standard errors."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from msgspec import Struct

from evenhand.importers.admission import admit, refused
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.raw_files import RawFiles, text_of
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection, Tier

ENDING = "_leaderboard.csv"
FILES = (f"alpaca_eval_gpt4{ENDING}", f"weighted_alpaca_eval_gpt4_turbo{ENDING}")
ERRORS = {
    "win_rate": "standard_error",
    "length_controlled_winrate": "lc_standard_error",
    "discrete_win_rate": "",
}
OPERATOR = "Tatsu Lab"
TIERS: dict[str, Tier] = {"minimal": "B", "verified": "B"}
EVEN = 50.0


class WinRate(Struct, frozen=True, kw_only=True):
    """One filled rate of a leaderboard, in the source's words; `error` is empty where none stands beside it."""

    file: str
    record: int
    model: str
    column: str
    value: str
    error: str
    n: str
    mode: str
    reference: bool


def parse(files: RawFiles) -> list[WinRate]:
    """All filled rates of both editions.

    Raises:
        KeyError, ValueError: the text is not such a table.

    """
    return [rate for name, body in files.items() for rate in _rates(name, text_of(name, body))]


def translate(rates: list[WinRate], known: Known) -> Findings:
    """Entries that the maintainers ran are tier B, entries that others sent in are tier D."""
    return admit((_judged(rate, known) for rate in rates), known)


def _rates(file: str, text: str) -> Iterator[WinRate]:
    for number, record in enumerate(csv.DictReader(StringIO(text), strict=True), 1):
        for column, error in ERRORS.items():
            if record[column]:
                yield WinRate(
                    file=file,
                    record=number,
                    model=record[""],
                    column=column,
                    value=record[column],
                    error=(record.get(error) or "") if error else "",
                    n=record["n_total"],
                    mode=record["mode"],
                    reference=_is_reference(record),
                )


def _is_reference(record: Mapping[str, str]) -> bool:
    """Against itself a model wins every second time, without any error."""
    return float(record["win_rate"]) == EVEN and float(record["standard_error"]) == 0


def _judged(rate: WinRate, known: Known) -> Row | Rejection:
    row = _row(rate, known)
    if rate.reference:
        return refused(row, known, "the reference model itself", "its rate is even by definition, not a measurement")
    return row


def _row(rate: WinRate, known: Known) -> Row:
    edition = rate.file.removesuffix(ENDING)
    tier = TIERS.get(rate.mode, "D")
    return Row(
        model=rate.model,
        benchmark=f"{edition}: {rate.column}",
        raw=rate.value,
        origin=rate.file,
        at=f"record {rate.record}, column {rate.column}",
        link=known.source.link,
        tier=tier,
        measured_by=OPERATOR if tier == "B" else "",
        error=float(rate.error) or None if rate.error else None,
        n=int(rate.n),
        quote=f"{rate.column} of a {rate.mode} entry in the leaderboard {edition}",
    )


IMPORTER = Importer(FILES, parse, translate)
