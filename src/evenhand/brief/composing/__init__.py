"""The brief from typed changes between two catalogs: for everybody, for one reader, and alerts; no clock, no mail."""
