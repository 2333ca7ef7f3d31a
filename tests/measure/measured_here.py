"""A speed measurement in the test's own process, without a calibration where that is not what is tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenhand.measure import speed_run, speed_session
from evenhand.measure.endpoints import Endpoint, Wanted, endpoint
from evenhand.measure.speed_session import Measured, measure_speed
from evenhand.records.own_imports import ImportReport
from evenhand.records.speed_receipt import Calibration, Kind, SpeedReceipt, SpeedSettings
from evenhand.settings import DATA_VARIABLE

if TYPE_CHECKING:
    import pytest  # processes that are killed start sooner without it

NOTHING = ImportReport(batch=0, taken=(), left=(), refused=(), passed_over=0, changed=False, dry_run=False)
FEW = {"prompt_tokens": (40,), "concurrency": (1,), "requests": 3, "warm_up": 0, "output_tokens": 8}


async def true_clock(_stub: str, kind: Kind, concurrency: int) -> Calibration:
    """A calibration that was not made: without error."""
    return Calibration(
        kind=kind,
        concurrency=concurrency,
        delay=0.25,
        n=12,
        median=0.25,
        p95=0.25,
        error=0.0,
        rate_error=0.0,
        stub_late=0.0,
        at="",
    )


@contextmanager
def no_stub() -> Iterator[str]:
    """The address of no stub."""
    yield ""


def without_calibration(monkeypatch: "pytest.MonkeyPatch") -> None:
    """Leave the calibration out."""
    monkeypatch.setattr(speed_run, "calibrate", true_clock)
    monkeypatch.setattr(speed_session, "stub_server", no_stub)


def without_import(monkeypatch: "pytest.MonkeyPatch") -> list[SpeedReceipt]:
    """Take no receipt in beside the public results; they are gathered instead."""
    gathered: list[SpeedReceipt] = []
    monkeypatch.setattr(speed_session, "keep", lambda receipt, _own: gathered.append(receipt) or NOTHING)
    return gathered


def few_facts(monkeypatch: "pytest.MonkeyPatch") -> None:
    """A small public catalog in place of the shipped one, which takes longer to check than what is tested here."""
    monkeypatch.setenv(DATA_VARIABLE, str(Path(__file__).parents[1] / "toy_data"))


def at(base: str, **wanted: Any) -> Endpoint:
    """An endpoint at this address."""
    return endpoint(Wanted(text=f"stub-model@{base}", kind=wanted.pop("kind", "chat"), **wanted))


def measured(
    one: Endpoint, own: Path, *, fresh: bool = False, limits: Any = None, prices: Any = None, **settings: Any
) -> Measured:
    """Measure one endpoint with few requests."""
    more = {} if limits is None else {"limits": limits}
    wanted = SpeedSettings(targets=(one.target,), **(FEW | settings))
    return measure_speed(wanted, (one,), own, fresh=fresh, prices=prices, **more)
