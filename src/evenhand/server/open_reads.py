"""Which answers pages of other sites may read: those for programs, and the files of tables, boards and feeds."""

from evenhand.application import FOR_PROGRAMS

FILES = ("/downloads/", "/feeds/")
BOARDS, CSV = "/boards/", ".csv"


def open_to_pages(path: str) -> bool:
    """Whether what lies at a path is made to be read by programs, so that a browser may give it to any page."""
    return path.startswith((FOR_PROGRAMS, *FILES)) or (path.startswith(BOARDS) and path.endswith(CSV))
