"""The place to which letters come back, read by each round in which something may have changed there."""

from pathlib import Path
from time import time_ns

from sqlalchemy.exc import SQLAlchemyError

from evenhand.brief.sending.bounces import Bounces, apply_reports
from evenhand.brief.sending.delivery_reports import read_reports
from evenhand.brief.store.opening import Store
from evenhand.errors import BadLog, UnreadBounces

# A change in the same tick of a file system's clock as the last one does not show, so a young state is read again.
YOUNG = 2_000_000_000
Seen = tuple[tuple[int, int], ...]


class BounceBox:
    """An mbox, a Maildir or a file of JSON lines, as `evenhand brief bounces` reads it; None is no such place."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._seen: Seen | None = None

    def read(self, store: Store, secret: str) -> Bounces | None:
        """Apply what is reported there; None where there is no place, or nothing has changed since the last time.

        A mailbox begins with the first letter that comes back: until then its folder is enough.

        Raises:
            UnreadBounces: the place cannot be read, or something in it; what stands before that is applied.

        """
        if self._place is None:
            return None
        try:
            seen = _seen(self._place)
            if seen == self._seen or (not seen and self._place.parent.is_dir()):
                return None
            done = apply_reports(store, secret, read_reports(self._place))
        except SQLAlchemyError:
            raise
        except BadLog as fault:
            raise UnreadBounces(str(fault)) from fault
        except Exception as fault:  # whatever lies there, letters go on
            raise UnreadBounces(f"{self._place} ({type(fault).__name__})") from fault
        self._seen = seen if max(changed for changed, _ in seen) < time_ns() - YOUNG else None
        return done


def _seen(place: Path) -> Seen:
    """When it was changed last and how large it is, of a Maildir each folder; nothing where there is none."""
    if not place.exists():
        return ()
    folders = [place / name for name in ("new", "cur") if (place / name).is_dir()]
    stats = [path.stat() for path in (place, *folders)]
    return tuple((found.st_mtime_ns, found.st_size) for found in stats)
