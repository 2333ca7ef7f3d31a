"""Receipts of speed among the user's own results: the file, and the facts that follow from it."""

import os
from pathlib import Path

import msgspec

from evenhand.importers.logs.speed_receipt_log import FORMAT
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.runs_on_file import RUNS, alone, kept_logs, remove
from evenhand.records.own_imports import ImportReport
from evenhand.records.speed_receipt import SpeedReceipt

FOLDER = "measured"
JOURNALS = "unfinished"


def journals(own: Path) -> Path:
    """Where the journals of runs stand that are not finished."""
    return own / FOLDER / JOURNALS


def keep(receipt: SpeedReceipt, own: Path) -> ImportReport:
    """Write a receipt, in place of an earlier one of the same run, and take it in beside the public results.

    Raises:
        BadSetting: the own folder cannot be written.

    """
    path = own / FOLDER / f"{receipt.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    incoming = path.with_suffix(".incoming")
    with incoming.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(receipt), indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    with alone(own):
        for log in kept_logs(own):
            if log.tool == FORMAT.tool and log.name == path.name:
                remove(own, own / RUNS / log.digest)
    incoming.replace(path)
    return import_logs([path], (FORMAT,), own=own)
