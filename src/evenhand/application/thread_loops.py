"""An event loop for each thread that works answers out, opened once and closed with its thread."""

import asyncio
from collections.abc import Coroutine
from threading import local
from typing import Any, TypeVar

Found = TypeVar("Found")
_own = local()


class _Loop:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()

    def __del__(self) -> None:
        self.loop.close()


def in_this_thread(work: Coroutine[Any, Any, Found]) -> Found:
    """What the work gives; opening a loop for each would take longer than many an answer."""
    kept: _Loop | None = getattr(_own, "kept", None)
    if kept is None:
        kept = _own.kept = _Loop()
    return kept.loop.run_until_complete(work)
