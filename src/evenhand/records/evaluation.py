"""What a run of a benchmark leaves: for each model how far it came, its result, and what it took."""

from typing import Literal

from msgspec import Struct

RunState = Literal["finished", "unfinished"]


class EvaluatedModel(Struct, frozen=True, kw_only=True):
    """One model in a run. `label` is what was asked for, `model` the catalog's id or empty.

    `value` and `error` (standard error) are of `metric`, fractions as the log has them; None where the run is
    unfinished. `planned` attempts were wanted, `finished` have an answer and a score, `failed` ended in an error, of
    which `fault` is the first. Tokens and dollars are of all finished attempts, those of earlier runs too; `dollars`
    is None where no price is known. `log` is the file.
    """

    label: str
    model: str
    state: RunState
    planned: int
    finished: int
    failed: int = 0
    fault: str = ""
    metric: str = ""
    value: float | None = None
    error: float | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    dollars: float | None = None
    log: str = ""


class Evaluated(Struct, frozen=True, kw_only=True):
    """A run: its benchmark, the folder of its logs, every model in the order asked for, and why it stopped early.

    `kept` attempts were there from an earlier run and were not asked again.
    """

    benchmark: str
    folder: str
    models: tuple[EvaluatedModel, ...]
    kept: int = 0
    stopped: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether every model came to its end."""
        return all(one.state == "finished" for one in self.models)
