"""A part of a list, with the addresses of other parts in the answer and as a `Link` header (RFC 8288)."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from litestar import Response
from litestar.di import NamedDependency, Provide
from msgspec import Struct, structs

from evenhand.api import parameters as of
from evenhand.library import Library
from evenhand.queries.known_parameters import Asked, given
from evenhand.records.listed import Listed

Found = TypeVar("Found")
Cut = TypeVar("Cut", bound=Struct)
Many = TypeVar("Many", bound=Listed[Any])
NO_NAMES: Mapping[str, str] = {}


class Part(Struct, frozen=True):
    """The part of a list that is asked for: at most `limit` rows, of page `page` counted from 1."""

    request: Asked
    library: Library
    limit: int
    page: int

    def listed(
        self,
        rows: Sequence[Found],
        names: Mapping[str, str] = NO_NAMES,
        made: Callable[[Found], Any] = lambda row: row,
    ) -> Response[Listed[Any]]:
        """One page of rows, each as it is `made`; a page after the last one is empty."""
        part, following = self._of(rows)
        answer = Listed(
            date=self.library.date,
            version=self.library.version,
            items=tuple(map(made, part)),
            total=len(rows),
            next=following,
            names=dict(names),
        )
        return Response(answer, headers=self._ways(len(rows), following))

    def of_list(self, answer: Many) -> Response[Many]:
        """A list that says more than its rows, with one page of these."""
        part, following = self._of(answer.items)
        return Response(
            structs.replace(answer, items=part, next=following), headers=self._ways(len(answer.items), following)
        )

    def within(self, answer: Cut, field: str) -> Response[Cut]:
        """An answer that is more than a list, with one page of the rows in one of its fields."""
        part, following = self._of(getattr(answer, field))
        return Response(
            structs.replace(answer, **{field: part}), headers=self._ways(len(getattr(answer, field)), following)
        )

    def _of(self, rows: Sequence[Found]) -> tuple[tuple[Found, ...], str | None]:
        end = self.page * self.limit
        return tuple(rows[end - self.limit : end]), _address(self.request, self.page + 1) if end < len(rows) else None

    def _ways(self, rows: int, following: str | None) -> dict[str, str]:
        """The ways to other pages of so many rows; past the end the one before is the last that has rows."""
        last = max(-(-rows // self.limit), 1)
        found = {"first": 1, "prev": min(self.page - 1, last)} if self.page > 1 else {}
        ways = {name: _address(self.request, page) for name, page in found.items()}
        ways |= {"next": following, "last": _address(self.request, last)} if following else {}
        return {"link": ", ".join(f'<{address}>; rel="{name}"' for name, address in ways.items())} if ways else {}


def part_of(usual: int) -> dict[str, Provide]:
    """The dependency of a list of which `usual` rows are answered where no `limit` is given.

    Among files, where nobody can ask for the next page, a list is whole.
    """

    async def part(
        request: Asked,
        library: NamedDependency[Library],
        whole_lists: NamedDependency[bool],
        limit: of.Limit = usual,
        page: of.PageNumber = 1,
    ) -> Part:
        return Part(request, library, sys.maxsize if whole_lists else limit, page)

    return {"part": Provide(part)}


async def _whole(
    request: Asked,
    library: NamedDependency[Library],
    whole_lists: NamedDependency[bool],
    limit: of.WholeBoard = of.MOST_PLACES,
    page: of.PageNumber = 1,
) -> Part:
    return Part(request, library, sys.maxsize if whole_lists else limit, page)


MANY, SOME = part_of(of.MOST_ROWS), part_of(100)
WHOLE = {"part": Provide(_whole)}


def _address(request: Asked, page: int) -> str:
    return f"{quote(request.scope['path'])}?{urlencode({**dict(given(request)), 'page': page})}"
