"""The catalog with everything that can be asked of it: what `evenhand.load()` gives, and what API and tools ask.

Each answer is a frozen record of `evenhand.records`, the same that the command prints with `--json` and that the
site's API answers. Nothing here reaches the network, and no answer changes the catalog.
"""

from evenhand.library.answers import Library as Library
from evenhand.library.answers import load as load
