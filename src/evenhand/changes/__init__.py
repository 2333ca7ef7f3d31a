"""What changed between two catalogs, and what became known day by day: catalogs in, typed changes out; no clock."""
