"""The private lane: runs that the user imported, kept whole, and the facts that follow from them."""
