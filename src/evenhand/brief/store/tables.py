"""The tables. Times are whole milliseconds since 1970 in UTC; structured values are JSON text of our own records.

`deliveries` is the one queue: a row is one letter to one reader. Who takes rows claims a batch in one transaction and
hands them over strictly in the order of `id`, marking each `sent` durably before the next one's text is sent. So of a
sender that died at most the first of its claimed rows is in doubt (accepted and not acknowledged): it is sent again and
counted in `doubtful`; none of the others was begun.

Every change of these tables has its step in `migrations/versions`, and a filled store of the new form in the tests.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite numbers rows by itself in INTEGER columns alone.
ROW = BigInteger().with_variant(Integer(), "sqlite")

# A request to subscribe as it came in. The answer to it is the same for every address, as is the work: what letter
# follows is decided when it is handled. A handled row has lost its address; the rest counts towards the limit of its
# network and then goes. A row whose `network` begins with `to:` counts a letter to an address for a week.
requests = Table(
    "requests",
    METADATA,
    Column("id", ROW, primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False),
    Column("preferences", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("handled_at", BigInteger),
    sqlite_autoincrement=True,
)
Index("ix_requests_waiting", requests.c.handled_at, requests.c.id)
Index("ix_requests_network", requests.c.network, requests.c.at)

# `address` is as it is mailed, `folded` as it is compared. `wording`, `consented_at` and `network` (a keyed hash) are
# the record of consent. `secret` is a random number that tokens name: a new one makes all earlier tokens void.
subscribers = Table(
    "subscribers",
    METADATA,
    Column("id", ROW, primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("preferences", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("consented_at", BigInteger),
    Column("bounces", Integer, nullable=False, server_default="0"),
    Column("suspended_because", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
Index("ix_subscribers_state", subscribers.c.state, subscribers.c.id)

# A brief as it was issued; it never changes afterwards. `until_version` is the catalog that the next one starts from.
briefs = Table(
    "briefs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("since_version", Text, nullable=False),
    Column("until_version", Text, nullable=False),
    Column("until_date", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
)

# `about` is what makes a letter one of its kind for a reader: the brief's id, the alert's catalog version, the request.
# `data` is what the letter needs beside the reader and the brief. `sender` names who claimed the row.
deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", ROW, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("subscriber", ROW, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("data", Text, nullable=False, server_default=""),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("sender", Text, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("doubtful", Integer, nullable=False, server_default="0"),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("made_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    UniqueConstraint("kind", "about", "subscriber"),
    sqlite_autoincrement=True,
)
Index("ix_deliveries_waiting", deliveries.c.state, deliveries.c.kind, deliveries.c.id)
Index("ix_deliveries_sender", deliveries.c.sender, deliveries.c.state)
Index("ix_deliveries_subscriber", deliveries.c.subscriber)

# Senders at work; whether one lives is told by a lock that its death releases, not by its clock.
senders = Table(
    "senders",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("started_at", BigInteger, nullable=False),
)

# One row for each thing that is done once in a while (`alerts`: the catalog that alerts were last sent for; `secret`:
# what signs tokens; `restored`: when a backup was restored since which letters may have gone out).
ALERTS, RESTORED = "alerts", "restored"
marks = Table(
    "marks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
