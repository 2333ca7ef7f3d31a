"""The words of a comparison for who is meant and how the sides stand."""

from typing import Literal

Side = Literal["left", "right"]

State = Literal["leads", "leans", "too close to call", "practically equal", "not comparable", "no data"]
