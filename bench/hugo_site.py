"""As many pages of the same size for Hugo: a table of two models' tests, from data files, one page a pair."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

CONFIG = """baseURL = "https://example.org/"
title = "Pairs"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
"""
LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/style.css"></head><body><main><h1>{{ .Title }}</h1>
{{ $left := index .Site.Data.models .Params.left }}{{ $right := index .Site.Data.models .Params.right }}
<table><thead><tr><th>Test</th><th>{{ $left.name }}</th><th>{{ $right.name }}</th><th>Difference</th></tr></thead>
<tbody>
{{ range $place, $one := $left.tests }}{{ $other := index $right.tests $place }}
<tr><th scope="row">{{ $one.name }}</th>
<td class="n">{{ printf "%.1f" $one.score }} <small>± {{ printf "%.1f" $one.error }}</small></td>
<td class="n">{{ printf "%.1f" $other.score }} <small>± {{ printf "%.1f" $other.error }}</small></td>
<td class="n">{{ printf "%+.1f" (sub $one.score $other.score) }}</td></tr>
<tr class="more"><td colspan="4"><details><summary>Conditions and sources</summary><p>{{ $one.conditions }}</p>
<p><a href="{{ $one.link }}">{{ $one.source }}</a></p><p>{{ $other.conditions }}</p>
<p><a href="{{ $other.link }}">{{ $other.source }}</a></p></details></td></tr>{{ end }}
</tbody></table></main></body></html>
"""


class HugoSite:
    """A Hugo site in a folder, whose pages have `rows` tests each."""

    def __init__(self, folder: Path, models: Iterable[str], rows: int) -> None:
        self.folder = folder
        (folder / "layouts" / "_default").mkdir(parents=True)
        (folder / "data" / "models").mkdir(parents=True)
        (folder / "hugo.toml").write_text(CONFIG)
        (folder / "layouts" / "_default" / "single.html").write_text(LAYOUT)
        for name in models:
            facts = {"name": name, "tests": [_test(number) for number in range(rows)]}
            (folder / "data" / "models" / f"{_key(name)}.json").write_text(json.dumps(facts))

    def seconds(self, pairs: Iterable[tuple[str, str]]) -> tuple[float, float]:
        """Seconds for the pages of these pairs, and the mean bytes of a page."""
        content, public = self.folder / "content", self.folder / "public"
        for each in (content, public):
            shutil.rmtree(each, ignore_errors=True)
        (content / "compare").mkdir(parents=True)
        for left, right in pairs:
            front = f'+++\ntitle = "{left} or {right}"\nleft = "{_key(left)}"\nright = "{_key(right)}"\n+++\n'
            (content / "compare" / f"{_key(left)}-vs-{_key(right)}.md").write_text(front)
        begun = time.perf_counter()
        command = ["hugo", "--quiet", "--source", str(self.folder), "--config", str(self.folder / "hugo.toml")]
        subprocess.run(command, check=True)
        took = time.perf_counter() - begun
        sizes = [path.stat().st_size for path in public.rglob("index.html")]
        return took, sum(sizes) / len(sizes)


def rows_for(folder: Path, size: float) -> int:
    """How many tests a page must have to be of this size in bytes."""
    few, many = 10, 110
    sizes = [HugoSite(folder / str(rows), ("a", "b"), rows).seconds([("a", "b")])[1] for rows in (few, many)]
    each = (sizes[1] - sizes[0]) / (many - few)
    return max(1, round(few + (size - sizes[0]) / each))


def _key(name: str) -> str:
    return name.replace(".", "-").replace("+", "-")


def _test(number: int) -> dict[str, object]:
    return {
        "name": f"Invented test {number}",
        "score": 40.0 + number % 50 + 0.1,
        "error": 1.5,
        "conditions": "version 2; tools none; effort high; not stated: harness",
        "source": "Invented source",
        "link": f"https://example.org/results/{number}",
    }
