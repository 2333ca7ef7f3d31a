"""The answers as JSON for programs: thin handlers, one shape of success and one of failure."""
