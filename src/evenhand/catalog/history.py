"""The catalog that a date, a revision, a folder of facts or a saved snapshot stands for; nothing is changed."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.forgiving import read_forgiving
from evenhand.catalog.repository import commit_of, commit_on, extract, first_day
from evenhand.catalog.saved import Saved, read_saved, saved
from evenhand.errors import BadSetting
from evenhand.settings import data_folders

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
VERSION = re.compile(r"[0-9a-f]{6,}")


class Found(Struct, frozen=True):
    """A catalog of the past, where it comes from in words, and what of it could not be read."""

    catalog: Catalog
    origin: str
    skipped: tuple[str, ...] = ()


def catalog_of(text: str, folders: tuple[Path, ...] | None = None, state: Path | None = None) -> Found:
    """The catalog that a text stands for.

    A folder that exists is read as it is. A date (a month and a year count to their last day) is the last commit up to
    the end of that day, else the newest saved snapshot of that day or before. Anything else is a saved snapshot by the
    beginning of its version, else a git revision.

    Raises:
        BadSetting: it leads to no catalog; says what there is.

    """
    if text and Path(text).is_dir():
        return _of_folders((Path(text),), f"the folder {text}")
    roots = folders or data_folders()
    found = _on_day(last_day(text), roots, state) if DATE.fullmatch(text) else _named(text, roots, state)
    if found is None:
        raise BadSetting(_nothing(text, roots, state))
    return found


def _on_day(day: str, roots: tuple[Path, ...], state: Path | None) -> Found | None:
    commits = {root: commit for root in roots if (commit := commit_on(root, day))}
    if commits:
        return _of_commits(roots, commits)
    older = [one for one in saved(state) if last_day(one.date) <= day]
    return _of_saved(older[0]) if older else None


def _named(text: str, roots: tuple[Path, ...], state: Path | None) -> Found | None:
    if VERSION.fullmatch(text):
        kept = [one for one in saved(state) if one.version.startswith(text)]
        if len(kept) > 1:
            raise BadSetting(f"{text} begins {len(kept)} saved snapshots: {', '.join(one.version for one in kept)}")
        if kept:
            return _of_saved(kept[0])
    commits = {root: commit for root in roots if (commit := commit_of(root, text))}
    return _of_commits(roots, commits) if commits else None


def _of_commits(roots: tuple[Path, ...], commits: dict[Path, str]) -> Found:
    """The folders of facts at their commits; one that no repository keeps is read as it is today."""
    with TemporaryDirectory(prefix="evenhand-") as place:
        then = [
            extract(root, commits[root], Path(place) / str(number)) if root in commits else root
            for number, root in enumerate(roots)
        ]
        names = dict.fromkeys(commit[:12] for commit in commits.values())
        return _of_folders(tuple(then), f"commit {', '.join(names)}")


def _of_folders(roots: tuple[Path, ...], origin: str) -> Found:
    catalog, problems = read_forgiving(roots)
    if not (catalog.models or catalog.benchmarks):
        raise BadSetting(f"{origin} holds no facts")
    return Found(catalog, origin, tuple(map(str, problems)))


def _of_saved(one: Saved) -> Found:
    catalog, skipped = read_saved(one)
    return Found(catalog, f"snapshot {one.version[:12]}", skipped)


def _nothing(text: str, roots: tuple[Path, ...], state: Path | None) -> str:
    kept = saved(state)
    if not DATE.fullmatch(text):
        return (
            f"{text!r} is no date, folder of facts, saved snapshot or git revision; `evenhand changes --list` has some"
        )
    first = min(filter(None, [*(first_day(root) for root in roots), *(one.date for one in kept)]), default="")
    there = f"the first is of {first}" if first else "nothing is kept: no git repository and no saved snapshot"
    return f"no catalog is kept of {text} or before; {there}; --dated compares by the facts' own dates"
