"""Records in, plain English out; words do not compute."""
