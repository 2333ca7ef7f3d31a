"""What was put into a backup of the brief's store, or taken out of one."""

from msgspec import Struct


class StoreBackup(Struct, frozen=True, kw_only=True):
    """A backup and the store it came from or went to: `file` is empty for a stream, `rows` counts those of each table.

    `store` is the file or address of the database, without its password.
    """

    store: str
    file: str
    rows: dict[str, int]
