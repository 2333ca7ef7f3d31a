"""Every command over the toy facts: its forms, its options, its errors."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from click.testing import CliRunner

from evenhand.cli import COMMANDS, commands
from evenhand.cli.schema import FILES
from evenhand.records.report import ComparisonReport

Evenhand = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("toy_facts")
SCHEMA = msgspec.json.schema(ComparisonReport)


def test_compare_says_the_same_in_every_form(evenhand: Evenhand) -> None:
    """The plain page, the Markdown and the JSON hold the same sentences."""
    plain = evenhand("compare", "quill-7", "tarn-2")
    markdown = evenhand("compare", "quill-7", "tarn-2", "--markdown")
    report = json.loads(evenhand("compare", "quill-7", "tarn-2", "--json").out)
    assert plain.code == markdown.code == 0
    flat = " ".join(plain.out.split())
    for part in ("pick", "reasons", "flips", "overall", "operations", "disagreements"):
        for sentence in report["words"][part]:
            assert sentence["text"] in flat
            assert sentence["text"] in markdown.out
    assert markdown.out.startswith("# Quill 7 v Tarn 2\n")
    assert "| Test | Category |" in markdown.out


@pytest.mark.parametrize(
    "words",
    [
        ("quill-7", "tarn-2"),
        ("tarn-2", "quill-7", "--ranking", "classic"),
        ("tarn-2@high", "tarn-2@low"),
        ("tarn-2-mini", "quill-7", "--lane", "verified"),
        ("tarn-2", "tarn-2"),
        ("tarn-2", "quill-7", "--input", "9000", "--cached", "8000", "--output", "0", "--max-cost", "3.5"),
    ],
)
def test_json_keeps_to_its_schema(words: tuple[str, ...], evenhand: Evenhand) -> None:
    """What `--json` prints validates against the published schema and reads back into the record."""
    said = evenhand("compare", *words, "--json")
    report = json.loads(said.out)
    jsonschema_rs.validator_for(SCHEMA).validate(report)
    assert msgspec.json.decode(said.out, type=ComparisonReport).schema == "evenhand/compare/1"


def test_questions(evenhand: Evenhand) -> None:
    """`--questions` adds questions with answers; without it there are none in the even ranking."""
    asked = evenhand("compare", "quill-7", "tarn-2", "--questions").out
    assert "Which is cheaper?" in asked
    assert "Which is cheaper?" not in evenhand("compare", "quill-7", "tarn-2").out


def test_classic_comes_first_when_asked(evenhand: Evenhand) -> None:
    """`--ranking classic` puts the classic verdict before the evidence, and its own questions after."""
    said = evenhand("compare", "quill-7", "tarn-2", "--ranking", "classic").out
    assert said.index("The classic view") < said.index("Verdict") < said.index("Questions")
    assert "ranking Classic, provisional lane" in said


def test_lane(evenhand: Evenhand) -> None:
    """The verified lane admits no vendor's figures, so nothing counted is shared here."""
    report = json.loads(evenhand("compare", "quill-7", "tarn-2", "--lane", "verified", "--json").out)
    assert report["comparison"]["snapshot"]["tiers"] == ["A", "B"]
    assert {test["benchmark"] for test in report["comparison"]["shared"]} == {"vote-hall-rating"}
    assert report["comparison"]["overall"]["state"] in {"not comparable", "no data"}


def test_workload(evenhand: Evenhand) -> None:
    """Costs follow from the workload by hand: 2,000 requests of 10,000 in, 4,000 of them cached, and 500 out."""
    words = ("--input", "10000", "--cached", "4000", "--output", "500", "--requests", "2000", "--json")
    run = json.loads(evenhand("compare", "quill-7", "tarn-2", *words).out)["comparison"]["operations"]
    assert run["left"]["per_request"] == pytest.approx((6000 * 0.2 + 4000 * 0.1 + 500 * 0.4) / 1e6)
    assert run["right"]["per_month"] == pytest.approx(2000 * (6000 * 2 + 4000 * 0.5 + 500 * 10) / 1e6)


