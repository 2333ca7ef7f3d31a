"""Every fault in a file of facts is named with its file, line, value and what would be right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from evenhand.catalog.loading import load_catalog
from evenhand.errors import BadCatalog, Problem

Load = Callable[[], list[Problem]]
SCORES = "scores/tarn-card/tarn.csv"
FACTS = "benchmarks/odd-facts.toml"
TARN = "models/tarn/tarn-2.toml"
EVEN = "rankings/even.toml"
MEND = "benchmarks/mend-it.toml"
PRICES = "prices/tarn.csv"


class Fault(Struct, frozen=True):
    """A text in a file replaced by another, and what must be said: the line, and words of the message."""

    name: str
    file: str
    old: str
    new: str
    line: int
    says: tuple[str, ...]


ITEMS_OF = 'version_items = [{{ version = "{}", items = 2 }}]'
ITEMS_TWICE = 'version_items = [{ version = "v1", items = 2 }, { version = "v1", items = 3 }]'
FAULTS = (
    Fault("key", FACTS, "items =", "itms =", 4, ("unknown key", "'itms'", "did you mean items")),
    Fault("key in a statement", TARN, "checked =", 'lnk = "x"\nchecked =', 15, ("unknown key", "'lnk'", "link")),
    Fault("key of a counted test", EVEN, 'version = "v1"', 'versoin = "v1"', 24, ("unknown key", "version")),
    Fault("required key", FACTS, 'category = "knowledge"\n', "", 0, ("'category' is missing", "text")),
    Fault("given by the path", FACTS, "items =", 'id = "x"\nitems =', 4, ("given by the path", "leave it out")),
    Fault("unit", "benchmarks/vote-hall-rating.toml", '"elo"', '"ello"', 6, ("unit", "'ello'", "percent, fraction")),
    Fault("direction", FACTS, "items =", 'direction = "up"\nitems =', 4, ("direction", "'up'", "higher, lower")),
    Fault("kind", FACTS, "items =", 'kind = "exam"\nitems =', 4, ("kind", "'exam'", "test, composite, preference")),
    Fault("source kind", "sources/vote-hall.toml", '"operator"', '"hall"', 3, ("unknown kind", "'hall'", "operator")),
    Fault("method", EVEN, '"even"', '"evn"', 2, ("unknown method", "'evn'", "even, classic")),
    Fault("category", FACTS, '"knowledge"', '"knowlege"', 2, ("unknown category", "'knowlege'", "knowledge")),
    Fault("category of a ranking", EVEN, "[categories.coding]", "[categories.cooking]", 22, ("'cooking'", "coding")),
    Fault("lane", EVEN, '= "provisional"', '= "loose"', 6, ("not a lane", "'loose'", "verified, provisional")),
    Fault("tier of a lane", EVEN, '["A", "B"]', '["A", "Z"]', 9, ("'Z'", "one of A, B, C, D, E")),
    Fault("counted test", EVEN, '"odd-facts"', '"odd-fact"', 32, ("no benchmark", "'odd-fact'", "odd-facts")),
    Fault("counted version", EVEN, '"v1"', '"v9"', 24, ("version", "'v9'", "v1, v2")),
    Fault("counted context", EVEN, '"128k"', '"1m"', 28, ("context", "'1m'", "64k, 128k")),
    Fault("counted twice", EVEN, '"long-shelf", context = "128k"', '"mend-it"', 24, ("counted twice", "'mend-it'")),
    Fault("weight below zero", EVEN, "weight = 40", "weight = -40", 23, ("'-40'", "a number from 0")),
    Fault("statement source", TARN, '"tarn-card"', '"tarn-cart"', 14, ("no source", "'tarn-cart'", "tarn-card")),
    Fault("statement field", TARN, '"output_limit"]', '"output_limt"]', 13, ("'output_limt'", "output_limit")),
    Fault("date to come", TARN, '"2025-05"', '"2031-05"', 4, ("'released' date is in the future", "'2031-05'")),
    Fault("no such day", TARN, '"2025-05"', '"2025-02-30"', 4, ("does not exist", "'2025-02-30'")),
    Fault("a date in words", TARN, '"2025-05"', '"May 2025"', 4, ("'released'", "'May 2025'", "a date as 2026-04-23")),
    Fault("a date without quotes", TARN, '"2025-05"', "2025-05-01", 4, ("'released'", "2025-05-01", "in quotes")),
    Fault("statement to come", TARN, '"2025-06-01"', '"2031-06-01"', 15, ("'checked' date", "'2031-06-01'")),
    Fault("not a number", "rankings/classic.toml", "weight = 2.0", "weight = nan", 17, ("not a finite number", "nan")),
    Fault("a number in words", FACTS, "items = 400", 'items = "many"', 4, ("'items'", "'many'", "whole number from 1")),
    Fault("chance", FACTS, "chance = 25.0", "chance = 125.0", 5, ("'chance'", "'125'", "0 to 100")),
    Fault(
        "items of no version", MEND, "items = 250", ITEMS_OF.format("v9"), 5, ("unknown version", "'v9'", "v2 or v1")
    ),
    Fault("items of a version twice", MEND, "items = 250", ITEMS_TWICE, 5, ("two numbers of items", "'v1'")),
    Fault("low over high", FACTS, "chance = 25.0", "low = 500.0", 5, ("'low' is not below 'high'", "as low")),
    Fault("alias of two", TARN, '"tarn two"', '"Quill-7 IT"', 3, ("quill-7", "'Quill-7 IT'", "one of the two")),
    Fault("test name of two", FACTS, '"OddFacts"', '"mend it"', 6, ("mend-it", "'mend it'", "one of the two")),
    Fault("list as text", TARN, '["tarn two"]', '"tarn two"', 3, ("'aliases'", "a list")),
    Fault("markup", TARN, '"Tarn 2"', '"Tarn <b>2</b>"', 1, ("markup", "'name'", "plain text")),
    Fault("control character", TARN, '"Tarn 2"', r'"Tarn\u001b[31m 2"', 1, ("control characters", "'name'")),
    Fault("text turned round", TARN, '"Tarn 2"', '"Tarn \u202e2"', 1, ("control characters", "'name'")),
    Fault("line feed in a name", TARN, '"Tarn 2"', r'"Tarn\n2"', 1, ("control characters", "'name'")),
    Fault("formula", TARN, '"Tarn 2"', '"=HYPERLINK(0)"', 1, ("formula", "'name'", "letter or a digit")),
    Fault("markup in a key", "sources/tarn-card.toml", '"tarn.example" =', '"<i>" =', 10, ("in a key", "<i>")),
    Fault("lab of a provider", "providers/tarn.toml", '"tarn"', '"tarm"', 2, ("no lab", "'tarm'", "tarn")),
    Fault(
        "link of a source", "sources/tarn-card.toml", "https://", "javascript:", 4, ("'link'", "javascript:", "https")
    ),
    Fault(
        "link of a statement", TARN, "checked =", 'link = "ftp://tarn"\nchecked =', 15, ("'link'", "ftp://", "https")
    ),
    Fault("score's link", SCORES, "https://", "javascript:", 2, ("'link' is no web address", "javascript:", "https")),
    Fault("price's link", "prices/tarn.csv", "https://", "data:", 2, ("'link' is no web address", "data:", "https")),
    Fault("TOML", FACTS, 'name = "Odd', "name = Odd", 1, ("not valid TOML", "line")),
    Fault("key twice", FACTS, "items =", 'name = "x"\nitems =', 4, ("not valid TOML", "overwrite")),
    Fault("score's model", SCORES, "tarn-2-mini,", "tarn-2-mimi,", 6, ("no model", "'tarn-2-mimi'", "tarn-2-mini")),
    Fault("score's benchmark", SCORES, "mend-it", "mend-at", 3, ("no benchmark", "'mend-at'", "mend-it")),
    Fault("score's version", SCORES, ",v1,", ",v7,", 3, ("version of mend-it", "'v7'", "v1, v2")),
    Fault("score's context", SCORES, ",64k,", ",1m,", 2, ("context of long-shelf", "'1m'", "64k, 128k")),
    Fault("over the range", SCORES, ",66,", ",166,", 3, ("outside the range of mend-it", "'166'", "0 to 100 percent")),
    Fault("under the range", SCORES, ",66,", ",-1,", 3, ("outside the range of mend-it", "'-1'", "0 to 100 percent")),
    Fault("NaN score", SCORES, ",66,", ",nan,", 3, ("not a finite number", "'nan'", "give a number")),
    Fault("infinite score", SCORES, ",66,", ",inf,", 3, ("not a finite number", "'inf'", "give a number")),
    Fault("NaN error", SCORES, "1.5,400", "nan,400", 4, ("'error'", "'nan'", "a number from 0")),
    Fault("infinite error", SCORES, "1.5,400", "inf,400", 4, ("'error' is not a finite number", "'inf'")),
    Fault("score in words", SCORES, ",66,", ",two thirds,", 3, ("'value'", "'two thirds'", "give a number")),
    Fault("no score", SCORES, ",66,", ",,", 3, ("'value' is missing", "a number")),
    Fault("tier", SCORES, ",66,,,C,", ",66,,,F,", 3, ("unknown tier", "'F'", "A, B, C, D, E")),
    Fault("measured tomorrow", SCORES, "2025-05,2025-06-01", "2025-07-02,2025-06-01", 2, ("'published'", "future")),
    Fault("score formula", SCORES, "tarn.example/card,66.0%", "tarn.example/card,=1+1", 3, ("formula", "'raw'")),
    Fault("score markup", SCORES, '"Odd Facts, high effort"', "<script>", 4, ("markup", "'quote'")),
    Fault("missing column", SCORES, "model,benchmark,", "model,", 1, ("'benchmark' is missing", "every row")),
    Fault("unknown column", SCORES, ",harness,", ",harnes,", 1, ("unknown column", "'harnes'", "harness")),
    Fault("column twice", SCORES, ",harness,", ",mode,", 1, ("twice", "'mode'")),
    Fault("cells over", SCORES, "tarn-2-mini,odd-facts", "tarn-2-mini,odd-facts,", 6, ("24 cells", "quote cells")),
    Fault("cells short", SCORES, "tarn-2-mini,", "", 6, ("22 cells, the header 23",)),
    Fault("open quote", SCORES, '"Odd Facts, high', '"Odd "Facts, high', 4, ("not valid CSV", "quotes")),
    Fault("price's model", "prices/tarn.csv", "tarn-2,batch", "tarn-3,batch", 2, ("no model", "'tarn-3'", "tarn-2")),
    Fault("price's source", "prices/tarn.csv", ",plain-board,", ",plane-board,", 2, ("no source", "plain-board")),
    Fault("price below zero", "prices/tarn.csv", ",1,,,5,", ",-1,,,5,", 2, ("'input'", "'-1'", "a number from 0")),
    Fault("endless price", "prices/tarn.csv", ",1,,,5,", ",inf,,,5,", 2, ("'input' is not a finite number",)),
    Fault("price of no day", "prices/tarn.csv", "2025-05-02,,", "2025-13-02,,", 2, ("'since'", "does not exist")),
    Fault("price twice", "prices/tarn.csv", "tarn-2,batch", "tarn-2,standard", 3, ("duplicate of prices/tarn.csv:2",)),
    Fault("listing's model", "listings/plain-board.csv", "tarn-2,", "tarn-4,", 3, ("no model", "'tarn-4'")),
    Fault("listing to come", "listings/plain-board.csv", "7,2025-06-03", "7,2031-06-03", 2, ("future", "2031-06-03")),
    Fault("ledger's date", "ledger/tarn-card.csv", "2025-06-01,", "June 2025,", 2, ("'date'", "'June 2025'")),
)


def spoil(root: Path, fault: Fault) -> None:
    """Put the fault into the copy of the toy facts."""
    path = root / fault.file
    text = path.read_text("utf-8")
    assert fault.old in text, f"{fault.file} has no {fault.old!r} any more"
    path.write_text(text.replace(fault.old, fault.new, 1), "utf-8")


def test_toy_facts_are_sound(problems: Load) -> None:
    """The folder that the other tests spoil has no fault of its own."""
    assert problems() == []


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_one_fault_is_named(fault: Fault, toy: Path, problems: Load) -> None:
    """A single fault gives a single problem, with file, line, the value and the fix."""
    spoil(toy, fault)
    found = problems()
    assert [(problem.file, problem.line) for problem in found] == [(fault.file, fault.line)], "\n".join(map(str, found))
    for words in fault.says:
        assert words in str(found[0])
    assert found[0].fix


def test_duplicate_observation(toy: Path, problems: Load) -> None:
    """The same score twice names the first one, also when its value differs."""
    path = toy / SCORES
    row = path.read_text("utf-8").splitlines()[2]
    path.write_text(path.read_text("utf-8") + row.replace(",66,", ",67,") + "\n", "utf-8")
    (found,) = problems()
    assert (found.file, found.line) == (SCORES, 7)
    assert f"a duplicate of {SCORES}:3" in found.message


def test_unknown_lab_is_the_folder(toy: Path, problems: Load) -> None:
    """A model in the folder of a lab that is not described names the lab and the nearest one."""
    (toy / "models/tarn").rename(toy / "models/tarnn")
    found = problems()
    assert {problem.file for problem in found} == {"models/tarnn/tarn-2.toml", "models/tarnn/tarn-2-mini.toml"}
    assert "no lab has this id (found 'tarnn'); did you mean tarn?" in str(found[0])
    assert "If not, describe the lab in labs/tarnn.toml" in str(found[0])


def test_fault_of_a_further_folder_names_it(toy: Path, tmp_path: Path) -> None:
    """Of two further folders with the same file, a fault met while reading or while checking says which it is in."""
    header = (toy / PRICES).read_text("utf-8").splitlines()[0]
    row = "tarn-2,{},0,2025-05-0{},,first seen,{},,,5,,,plain-board,https://board.example/tarn-2,2025-06-03"
    rows = {
        "one": row.format("batch", 3, 1).replace("tarn-2,", "nobody,", 1),
        "two": row.format("batch", 4, "x"),
        "three": row.format("batch", 5, 1),
    }
    for name, text in rows.items():
        path = tmp_path / name / PRICES
        path.parent.mkdir(parents=True)
        path.write_text(f"{header}\n{text}\n", "utf-8")
    (tmp_path / "two/labs").mkdir()
    (tmp_path / "two/labs/tarn.toml").write_text('name = "Tarn"\nlink = "tarn"\n', "utf-8")
    with pytest.raises(BadCatalog) as fault:
        load_catalog((toy, *(tmp_path / name for name in rows)))
    found = {(problem.file, problem.line) for problem in fault.value.problems}
    wrong = {(str(tmp_path / name / PRICES), 2) for name in ("one", "two")}
    assert found == {*wrong, (str(tmp_path / "two/labs/tarn.toml"), 2)}


def test_file_name_that_is_no_id(toy: Path, problems: Load) -> None:
    """A capital in a file name is refused where the id comes from."""
    (toy / "benchmarks/Odd_Extra.toml").write_text('name = "x"\ncategory = "coding"\nmeasures = "x"\n', "utf-8")
    (found,) = problems()
    assert found.file == "benchmarks/Odd_Extra.toml"
    assert "'id' cannot have this value (found 'Odd_Extra'); give lower-case letters" in str(found)


@pytest.mark.parametrize(
    ("name", "place"),
    [("models/stray.toml", "models/*/*.toml"), ("scores/stray.csv", "scores/*/*.csv"), ("labs/x.csv", "labs/*.toml")],
)
def test_file_in_the_wrong_place(name: str, place: str, toy: Path, problems: Load) -> None:
    """A file of facts that nothing would read is a fault, not silence."""
    (toy / name).write_text("", "utf-8")
    (found,) = problems()
    assert (found.file, found.fix) == (name, f"its place is {place}")


def test_unknown_folder(toy: Path, problems: Load) -> None:
    """A folder that is none of ours is named with those that are."""
    (toy / "modles").mkdir()
    (found,) = problems()
    assert found.file == "modles"
    assert "models" in found.fix


def test_model_under_two_labs(toy: Path, problems: Load) -> None:
    """One id in two labs' folders is a fault, and neither silently wins."""
    (toy / "models/quillwork/tarn-2.toml").write_text('name = "Another"\n', "utf-8")
    assert any("another lab has a model with this id" in str(problem) for problem in problems())


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder of facts that does not exist is named."""
    with pytest.raises(BadCatalog, match=r"nowhere: the folder of facts does not exist; name an existing folder"):
        load_catalog((tmp_path / "nowhere",))


@pytest.mark.parametrize("file", [SCORES, FACTS])
def test_not_utf8(file: str, toy: Path, problems: Load) -> None:
    """A file in another encoding names the line of the first byte that is not UTF-8."""
    lines = (toy / file).read_bytes().split(b"\n")
    lines[2] += "é".encode("latin-1")
    (toy / file).write_bytes(b"\n".join(lines))
    (found,) = problems()
    assert (found.file, found.line, found.fix) == (file, 3, "save it as UTF-8")


@pytest.mark.parametrize("file", [SCORES, FACTS])
def test_byte_order_mark(file: str, toy: Path, problems: Load) -> None:
    """A byte order mark, as spreadsheets write it, is named as such."""
    (toy / file).write_bytes(b"\xef\xbb\xbf" + (toy / file).read_bytes())
    (found,) = problems()
    assert (found.file, found.line) == (file, 1)
    assert "byte order mark" in found.message


def test_empty_table(toy: Path, problems: Load) -> None:
    """A CSV without a header misses all of its required columns at once."""
    (toy / SCORES).write_text("", "utf-8")
    found = problems()
    missing = {problem.message for problem in found}
    assert len(found) == len(missing) == 5
    assert "the column 'value' is missing" in missing


def test_deep_nesting(toy: Path, problems: Load) -> None:
    """A list nested beyond reason is a fault and no crash."""
    (toy / FACTS).write_text("a = " + "[" * 3000, "utf-8")
    (found,) = problems()
    assert "not valid TOML" in found.message


def test_a_file_that_cannot_be_read_is_one_fault(toy: Path, problems: Load) -> None:
    """A spoilt description is reported alone: what refers to it is not called unknown."""
    (toy / FACTS).write_text("name = \n", "utf-8")
    (found,) = problems()
    assert found.file == FACTS


def test_all_faults_in_one_run(toy: Path, problems: Load) -> None:
    """Faults in many files, of reading and between records, are all named together, in order of file and line."""
    one_each = {fault.file: fault for fault in FAULTS if fault.line and "TOML" not in fault.name}
    for fault in one_each.values():
        spoil(toy, fault)
    found = problems()
    assert {(fault.file, fault.line) for fault in one_each.values()} <= {(one.file, one.line) for one in found}
    assert found == sorted(found)


def test_all_faults_of_one_file(toy: Path, problems: Load) -> None:
    """Several wrong keys of one description and several wrong cells of one row are all named."""
    (toy / FACTS).write_text(
        'name = 7\ncategroy = "x"\ncategory = "x"\nmeasures = ""\nkind = "y"\nitems = 0\n', "utf-8"
    )
    path = toy / SCORES
    path.write_text(path.read_text("utf-8").replace(",66,,,C,", ",many,,x,Z,"), "utf-8")
    found = [(one.file, one.line) for one in problems()]
    assert found == [(FACTS, 1), (FACTS, 2), (FACTS, 5), (FACTS, 6), (SCORES, 3), (SCORES, 3), (SCORES, 3)]


def test_line_feed_in_a_cell(toy: Path, problems: Load) -> None:
    """A quoted cell over two lines is a control character in a text, on the row's last line."""
    path = toy / SCORES
    path.write_text(path.read_text("utf-8").replace("Odd Facts, high", "Odd\nFacts, high"), "utf-8")
    (found,) = problems()
    assert (found.file, found.line) == (SCORES, 5)
    assert "control characters in 'quote'" in found.message


@pytest.mark.parametrize("name", ['"=1"', "'@x'", '"""\n=1"""', "'''\n+1'''", '"\\u003d1"', '["a", "-x"]'])
def test_formula_in_any_spelling(name: str, toy: Path, problems: Load) -> None:
    """A text that begins like a formula is found however TOML spells it."""
    path = toy / TARN
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('["tarn two"]', name) if name[0] == "[" else text.replace('"Tarn 2"', name, 1), "utf-8"
    )
    (found,) = problems()
    assert "formula" in found.message
