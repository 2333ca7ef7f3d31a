"""`make bench`: every ratio beside the bound that it must keep; exit code 1 when one does not."""

import sys

from bench import catalog_loading, command_start


def main() -> int:
    """Print each ratio; 1 when a median is over its bound."""
    starts = [
        (f"cold compare {' '.join(pair)} / python -c pass", command_start.command_start(pair), command_start.MOST)
        for pair in command_start.PAIRS
    ]
    loading = ("load and check the catalog / parse its files", catalog_loading.catalog_loading(), catalog_loading.MOST)
    measured = [*starts, loading]
    for name, found, most in measured:
        print(f"{name}: {found}; at most {most:g}")
    return int(any(found.median > most for _, found, most in measured))


if __name__ == "__main__":
    sys.exit(main())