def test_limits(evenhand: Evenhand) -> None:
    """A limit that one side breaks is said of that side."""
    words = ("--max-cost", "50", "--max-first-token", "1", "--min-context", "200000", "--json")
    run = json.loads(evenhand("compare", "quill-7", "tarn-2", *words).out)["comparison"]["operations"]
    assert len(run["left"]["breaks"]) == 1
    assert len(run["right"]["breaks"]) == 2


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("compare", "quill-8", "tarn-2"), 1, "no model is called 'quill-8'; did you mean Quill 7 (quill-7)?"),
        (("compare", "tarn-2@max", "quill-7"), 1, "Tarn 2 has no scores at effort 'max'; there are high, low"),
        (("compare", "quill-7", "tarn-2", "--ranking", "evn"), 1, "no ranking is called 'evn'; did you mean even?"),
        (("compare", "quill-7", "tarn-2", "--lane", "verifed"), 1, "did you mean verified?"),
        (("compare", "quill-7", "tarn-2", "--cached", "5000"), 1, "“cached” (5,000) is a part of “input” (3,000)"),
        (("compare", "quill-7", "tarn-2", "--input", "0", "--output", "0"), 1, "a request needs tokens"),
        (("compare", "quill-7", "tarn-2", "--max-cost", "nan"), 2, "'--max-cost': 'nan' is no number"),
        (("compare", "quill-7", "tarn-2", "--max-price", "1e11"), 2, "'--max-price'"),
        (("find", "--min-score", "nan"), 2, "'--min-score': 'nan' is no number"),
        (("compare", "quill-7", "tarn-2", "--json", "--markdown"), 2, "--json and --markdown are two forms"),
        (("rank", "--csv", "--markdown"), 2, "--csv and --markdown are two forms of one answer"),
        (("changes", "--list", "--json", "--markdown"), 2, "--json and --markdown are two forms"),
        (("votes", "--csv"), 2, "name one board"),
        (("compare", "quill-7", "tarn-2", "--as-of", "2025-04-30"), 1, "Tarn 2 was not on file on 2025-04-30"),
        (("compare", "quill-7", "tarn-2", "--input", "-1"), 2, "--input"),
        (("compare", "quill-7", "tarn-2", "--input", "many"), 2, "not a valid integer"),
        (("compare", "quill-7"), 2, "Missing argument 'RIGHT'"),
        (("explain", "tarn-2", "odd-fact"), 1, "no benchmark is called 'odd-fact'; did you mean odd-facts?"),
        (("explain", "tarn-2", "odd-facts", "--against", "quill-7"), 1, "explains overall or a category"),
        (("rank", "--category", "cooking"), 1, "no category is called 'cooking'"),
        (("show", "nothing"), 1, "no model is called 'nothing'"),
        (("compaer", "a", "b"), 2, "No such command 'compaer'. Did you mean compare"),
        (("collect", "nowhere", "/"), 2, "nowhere"),
        (("collect", "aider", "a.yml", "--retrieved", "2026-02-30"), 1, "'2026-02-30' is no date"),
        (("collect", "aider", "a.yml", "--retrieved", "2026-02"), 1, "'2026-02' is no day; give one such as"),
        (("collect", "aider", "a.yml", "--retrieved", "2999-01-01"), 1, "2999-01-01 is a day to come"),
        (("collect", "aider", "a.yml", "--commit", "main"), 1, "'main' is no commit; give 7 to 40 hexadecimal digits"),
        (("collect", "aider", "a.yml", "--commit", "f" * 41), 1, "is no commit"),
        (("collect", "aider", "a.yml", "--from", "."), 2, "PLACE and --from both say where to read"),
        (("collect", "aider", "--from", ".", "--commit", "f3fc692"), 2, "are for a file as PLACE"),
        (("serve", "--port", "70000"), 2, "--port"),
    ],
)
def test_mistakes_are_one_clear_line(words: tuple[str, ...], code: int, says: str, evenhand: Evenhand) -> None:
    """A mistake gives its own exit code, a line that says what would be right, nothing on the output, no trace."""
    run = evenhand(*words)
    assert run.code == code
    assert says in run.err
    assert run.out == ""
    assert "Traceback" not in run.err


