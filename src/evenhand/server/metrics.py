"""What the site and the senders are doing, as numbers for Prometheus (text exposition format 0.0.4).

Routes stand for addresses, and readers are counted, never named. What requests met is counted in files that all
processes of the site share (`shared_between_processes`); what became of letters is read from the store, where all
senders write it.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from time import time
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from evenhand.brief.sending.status import SendingStatus
from evenhand.catalog.catalog import Catalog
from evenhand.records.subscriptions import LetterKind, State
from evenhand.server.observing import OTHER, Answered

KIND = "text/plain; version=0.0.4"  # the framework adds that it is UTF-8
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# From an answer in memory to a first fit.
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

log = logging.getLogger("evenhand.site")


class SiteMetrics:
    """The numbers of one process of the site, or of all where they share a folder."""

    def __init__(self, catalog: Catalog, status: Callable[[], SendingStatus] | None = None) -> None:
        own = CollectorRegistry()
        self.requests = Counter(
            "evenhand_http_requests", "Answers, by route.", ["method", "route", "status"], registry=own
        )
        self.seconds = Histogram(
            "evenhand_http_request_seconds", "Time to the last byte.", ["route"], buckets=SECONDS, registry=own
        )
        self.answers = Counter(
            "evenhand_answers", "Answers out of memory, and those worked out.", ["origin"], registry=own
        )
        self._counted: dict[tuple[str, str, str, bool], tuple[Counter, Histogram, Counter]] = {}
        self.shown = CollectorRegistry() if FOLDER in os.environ else own
        if self.shown is not own:
            MultiProcessCollector(self.shown)  # type: ignore[no-untyped-call]  # registers itself
        self.shown.register(_CatalogNumbers(catalog))
        if status is not None:
            self.shown.register(_StoreNumbers(status))

    def tell(self, answered: Answered) -> None:
        """Count one answer."""
        key = answered.method, answered.route or OTHER, str(answered.status), answered.kept
        counted = self._counted.get(key)
        if counted is None:
            counted = self._counted[key] = self._counters(*key)
        requests, seconds, answers = counted
        requests.inc()
        seconds.observe(answered.seconds)
        answers.inc()

    def _counters(self, method: str, route: str, status: str, kept: bool) -> tuple[Counter, Histogram, Counter]:  # noqa: FBT001 - a part of the key
        origin = "memory" if kept else "worked out"
        return self.requests.labels(method, route, status), self.seconds.labels(route), self.answers.labels(origin)

    def text(self) -> bytes:
        """All of them, in Prometheus' text format."""
        return generate_latest(self.shown)


class _CatalogNumbers(Collector):
    def __init__(self, catalog: Catalog) -> None:
        self.version = catalog.version[:12]
        self.date = catalog.date
        self.day = datetime.combine(date.fromisoformat(catalog.date), datetime.min.time(), UTC).timestamp()

    def collect(self) -> Iterable[Metric]:
        """Which catalog the site answers from, and how old it is."""
        info = {"version": self.version, "date": self.date}
        yield InfoMetricFamily("evenhand_catalog", "The catalog that answers come from.", info)
        yield GaugeMetricFamily("evenhand_catalog_timestamp_seconds", "Its newest day.", self.day)
        yield GaugeMetricFamily("evenhand_catalog_age_seconds", "Seconds since that day began.", time() - self.day)


class _StoreNumbers(Collector):
    def __init__(self, status: Callable[[], SendingStatus]) -> None:
        self.status = status

    def describe(self) -> Iterable[Metric]:
        """Nothing, so that registering it asks no database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Readers, letters and senders; a store that cannot be read is told as such, and the rest stands."""
        try:
            found = self.status()
        except Exception:  # whatever the database has, the other numbers are still wanted
            log.warning("the store cannot be counted", exc_info=True)
            yield GaugeMetricFamily("evenhand_store_up", "Whether the store can be read.", 0)
            return
        yield GaugeMetricFamily("evenhand_store_up", "Whether the store can be read.", 1)
        readers = GaugeMetricFamily("evenhand_subscribers", "Readers of the brief.", labels=["state"])
        for state in get_args(State):
            readers.add_metric([state], found.readers.get(state, 0))
        yield readers
        yield from _letters(found)
        yield GaugeMetricFamily("evenhand_queue_due", "Letters that are due.", found.due)
        yield GaugeMetricFamily("evenhand_queue_later", "Letters that are tried again later.", found.later)
        oldest = found.oldest_seconds or 0
        yield GaugeMetricFamily("evenhand_queue_oldest_seconds", "How long the oldest due letter waits.", oldest)
        yield GaugeMetricFamily("evenhand_requests_waiting", "Requests to subscribe, not handled.", found.requests)
        yield GaugeMetricFamily("evenhand_senders", "Senders at work.", found.senders)


def _letters(found: SendingStatus) -> Iterable[Metric]:
    """Letters on file by kind and state; gauges, as those of a reader who leaves are erased."""
    letters = GaugeMetricFamily("evenhand_letters", "Letters on file.", labels=["kind", "state"])
    doubts = GaugeMetricFamily("evenhand_letters_in_doubt", "Tries that nobody knows the end of.", labels=["kind"])
    twice = GaugeMetricFamily("evenhand_letters_perhaps_twice", "Letters that may have come twice.", labels=["kind"])
    back = GaugeMetricFamily("evenhand_letters_came_back", "Letters that were sent and bounced.", labels=["kind"])
    for kind in get_args(LetterKind):
        of_kind = [one for one in (*found.briefs, *found.others) if one.kind == kind]
        for state in ("waiting", "claimed", "sent"):
            letters.add_metric([kind, state], sum(getattr(one, state) for one in of_kind))
        for state in ("failed", "skipped"):
            letters.add_metric([kind, state], sum(sum(getattr(one, state).values()) for one in of_kind))
        doubts.add_metric([kind], sum(one.in_doubt for one in of_kind))
        twice.add_metric([kind], sum(one.perhaps_twice for one in of_kind))
        back.add_metric([kind], sum(one.came_back for one in of_kind))
    yield from (letters, doubts, twice, back)


@contextmanager
def shared_between_processes() -> Iterator[None]:
    """A folder in which the processes started meanwhile count together; to be entered before any of them counts.

    What a killed process counted stays in the sums.
    """
    with tempfile.TemporaryDirectory(prefix="evenhand-metrics-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]
