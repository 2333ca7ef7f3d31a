"""What may never be kept of a run: keys, passwords, addresses that hold one."""

import re

from msgspec import structs

from evenhand.records.own_results import OwnRun

NAMES = re.compile(
    r"(api|access|auth|secret|private|bearer)[ _-]?(key|token)|passw|secret|credential|authorization", re.I
)
VALUES = re.compile(
    r"\b(sk|pk|rk|gsk|xai|hf|ghp|glpat)[-_][A-Za-z0-9_-]{12,}"  # the forms of providers' keys
    r"|\bBearer\s+\S{8,}"
    r"|://[^/\s@]*:[^/\s@]*@"  # name and password in an address
    r"|[?&](key|api[_-]?key|token|sig|signature|access_token)=",
    re.I,
)


def is_secret(name: str, value: str) -> bool:
    """Whether a setting is one that may not be kept, by its name or by what its value looks like."""
    return bool(NAMES.search(name) or VALUES.search(value))


def without_secrets(run: OwnRun) -> OwnRun:
    """The run without the settings that may not be kept."""
    kept = {name: value for name, value in run.settings.items() if not is_secret(name, value)}
    return run if len(kept) == len(run.settings) else structs.replace(run, settings=kept)