def test_explain_a_score(evenhand: Evenhand) -> None:
    """A score is followed to its error's arithmetic, its source, and the row of the file that holds it."""
    said = evenhand("explain", "tarn two", "OddFacts").out
    assert "88.25% (preferred)" in said
    assert "Source: Tarn 2 card (Tarn Labs), CC-BY-4.0, read 2025-06-01" in said
    assert "scores/tarn-card/tarn.csv:4" in said
    found = json.loads(evenhand("explain", "tarn-2", "odd-facts", "--json").out)
    p = (88.25 / 100 * 400 + 0.5) / 401
    assert found["scores"][0]["binomial"] == pytest.approx(100 * (p * (1 - p) / 400) ** 0.5)


def test_explain_a_category(evenhand: Evenhand) -> None:
    """A category of a pair is explained with every number of its formula, as the comparison uses it."""
    found = json.loads(evenhand("explain", "quill-7", "knowledge", "--against", "tarn-2", "--json").out)
    compared = json.loads(evenhand("compare", "quill-7", "tarn-2", "--json").out)["comparison"]["categories"]
    assert found["result"] == next(one for one in compared if one["id"] == "knowledge")
    said = evenhand("explain", "quill-7", "knowledge", "--against", "tarn-2").out
    assert "Next test: spread" in said
    none = evenhand("explain", "quill-7", "reasoning", "--against", "tarn-2")
    assert none.code == 0
    assert "No counted test was taken by both under matching conditions" in none.out


def test_explain_classic_values(evenhand: Evenhand) -> None:
    """The classic values of a model are given with their parts, which add up to the overall."""
    said = evenhand("explain", "tarn-2", "--ranking", "classic").out
    assert "Overall = 0.4 x 66 + 0.3 x 71.5 + 0.3 x 88.25 = 74.33" in said
    assert json.loads(evenhand("explain", "tarn-2", "--ranking", "classic", "--json").out)["overall"]["value"]


def test_explain_a_score_that_is_not_there(evenhand: Evenhand) -> None:
    """A benchmark that a model did not take is said so, without an error."""
    run = evenhand("explain", "tarn-2-mini", "mend-it")
    assert run.code == 0
    assert "No score of Tarn 2 mini" in run.out


def test_rank(evenhand: Evenhand) -> None:
    """The board lists ranked models, and with `--unranked` those that are tracked but unranked with the reason."""
    assert "too few scores in this lane for an estimate" in evenhand("rank", "--unranked").out
    assert "1 of the 2 counted benchmarks that a rank needs" in evenhand("rank", "--unranked").out
    assert evenhand("rank", "--all").out == evenhand("rank", "--unranked").out


def test_rank_in_every_form(evenhand: Evenhand) -> None:
    """JSON, CSV and Markdown hold the same models in the same order."""
    rows = json.loads(evenhand("rank", "--json").out)["rows"]
    table = list(csv.DictReader(StringIO(evenhand("rank", "--csv").out)))
    assert [row["model"] for row in table] == [row["model"] for row in rows] == ["quill-7", "tarn-2", "tarn-2-mini"]
    assert [row["measured"] for row in table] == ["1.0", "0.7", "0.3"]
    assert "| Place | Model |" in evenhand("rank", "--markdown").out


def test_what_holds_is_yes_or_no_in_every_csv(evenhand: Evenhand) -> None:
    """No CSV writes True or False."""
    for words in (("rank", "--all"), ("find", "--all"), ("cost", "quill-7", "tarn-2")):
        cells = {cell for row in csv.reader(StringIO(evenhand(*words, "--csv").out)) for cell in row}
        assert {"yes", "no"} <= cells
        assert not {"True", "False"} & cells


