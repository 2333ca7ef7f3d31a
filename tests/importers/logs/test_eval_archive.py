"""Archives as the standard library writes them are read the same, whatever their size, names and ways of packing."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inspect_logs import added

from evenhand.errors import BadLog
from evenhand.importers.logs.eval_archive import EvalArchive

NAMED = frozenset(("header.json",))
FOLDER = "samples/"
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PLAIN = st.text(st.characters(categories=["Ll", "Lu", "Nd", "Lo"], include_characters=" -_é"), min_size=1, max_size=12)


def read(path: Path) -> dict[str, bytes]:
    """The members below the folder."""
    with EvalArchive(path, NAMED) as archive:
        return {member.name: archive.read(member) for member in archive.members(FOLDER)}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that every invented archive is written into anew."""
    return tmp_path_factory.mktemp("archives") / "log.eval"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.dictionaries(PLAIN, st.binary(max_size=400), max_size=8), st.sampled_from(WAYS), st.binary(max_size=60))
def test_members_are_those_that_the_standard_library_wrote(
    place: Path, content: dict[str, bytes], way: int, comment: bytes
) -> None:
    """Names of any alphabet, empty members and a comment at the end read back as they were written."""
    with zipfile.ZipFile(place, "w", way) as written:
        written.comment = comment
        for name, body in content.items():
            written.writestr(f"{FOLDER}{name}", body)
            written.writestr(f"other/{name}", b"other")
    assert read(place) == {f"{FOLDER}{name}": body for name, body in content.items()}


def test_an_archive_with_64_bits_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The forms for more than 65,535 members and for members and places beyond 4 GiB read as the small ones do."""
    for number, (limit, most) in enumerate((("ZIP_FILECOUNT_LIMIT", 2), ("ZIP64_LIMIT", 30))):
        path = tmp_path / f"{number}.eval"
        with monkeypatch.context() as small:
            small.setattr(zipfile, limit, most)
            with zipfile.ZipFile(path, "w") as written:
                for item in range(5):
                    with written.open(f"{FOLDER}{item}", "w", force_zip64=True) as member:
                        member.write(b"%d" % item * 40)
        assert b"PK\6\6" in path.read_bytes()
        assert read(path) == {f"{FOLDER}{item}": b"%d" % item * 40 for item in range(5)}


def test_the_last_of_a_name_counts_in_its_place(tmp_path: Path) -> None:
    """Of three members of one name the last is given, once; the others of the list stay."""
    content = [(f"{FOLDER}{name}", b"%d" % number) for number, name in enumerate(("a", "b", "a", "c", "a", "b"))]
    path = added(tmp_path / "log.eval", content)
    assert read(path) == {f"{FOLDER}c": b"3", f"{FOLDER}a": b"4", f"{FOLDER}b": b"5"}


def test_a_way_of_packing_that_is_not_read_is_told(tmp_path: Path) -> None:
    """A member packed by another method names the methods that are read."""
    path = tmp_path / "log.eval"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as written:
        written.writestr(f"{FOLDER}a", b"a")
    with pytest.raises(BadLog, match=r"samples/a: .*read are Deflate and Zstandard"):
        read(path)
