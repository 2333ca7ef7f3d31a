"""Other people's results and catalogs in: the only folder that reads the outside world's formats."""
