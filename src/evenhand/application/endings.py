"""Addresses as files have them: an answer for programs is also found under its address with `.json`."""

from evenhand.application import DOCUMENT, FOR_PROGRAMS

JSON = ".json"
OWN_NAMES = (DOCUMENT, "/api/v1/schema/")


def without_json(path: str) -> str:
    """`/api/v1/rank.json` → `/api/v1/rank`; what is called `….json` by itself stays."""
    ends = path.startswith(FOR_PROGRAMS) and not path.startswith(OWN_NAMES)
    return path.removesuffix(JSON) if ends else path
