"""Stores for the tests of the brief: each test that takes `store` runs on SQLite and on PostgreSQL."""

from tests.postgres import postgres, store, store_url

__all__ = ["postgres", "store", "store_url"]