def test_rank_by_category_and_classic(evenhand: Evenhand) -> None:
    """A category's board and the classic board name themselves."""
    assert evenhand("rank", "--category", "coding").out.startswith("Coding, ranking Even")
    classic = json.loads(evenhand("rank", "--ranking", "classic", "--json").out)
    assert classic["rows"][0]["overall"] == pytest.approx(74.325)


def test_classic_board_marks_the_numbers_of_another_site(evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the shipped facts some overalls are another site's: marked, explained, and named in the CSV."""
    monkeypatch.delenv("EVENHAND_DATA")
    rows = json.loads(evenhand("rank", "--ranking", "classic", "--json").out)["rows"]
    published = {row["model"] for row in rows if row.get("published") and row["ranked"]}
    said = evenhand("rank", "--ranking", "classic").out
    assert len(re.findall(r" \d+\*  ", said)) == len(published) > 0
    assert "A number with * was published by another site" in said
    table = csv.DictReader(StringIO(evenhand("rank", "--ranking", "classic", "--csv").out))
    ranked = {row["model"] for row in rows if row["ranked"]}
    assert {row["model"] for row in table if "score" in row["published"].split()} & ranked == published


def test_show(evenhand: Evenhand) -> None:
    """A model's page holds its facts with who states them, its offers and its scores; JSON the same record."""
    said = evenhand("show", "The Seventh Quill").out
    for text in ("131,072", "tarn-card, 2025-06-01", "Quillwork Hosting", "Mend It", "vote-hall"):
        assert text in said
    assert json.loads(evenhand("show", "quill-7", "--json").out)["model"]["id"] == "quill-7"


def test_show_has_the_preferred_score_and_with_all_every_one(evenhand: Evenhand) -> None:
    """Each test stands once with the number of its other scores; --all shows them and the earlier prices."""
    scores = json.loads(evenhand("show", "tarn-2", "--json").out)["observations"]
    said, everything = (evenhand("show", "tarn-2", *more).out for more in ((), ("--all",)))
    values = [line for line in said.split("Scores\n")[1].splitlines() if re.search(r"  [A-E]  ", line)]
    whole = [line for line in everything.split("Scores\n")[1].splitlines() if re.search(r"  [A-E]  ", line)]
    assert len(values) == len({row["benchmark"] for row in scores})
    assert len(whole) == len(scores) > len(values)
    others = sum(int(found[1]) for line in values if (found := re.search(r"  (\d+)$", line)))
    assert others == len(scores) - len(values)


def test_check(evenhand: Evenhand) -> None:
    """A sound folder is counted."""
    run = evenhand("check")
    assert run.code == 0
    assert "The catalog is sound" in run.out
    assert json.loads(evenhand("check", "--json").out)["models"] == 3


def test_check_of_a_faulty_folder(tmp_path: Path, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem is a line on the error output, then their number; nothing is printed as if sound; exit code 1."""
    for name, text in (("labs/a.toml", "name = 1\n"), ("labs/b.toml", "nam = 'b'\n"), ("scores/c/x.csv", "a,b\n")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path))
    for words in (("check",), ("compare", "a", "b"), ("rank",), ("show", "a")):
        run = evenhand(*words)
        lines = run.err.splitlines()
        assert run.code == 1
        assert run.out == ""
        assert lines[0].startswith("labs/a.toml:1: 'name' cannot have this value (found '1'); give text")
        assert {line.partition(":")[0] for line in lines[:-1]} == {"labs/a.toml", "labs/b.toml", "scores/c/x.csv"}
        assert lines[-1] == f"{len(lines) - 1} problems in the catalog"


@pytest.mark.parametrize("option", ["--base-url", "--server-url"])
@pytest.mark.parametrize("address", ["https://user:secret@example.org", "example.org", "https://example.org/site"])
def test_address_of_a_built_site_is_scheme_and_host(option: str, address: str, evenhand: Evenhand) -> None:
    """A name, a password or a path has no place in the address of a site, and a password is not repeated."""
    said = evenhand("build", "nowhere", option, address)
    assert said.code == 1
    assert f"{option}: " in said.err
    assert "give https:// and a host" in said.err
    assert "secret" not in said.err


def test_a_folder_that_is_not_there(evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong EVENHAND_DATA is one line."""
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "gone"))
    for word in ("check", "rank"):
        run = evenhand(word)
        assert run.code == 1
        assert "gone: the folder of facts does not exist" in run.err
        assert "Traceback" not in run.err


