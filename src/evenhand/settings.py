"""Settings from the environment: where the facts lie and where computed things and private things are kept."""

import os
from pathlib import Path

DATA_VARIABLE = "EVENHAND_DATA"
ALSO_VARIABLE = "EVENHAND_ALSO"
STATE_VARIABLE = "EVENHAND_STATE"
PACKAGE = Path(__file__).parent


def data_folders() -> tuple[Path, ...]:
    """The folders of facts, later ones added to earlier ones.

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
