"""Settings from the environment: where the facts lie and where computed things and private things are kept."""

import os
from pathlib import Path

DATA_VARIABLE = "EVENHAND_DATA"
ALSO_VARIABLE = "EVENHAND_ALSO"
STATE_VARIABLE = "EVENHAND_STATE"
OWN_VARIABLE = "EVENHAND_OWN"
OFF = "off"
PACKAGE = Path(__file__).parent


def data_folders() -> tuple[Path, ...]:
    """The folders of facts, later ones added to earlier ones: the public ones, then what your own runs say.

    The last one is there when something was imported, and EVENHAND_OWN=off leaves it out.
    """
    own = own_facts()
    return (*public_folders(), own) if os.environ.get(OWN_VARIABLE) != OFF and own.is_dir() else public_folders()


def keep_own_to_yourself() -> None:
    """For this process and those that it starts: your own runs are left out of the facts."""
    os.environ[OWN_VARIABLE] = OFF


def public_folders() -> tuple[Path, ...]:
    """The folders of facts without your own runs: what may be shown to others, collected into and shipped.

    EVENHAND_DATA names them instead of the shipped folder, EVENHAND_ALSO names more; both are separated as PATH is.
    """
    return (_folders(DATA_VARIABLE) or (shipped_data(),)) + _folders(ALSO_VARIABLE)


def _folders(variable: str) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in os.environ.get(variable, "").split(os.pathsep) if part)


def shipped_data() -> Path:
    """The facts that came with this installation: inside the package, or beside `src` in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "data"


def state_folder() -> Path:
    """Where caches and private results are kept: EVENHAND_STATE, else the user's cache folder."""
    named = os.environ.get(STATE_VARIABLE, "")
    if named:
        return Path(named).expanduser()
    base = os.environ.get("XDG_CACHE_HOME", "") or str(Path.home() / ".cache")
    return Path(base) / "evenhand"


def own_folder() -> Path:
    """Where your own runs are kept: EVENHAND_OWN, else `own` in EVENHAND_STATE, else in the user's data folder.

    It is no cache: what lies there was given by the user and is in no other place.
    """
    named = os.environ.get(OWN_VARIABLE, "")
    if named and named != OFF:
        return Path(named).expanduser()
    state = os.environ.get(STATE_VARIABLE, "")
    if state:
        return Path(state).expanduser() / "own"
    return _user_data() / "own"


def own_facts() -> Path:
    """The folder of facts inside `own_folder()`: worked out from the runs kept there, replaced as a whole."""
    return own_folder() / "facts"


def brief_store() -> Path:
    """The file of the brief's subscribers and letters: in EVENHAND_STATE, else in the user's data folder.

    It is no cache: what lies there was given by readers and is in no other place.
    """
    state = os.environ.get(STATE_VARIABLE, "")
    return (Path(state).expanduser() if state else _user_data()) / "brief.sqlite"


def _user_data() -> Path:
    base = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
    return Path(base) / "evenhand"
