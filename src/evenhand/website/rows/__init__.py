"""Records to the rows and cells of a page: text, ready to be shown."""
