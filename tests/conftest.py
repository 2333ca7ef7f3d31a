"""What holds for every test: no setting from outside, a state folder of its own, no connection beyond this machine."""

import os
import shutil
import sys
import tempfile
from ipaddress import ip_address

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.settings import ALSO_VARIABLE, DATA_VARIABLE, STATE_VARIABLE

STATE = pytest.StashKey[str]()
# A file goes to one worker as a whole: those that take longest start first, so that no worker ends long after another.
LONGEST = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_html_is_valid.py",
    "tests/wording/test_invented_read.py",
    "tests/same_answer/test_one_answer_everywhere.py",
    "tests/scoring/test_posterior_draws.py",
    "tests/comparison/test_mirrored_pairs.py",
    "tests/browser/test_walk.py",
    "tests/api/test_openapi.py",
    "tests/importers/test_recordings.py",
    "tests/accuracy/test_accuracy_gates.py",
    "tests/catalog/test_naming.py",
    "tests/wording/test_catalog_read_first.py",
    "tests/wording/test_catalog_read_second.py",
    "tests/browser/test_board_in_a_browser.py",
    "tests/browser/test_pages_in_a_browser.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Put the environment in order before anything is imported, and watch what connects.

    The processes of a run share one state folder, so that each fit is made once.
    """
    for variable in (DATA_VARIABLE, ALSO_VARIABLE, "NO_COLOR", "FORCE_COLOR"):
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


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the state folder of this run."""
    if STATE in config.stash:
        shutil.rmtree(config.stash[STATE], ignore_errors=True)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped catalog."""
    return load_catalog()


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
