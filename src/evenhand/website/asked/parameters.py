"""What the addresses of pages may hold: the bounds of text, names and numbers."""

from typing import Annotated

from litestar import Request
from litestar.datastructures import State
from litestar.params import PathParameter, QueryParameter

Asked = Request[None, None, State]
Text = Annotated[str, QueryParameter(max_length=100)]
LaneName = Annotated[str | None, QueryParameter(max_length=40)]
Address = Annotated[str, PathParameter(max_length=250)]
Number = Annotated[int, QueryParameter(ge=1, le=10_000)]
