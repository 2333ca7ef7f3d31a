"""Scores in; errors, differences and probabilities out. Pure, one idea a file."""
