"""`make bench`: every ratio beside the bound that it must keep; exit code 1 when one does not."""

import sys

from bench import catalog_loading, command_start


def main() -> int:
    """Print each ratio; 1 when a median is over its bound."""
    measured = (
        ("cold compare / python -c pass, user and system time", command_start.command_start(), command_start.MOST),
        ("load and check the catalog / parse its files", catalog_loading.catalog_loading(), catalog_loading.MOST),
    )
    for name, found, most in measured:
        print(f"{name}: {found}; at most {most:g}")
    return int(any(found.median > most for _, found, most in measured))


if __name__ == "__main__":
    sys.exit(main())
