"""The steps of the schema, numbered without gaps."""
