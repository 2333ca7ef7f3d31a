"""Pages as Markdown: content stays, what is for a screen goes, and nothing in a text turns into markup."""

import pytest

from evenhand.website.reach.markdown import page_markdown

PAGE = """<html><head><link rel="alternate" type="application/json" href="/api/v1/thing.json"></head><body>
<header><nav>Menu</nav></header><main id="main"><h1>A <span class="side">left</span> thing</h1>
{inside}
<div popover class="definition" id="term-leads"><p>Definition</p></div></main>
<footer class="foot"><p class="snapshot">Snapshot of 2026-01-02.</p><p>No cookies.</p></footer></body></html>"""


def written(inside: str) -> str:
    """What stands between the heading and the foot of a page with this inside."""
    text = page_markdown(PAGE.replace("{inside}", inside), "/a/page")
    return text.removeprefix("# A left thing").partition("\n---\n")[0].strip()


def test_the_foot_names_snapshot_page_and_json() -> None:
    """Whoever reads the Markdown alone knows of what day it is and where to look."""
    text = page_markdown(PAGE.replace("{inside}", "<p>Text.</p>"), "https://example.invalid/a/page")
    assert text == (
        "# A left thing\n\nText.\n\n---\n\n- Snapshot of 2026-01-02.\n- Page: https://example.invalid/a/page\n"
        "- JSON: https://example.invalid/api/v1/thing.json\n"
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<form><label>Name <input></label></form><p>Kept.</p>", "Kept."),
        ("<nav><a href='/x'>x</a></nav><p>Kept.</p>", "Kept."),
        ("<p>See <a href='?lane=verified'>lane</a>.</p>", "See [lane](/a/page?lane=verified)."),
        ("<p><a href='https://x.invalid/a-(b)'>out</a></p>", "[out](https://x.invalid/a-%28b%29)"),
        (
            "<p>The <button class='term' popovertarget='term-leads'>lead</button>, <button>copy</button></p>",
            "The [lead](/terms/leads),",
        ),
        ("<details><summary>More</summary><p>Hidden.</p></details>", "**More**\n\nHidden."),
        ("<details><summary>More</summary><form><input></form></details><p>Kept.</p>", "Kept."),
        ("<p class='key'><span>left</span><span>right</span></p>", "left; right"),
        ("<dl><dt>Score</dt><dd>78.8</dd><dt>Trust</dt><dd>B</dd></dl>", "- Score: 78.8\n- Trust: B"),
        ("<span role='img' aria-label='3 of 4'>●●●</span>", "3 of 4"),
        ("<p><span class='flag'>stale</span><span class='flag'>thin</span></p>", "(stale) (thin)"),
        ("<p>187<small>388 scores</small></p>", "187 (388 scores)"),
        ("<p>4 (2 to 5)<small>of 60</small></p>", "4 (2 to 5), of 60"),
        ("<p><small>of 60</small> models</p>", "of 60 models"),
        ("<pre>pip install x\n  | y*</pre>", "```\npip install x\n  | y*\n```"),
        ("<ol><li>One<ul><li>In it</li></ul></li><li>Two</li></ol>", "1. One\n   - In it\n2. Two"),
        ("<p>1. is <b> bold </b>and <em>leaning</em></p>", "1\\. is **bold** and *leaning*"),
        ("<p># <code>a|b</code> &amp; <a>placeholder</a></p>", "\\# `a\\|b` & placeholder"),
        ("<p>a_b * c | d &lt;script&gt; [x]</p>", r"a_b \* c \| d \<script> \[x\]"),
    ],
)
def test_elements(inside: str, expected: str) -> None:
    """Each element of our pages has its form, and signs of a text mean nothing."""
    assert written(inside) == expected


def test_a_chart_is_what_it_says_of_itself() -> None:
    """A picture that holds pictures becomes its title and description; one that decorates leaves nothing."""
    inside = '<svg><title id="t">Bars</title><desc>A 1, B 2.</desc><svg><text>drawn</text></svg></svg><p>x</p>'
    assert written(inside) == "*Chart: Bars. A 1, B 2.*\n\nx"
    assert written('<p>a <svg aria-hidden="true"><path d="M0 0"/></svg>b</p>') == "a b"


def test_a_table_has_one_head_and_whole_rows() -> None:
    """A row of heads further down does not begin another table, and a wide cell keeps the columns."""
    inside = (
        "<table><thead><tr><th>Test</th><th>Left</th></tr></thead><tbody><tr><th colspan=2>Group</th></tr>"
        "<tr><td>x<small>± 1</small></td><td><details><summary>More</summary><p>y</p></details></td></tr>"
        "</tbody></table>"
    )
    assert written(inside).splitlines() == ["| Test | Left |", "| --- | --- |", "| Group | |", "| x ± 1 | More: y |"]
