"""Since when a test has been public: from its file, else from the number of its paper, which begins with the month."""

import re

from evenhand.records.facts import Benchmark

# https://info.arxiv.org/help/arxiv_identifier.html: YYMM since April 2007.
PAPER = re.compile(r"arxiv\.org/(?:abs|pdf)/(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")


def public_since(benchmark: Benchmark) -> str:
    """The ISO day or month; empty where neither its file nor its link says. A version of its own date is not judged."""
    if benchmark.published:
        return benchmark.published
    found = PAPER.search(benchmark.link) if len(benchmark.versions) < 2 else None
    return f"20{found[1]}-{found[2]}" if found else ""
