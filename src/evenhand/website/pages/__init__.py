"""One file a page, its template beside it."""
