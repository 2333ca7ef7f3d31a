"""What stands over every handler of the interface: its title, and problem details where it cannot answer."""

from collections.abc import Mapping

from litestar import get
from litestar.di import Provide

from evenhand.api.problems import MISSING

NOTHING: Mapping[str, Provide] = {}


def answer(path: str, title: str, dependencies: Mapping[str, Provide] = NOTHING, media_type: str | None = None) -> get:
    """A handler of reads at a path; `title` is its line in the index and in the OpenAPI document."""
    return get(path, responses=MISSING, summary=title, dependencies=dict(dependencies), media_type=media_type)
