"""The one database: who reads, what was issued, what is still to be sent. SQLite or PostgreSQL."""
