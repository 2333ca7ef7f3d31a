"""Accuracy: every gate on public data that was brought in, with fixed seeds (`make bench-accuracy`)."""