def test_a_folder_without_a_ranking(evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Facts without `even` or `classic` are no sound catalog; the check and what rests on it say which is missing."""
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path))
    for words in (("check",), ("rank",), ("build", str(tmp_path / "site")), ("compare", "one", "other")):
        run = evenhand(*words)
        assert run.code == 1
        for name in ("even", "classic"):
            assert f"rankings/{name}.toml: the ranking '{name}' is missing" in run.err
        assert "2 problems in the catalog" in run.err
        assert "Traceback" not in run.err
        assert run.out == ""


def test_schema(tmp_path: Path, evenhand: Evenhand) -> None:
    """Each schema is written, is a JSON Schema, and the comparison's accepts a comparison."""
    assert evenhand("schema", str(tmp_path)).code == 0
    written = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.iterdir()}
    assert set(written) == {f"{name}.schema.json" for name in FILES}
    report = json.loads(evenhand("compare", "quill-7", "tarn-2", "--json").out)
    jsonschema_rs.validator_for(written["compare.schema.json"]).validate(report)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str) -> None:
    """Every command explains itself, with every option, and loads no facts for it."""
    words = [command, "--help"] if command else ["-h"]
    run = CliRunner().invoke(commands, words, env={"EVENHAND_DATA": "/nowhere"})
    assert run.exit_code == 0
    assert run.output.startswith("Usage: ")
    for line in COMMANDS if not command else ():
        assert line in run.output


def test_version() -> None:
    """`--version` prints the version of the package."""
    assert CliRunner().invoke(commands, ["--version"]).output.startswith("evenhand, version ")


@pytest.mark.parametrize(
    ("words", "incomplete", "found"),
    [
        ("evenhand compare", "ta", {"tarn-2", "tarn-2-mini"}),
        ("evenhand compare quill-7", "TARN-2-", {"tarn-2-mini"}),
        ("evenhand show", "q", {"quill-7"}),
        ("evenhand explain tarn-2", "odd", {"odd-facts"}),
        ("evenhand compare", "tarn-2@", {"tarn-2@high", "tarn-2@low"}),
        ("evenhand rank --lane", "", {"verified", "provisional", "everything"}),
        ("evenhand rank --ranking classic --lane", "", {"verified", "provisional"}),
        ("evenhand rank --ranking", "", {"even", "classic"}),
        ("evenhand rank --category", "o", {"overall"}),
        ("evenhand benchmarks --category", "cod", {"coding"}),
        ("evenhand find --provider", "ta", {"tarn"}),
        ("evenhand", "comp", {"compare"}),
    ],
)
def test_completion(words: str, incomplete: str, found: set[str]) -> None:
    """The shell completes commands, models and benchmarks."""
    line = {"COMP_WORDS": f"{words} {incomplete}", "COMP_CWORD": str(len(words.split()))}
    env = {"_EVENHAND_COMPLETE": "bash_complete", **line}
    run = CliRunner().invoke(commands, [], env=env, prog_name="evenhand")
    assert {line.partition(",")[2] for line in run.output.split()} == found


def test_hints_lead_on(evenhand: Evenhand) -> None:
    """The commands that a comparison ends with work as they stand, efforts included."""
    for pair in (("quill-7", "tarn-2"), ("tarn-2@high", "tarn-2@low"), ("tarn-2-mini", "quill-7")):
        page = evenhand("compare", *pair).out
        hints = [line.split()[1:] for line in page.splitlines() if line.startswith("evenhand ")]
        assert len(hints) >= 2
        for hint in hints:
            run = evenhand(*hint)
            assert run.code == 0, hint
            assert "No score of" not in run.out, hint
            assert "No counted test" not in run.out, hint
