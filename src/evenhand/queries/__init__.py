"""What the query of an address may say, for pages and for programs alike."""
