"""Packs the raw files of a source as a recording: `python tests/recordings/pack.py SOURCE FOLDER` writes SOURCE.tar.xz.

Only the files that the importer reads, and licence texts, are packed, in a fixed order and with no trace of who packed
them, so that the same files give the same archive.
"""

import lzma
import sys
import tarfile
from io import BytesIO
from pathlib import Path

from evenhand.importers.raw_files import read_place
from evenhand.importers.sources import all_importers

HERE = Path(__file__).parent
LICENCES = ("LICENSE*", "LICENCE*")


def pack(source: str, place: Path) -> Path:
    """Write the archive beside this file."""
    files = read_place(place, all_importers()[source].files)
    for pattern in LICENCES if place.is_dir() else ():
        files |= {path.name: path.read_bytes() for path in sorted(place.glob(pattern)) if path.is_file()}
    body = BytesIO()
    with tarfile.open(fileobj=body, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
    target = HERE / f"{source}.tar.xz"
    target.write_bytes(lzma.compress(body.getvalue(), preset=9))
    return target


if __name__ == "__main__":
    written = pack(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write(f"{written.name}: {written.stat().st_size:,} bytes\n")
