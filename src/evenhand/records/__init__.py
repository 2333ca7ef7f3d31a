"""The frozen things that all layers pass on."""
