"""Addresses to pages, one subject a file; each file lists its `HANDLERS`."""
