"""The schema's history for Alembic: one file a step in `versions/`, each frozen once it was released."""
