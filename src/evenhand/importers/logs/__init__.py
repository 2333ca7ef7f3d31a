"""Result files of evaluation tools in: one format a file, read as streams, each into the same runs and items."""
