"""What changed between two catalogs as a brief, for everyone and for one reader. Pure."""
