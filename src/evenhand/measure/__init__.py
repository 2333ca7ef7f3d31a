"""Measuring: how fast an endpoint answers, and how a model does on a test, with everything that was set."""
