"""What the addresses of pages may hold: the bounds of text, names and numbers."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

Text = Annotated[str, QueryParameter(max_length=100)]
LaneName = Annotated[str | None, QueryParameter(max_length=40)]
Address = Annotated[str, PathParameter(max_length=250)]
Names = Annotated[list[str] | None, QueryParameter(max_items=1_000)]
Number = Annotated[int, QueryParameter(ge=1, le=10_000)]
