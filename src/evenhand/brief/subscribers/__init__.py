"""Who reads the brief: asking, confirming, preferences, leaving."""
