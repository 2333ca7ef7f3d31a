"""One letter a folder of three templates and a function that returns its values."""
