"""Letters into mail servers: a queue that survives a crash at any point."""
