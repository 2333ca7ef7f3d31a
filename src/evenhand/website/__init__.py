"""Pages: records in, HTML out. No page computes anything of its own."""
