"""The queue is searched by state and kind; requests are counted by network."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change one index, add another."""
    op.drop_index("ix_deliveries_waiting", "deliveries")
    op.create_index("ix_deliveries_waiting", "deliveries", ["state", "kind", "id"])
    op.create_index("ix_requests_network", "requests", ["network", "at"])
