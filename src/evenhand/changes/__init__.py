"""What changed between two catalogs: records in, typed changes out; no files, no clock."""
