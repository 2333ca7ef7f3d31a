"""The shipped question sets as tasks of Inspect AI; every file here needs the extra `eval`."""
