"""Examples of workloads, each under a name with a page of its own; and requests a day as requests a month."""

from evenhand.comparison.bounds import check_bounds
from evenhand.records.operations import Workload
from evenhand.records.pricing import DAYS_A_MONTH, Preset

MOST_A_DAY = 30_000_000


def requests_a_month(a_day: float) -> int:
    """Requests a month of so many a day, at 30.4375 days a month, as a whole number.

    Raises:
        BadSetting: no number from 0 to thirty million.

    """
    check_bounds("requests a day", a_day, 0, MOST_A_DAY)
    return round(a_day * DAYS_A_MONTH)


def _preset(name: str, label: str, a_day: int, sizes: tuple[int, int, int]) -> Preset:
    into, cached, out = sizes
    work = Workload(input=into, cached=cached, output=out, requests=requests_a_month(a_day), stated=True)
    return Preset(id=name, name=label, a_day=a_day, workload=work)


PRESETS = {
    one.id: one
    for one in (
        _preset("chat", "Chat", 1000, (1500, 1000, 400)),
        _preset("long-document", "Long document", 100, (60_000, 0, 1500)),
        _preset("code-agent", "Code agent", 2000, (40_000, 34_000, 1200)),
        _preset("batch-extraction", "Batch extraction", 50_000, (2500, 1200, 250)),
    )
}
