"""The weekly brief: what changed, composed, kept for its readers, written as letters and sent once."""
