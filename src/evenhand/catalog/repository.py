"""The facts as git had them: the folder of facts at a commit, put into a folder of its own."""

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from evenhand.errors import BadSetting

ELSEWHERE = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})
QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def commit_on(folder: Path, day: str) -> str:
    """The last commit up to the end of a day (UTC) of the repository that keeps this folder; empty for none."""
    found = _git(folder, "rev-list", "-1", f"--before={day}T23:59:59Z", "HEAD")
    return _text(found) if kept_in_git(folder) else ""


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names in the repository that keeps this folder; empty for none."""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return _text(found) if kept_in_git(folder) else ""


def first_day(folder: Path) -> str:
    """The day of the oldest commit (ISO text); empty where there is no repository."""
    days = _text(_git(folder, "log", "--reverse", "--format=%cs", "--max-parents=0")).split()
    return min(days, default="") if kept_in_git(folder) else ""


def kept_in_git(folder: Path) -> bool:
    """Whether a repository holds files of this folder; one that only lies around it does not."""
    return bool(_git(folder, "ls-tree", "--name-only", "HEAD", "."))


def extract(folder: Path, commit: str, into: Path) -> Path:
    """The folder as it was at a commit, inside `into`.

    Raises:
        BadSetting: the commit has no such folder.

    """
    prefix = _text(_git(folder, "rev-parse", "--show-prefix")).rstrip("/")
    packed = _git(folder, "archive", "--format=tar", f"{commit}:{prefix}", top=True)
    if not packed:
        raise BadSetting(f"the commit {commit[:12]} has no folder of facts at {prefix or 'its root'}")
    place = into / folder.name
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    return place


def _git(folder: Path, *words: str, top: bool = False) -> bytes:
    """What git prints; nothing where there is no git, no repository, or it fails."""
    where = Path(_text(_git(folder, "rev-parse", "--show-toplevel"))) if top else folder
    command = ["git", "-C", str(where), *words]
    try:
        run = subprocess.run(command, capture_output=True, check=False, env=_environment())  # noqa: S603 - no shell; a revision cannot be an option
    except OSError:
        return b""
    return run.stdout if run.returncode == 0 else b""


def _environment() -> dict[str, str]:
    """The environment without what would lead git to another repository, as inside of a hook."""
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | QUIET


def _text(found: bytes) -> str:
    return found.decode("utf-8", "replace").strip()
