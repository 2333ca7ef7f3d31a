"""What holds for every test: no setting from outside, a state folder of its own, no connection beyond this machine."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from ipaddress import ip_address

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import HASH
from evenhand.comparison import estimates
from evenhand.records.ranking import Ranking
from evenhand.scoring.kept_estimates import Estimates
from evenhand.settings import ALSO_VARIABLE, DATA_VARIABLE, STATE_VARIABLE

STATE = pytest.StashKey[str]()
# Where letters are sent from and where their readers are kept on the machine that runs the tests.
MAIL_VARIABLES = (
    "EVENHAND_BASE_URL",
    "EVENHAND_BOUNCES",
    "EVENHAND_BRIEF",
    "EVENHAND_DKIM",
    "EVENHAND_IMPRINT",
    "EVENHAND_LOG",
    "EVENHAND_MAIL",
    "EVENHAND_METRICS",
    "EVENHAND_SECRET",
    "EVENHAND_STORE",
)
# A file goes to one worker as a whole: those that take longest start first, so that no worker ends long after another.
LONGEST = (
    "tests/items/test_engines_alike.py",
    "tests/measure/test_evaluation.py",
    "tests/browser/test_every_page.py",
    "tests/same_answer/test_one_answer_everywhere.py",
    "tests/browser/test_html_is_valid.py",
    "tests/server/test_whole_run.py",
    "tests/browser/test_readers_way.py",
    "tests/wording/test_catalog_read_second.py",
    "tests/browser/test_walk.py",
    "tests/api/test_openapi.py",
    "tests/accuracy/test_accuracy_gates.py",
    "tests/importers/test_recordings.py",
    "tests/wording/test_catalog_read_first.py",
    "tests/browser/test_board_in_a_browser.py",
    "tests/browser/test_pages_in_a_browser.py",
    "tests/comparison/test_mirrored_pairs.py",
    "tests/scoring/test_posterior_draws.py",
    "tests/wording/test_invented_read.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Put the environment in order before anything is imported, and watch what connects.

    The processes of a run share one state folder, so that each fit is made once.
    """
    mail = [name for name in os.environ if name.startswith(MAIL_VARIABLES)]
    for variable in (DATA_VARIABLE, ALSO_VARIABLE, "NO_COLOR", "FORCE_COLOR", *mail):
        os.environ.pop(variable, None)
    if not hasattr(config, "workerinput"):
        config.stash[STATE] = os.environ[STATE_VARIABLE] = tempfile.mkdtemp(prefix="evenhand-tests-")
    config.option.loadscopereorder = False
    sys.addaudithook(_only_this_machine)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files first where several processes share the work."""
    if hasattr(config, "workerinput"):
        places = {file: place for place, file in enumerate(LONGEST)}
        items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def pytest_sessionfinish() -> None:
    """Let the last search for garbage, which finds what was not closed, see all there is."""
    gc.unfreeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the state folder of this run."""
    if STATE in config.stash:
        shutil.rmtree(config.stash[STATE], ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def _searched_once() -> Iterator[None]:
    """What is alive after a file is not searched for garbage again and again during the next ones."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped catalog."""
    return load_catalog()


@pytest.fixture(scope="module")
def few_draws() -> Iterator[None]:
    """Estimates of catalogs that a test invents rest on forty draws, not four hundred, and cost a twentieth.

    For what must hold of any draws. Catalogs read from files, the shipped one among them, keep all of theirs.
    """
    from evenhand.scoring import basket_fit  # noqa: PLC0415 - numpy is not needed by every test

    whole, few = estimates._estimated, partial(basket_fit.drawn, kept=40, thinned_from=40, burn_in=20)

    def estimated(catalog: Catalog, ranking: Ranking, lane: str) -> Estimates:
        with pytest.MonkeyPatch.context() as patch:
            if not HASH.fullmatch(catalog.version):
                patch.setattr(basket_fit, "drawn", few)
            return whole(catalog, ranking, lane)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimates, "_estimated", estimated)
        yield


def _only_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if host and not _is_here(str(host.decode() if isinstance(host, bytes) else host)):
        raise PermissionError(f"a test tried to reach {host}; tests stay on this machine")


def _is_here(host: str) -> bool:
    if host in {"localhost", "0.0.0.0", "::"}:  # noqa: S104 - only compared
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
