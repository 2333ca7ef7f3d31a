"""What a cold command loads: a comparison whose estimates are kept must start without the libraries of the fit."""

import json
import subprocess
import sys

HEAVY = ("numpy", "scipy", "jinja2", "starlette", "uvicorn")
COMPARE = """
import json, sys
from evenhand.cli import main
sys.argv = ["evenhand", "compare", "gpt-5.2", "claude-opus-4.5"]
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded() -> set[str]:
    """The top modules that a process has loaded once it has compared two models."""
    done = subprocess.run([sys.executable, "-c", COMPARE], stdout=subprocess.PIPE, check=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_kept_comparison_loads_no_numpy() -> None:
    """The first comparison may fit; the second reads what was kept and loads nothing of a fit or a page."""
    loaded()
    assert not loaded() & set(HEAVY)
