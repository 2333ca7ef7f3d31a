"""Benchmarks of speed: ratios of two things measured side by side in one run, never absolute times."""
