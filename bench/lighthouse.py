"""`python -m bench.lighthouse`: what Lighthouse says of the board and of a head-to-head, the median of five runs each.

Needs npm and Chromium; Lighthouse itself is installed into a folder of its own, named by EVENHAND_LIGHTHOUSE where it
is already there.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load import running_site, until_it_answers

VERSION = "lighthouse@12.8"
RUNS = 5
PAGES = ("/", "/compare/claude-opus-4.5-vs-gpt-5.2")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-quic --disable-background-networking"


def scores(program: Path, address: str) -> dict[str, float]:
    """Points from 0 to 100 by category, of one run."""
    command = [str(program), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(LEAST)}"]
    chrome = next(filter(None, map(shutil.which, CHROMES)), "")
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chrome}, capture_output=True, check=True)
    found = json.loads(done.stdout)
    for audit in found["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] == "binary":
            print(f"  {address}: {audit['title']}")
    return {name: 100 * found["categories"][name]["score"] for name in LEAST}


def main() -> int:
    """Print the medians; 1 where one is under its bound."""
    low = False
    with TemporaryDirectory() as folder, running_site(workers=1) as (_, port):
        home = Path(os.environ.get("EVENHAND_LIGHTHOUSE", folder))
        program = home / "node_modules" / ".bin" / "lighthouse"
        if not program.is_file():
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), VERSION], check=True)
        for page in PAGES:
            until_it_answers(port, page)
            runs = [scores(program, f"http://127.0.0.1:{port}{page}") for _ in range(RUNS)]
            for name, least in LEAST.items():
                median = statistics.median(run[name] for run in runs)
                low |= median < least
                print(f"{page}: {name} {median:.0f}; at least {least}")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
