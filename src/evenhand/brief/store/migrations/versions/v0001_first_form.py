"""The first form: requests, subscribers, briefs, deliveries, senders, marks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _requests()
    _subscribers()
    _briefs()
    _deliveries()
    _senders_and_marks()


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", ROW, autoincrement=True, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("handled_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_requests_waiting", "requests", ["handled_at", "id"])


def _subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", ROW, autoincrement=True, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("consented_at", sa.BigInteger()),
        sa.Column("bounces", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("suspended_because", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_subscribers"),
        sa.UniqueConstraint("folded", name="uq_subscribers_folded"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscribers_state", "subscribers", ["state", "id"])


def _briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("since_version", sa.Text(), nullable=False),
        sa.Column("until_version", sa.Text(), nullable=False),
        sa.Column("until_date", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefs"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ROW, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subscriber", ROW, nullable=False),
        sa.Column("data", sa.Text(), nullable=False, server_default=""),
        sa.Column("state", sa.Text(), nullable=False, server_default="waiting"),
        sa.Column("sender", sa.Text(), nullable=False, server_default=""),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("doubtful", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("not_before", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscribers.id"], name="fk_deliveries_subscriber", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("kind", "about", "subscriber", name="uq_deliveries_kind_about_subscriber"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_waiting", "deliveries", ["state", "not_before", "id"])
    op.create_index("ix_deliveries_sender", "deliveries", ["sender", "state"])
    op.create_index("ix_deliveries_subscriber", "deliveries", ["subscriber"])


def _senders_and_marks() -> None:
    op.create_table(
        "senders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_senders"),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
