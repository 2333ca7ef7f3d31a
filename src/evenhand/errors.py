"""All errors that people see.

EvenhandError
├── BadCatalog          the files of facts are wrong; holds every problem found
├── BadSetting          an option or environment variable has a value that cannot be used
│   ├── UnknownParameter
│   ├── BadChoice       a value that is none of a closed list; holds the nearest and all of the list
│   ├── WrongType       a value is of a type that cannot be used: nothing where a name is asked for, and so on
│   ├── BadAddress      a text is no mail address that letters can be sent to; never holds the text
│   └── NoWeight
├── BadSubscriberFile   a file of readers cannot be taken; holds every row that is wrong
├── TooManyRequests     a network asks more often than is let through; holds how long to wait
├── BadStore            the database of the brief cannot be used: not reachable, not ours, or newer than this program
├── MailServerRefuses   a mail server takes letters from us for nobody; all of them wait
├── BadLog              a result file of an evaluation tool cannot be read; holds the file, the place and the fix
├── MissingExtra        a command needs a part that is not installed; says how to install it
└── UnknownName         a name that nothing in the catalog has; holds the nearest names
    ├── UnknownModel
    │   └── UnknownEffort   the model has no scores at this reasoning effort
    ├── NotOnBoard          a board of votes has no such model
    ├── UnknownBenchmark
    ├── UnknownRanking
    ├── UnknownLane
    ├── UnknownLab
    ├── UnknownProvider
    ├── UnknownSource
    ├── UnknownBoard
    ├── UnknownTerm
    ├── UnknownMeasure
    ├── UnknownPlot
    ├── UnknownPreset
    ├── UnknownBrief
    └── UnknownCategory
"""

from collections.abc import Mapping

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One fault in a file: where it stands, the value, what is wrong, and what would be right."""

    file: str
    line: int
    message: str
    value: str = ""
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        value = f" (found {self.value!r})" if self.value else ""
        fix = f"; {self.fix}" if self.fix else ""
        return f"{place}: {self.message}{value}{fix}"


class EvenhandError(Exception):
    """The root of all errors meant for people."""


class BadCatalog(EvenhandError, ValueError):
    """The catalog cannot be loaded; `problems` holds every fault found in one reading."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        count = f"{len(problems)} problem" + ("s" if len(problems) != 1 else "")
        super().__init__(f"{count} in the catalog\n" + "\n".join(str(problem) for problem in problems))


class RefusedRefresh(EvenhandError):
    """A source's raw file cannot be used: unreadable, empty, or far smaller than what is on file."""


class BadSetting(EvenhandError, ValueError):
    """An option, query parameter or environment variable has a value that cannot be used."""


class BadLog(EvenhandError, ValueError):
    """A result file cannot be read: nothing of it is taken; `problem` names the file, the place, the value, the fix.

    `place` is a member of an archive, a JSON pointer, `line 7`, or what else leads to it.
    """

    def __init__(self, file: str, message: str, *, place: str = "", value: str = "", fix: str = "") -> None:
        where = f"{file}, {place}" if place else file
        self.problem = Problem(where, 0, message, value[:120], fix)
        super().__init__(str(self.problem))


class UnreadBounces(EvenhandError):
    """The place to which letters come back cannot be read; `why` names the place and no address."""

    def __init__(self, why: str) -> None:
        super().__init__(f"EVENHAND_BOUNCES is not read, all letters go on: {why}")


class BadStore(EvenhandError):
    """The database of the brief cannot be used: not reachable, not ours, damaged, or newer than this program."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message}; {fix}")


class MailServerRefuses(EvenhandError):
    """A mail server refuses what is the same for every letter; `reason` is what it refuses, with its codes alone."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"the mail server takes no letters from us: {reason}; all letters wait; "
            "see EVENHAND_MAIL_SERVER, EVENHAND_MAIL_PASSWORD, EVENHAND_MAIL_FROM and the server's own log"
        )


class MissingExtra(EvenhandError):
    """What is asked for needs libraries that a plain installation leaves out."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f'{what} needs a part that is not installed; install it with: pip install "evenhand[{extra}]"')


class UnknownParameter(BadSetting):
    """An address has no parameter of this name; `nearest` are the closest of the `known` ones, best first."""

    def __init__(self, text: str, nearest: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.text, self.nearest, self.known = text, nearest, known
        there = f"it has {', '.join(known)}" if known else "it has none"
        hint = f"did you mean {' or '.join(nearest[:2])}?" if nearest else there
        super().__init__(f"this address has no parameter {text[:80]!r}; {hint}")


class BadChoice(BadSetting):
    """A value is none of a closed list; `known` are its values, `nearest` the closest of them, best first."""

    def __init__(self, name: str, value: object, known: tuple[str, ...], nearest: tuple[str, ...]) -> None:
        self.name, self.known, self.nearest = name, known, nearest
        listed = " or ".join(part for part in (", ".join(known[:-1]), known[-1]) if part)
        super().__init__(f"“{name}” cannot be {str(value)[:80]!r}; it can be {listed}")


class WrongType(BadSetting, TypeError):
    """A value is of a type that cannot be used."""

    def __init__(self, name: str, wanted: str, value: object) -> None:
        given = "None" if value is None else f"{repr(value)[:60]} ({type(value).__name__})"
        super().__init__(f"“{name}” must be {wanted}, not {given}")


class BadAddress(BadSetting):
    """A text is no mail address that letters can be sent to. Says what is wrong with it without repeating it."""


class BadSubscriberFile(EvenhandError, ValueError):
    """A file of readers cannot be taken, so nothing of it was; `problems` holds every row that is wrong."""

    SHOWN = 20

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        left = len(problems) - self.SHOWN
        more = (f"and {left:,} more",) if left > 0 else ()
        told = (*map(str, problems[: self.SHOWN]), *more, "nothing was imported")
        super().__init__("\n".join(told))


class TooManyRequests(EvenhandError):
    """A network asks more often than is let through; `seconds` is how long it has to wait, 1 or more."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__("too many requests came from this network; try again later")


class NoWeight(BadSetting):
    """Every category weighs nothing, so there is nothing to add up."""

    def __init__(self) -> None:
        super().__init__("all weights are 0; at least one must be above 0")


class UnknownName(EvenhandError, LookupError):
    """No thing of this kind has this name; `nearest` are the closest ids, best first, and `names` what they are called.

    An id without a name there has none but itself. `said` is what is wrong where it is not that nothing is called so.
    """

    kind = "name"

    def __init__(
        self, text: str, nearest: tuple[str, ...] = (), names: Mapping[str, str] | None = None, *, said: str = ""
    ) -> None:
        self.text = text
        self.said = said
        self.nearest = nearest
        self.names = dict(names or {})
        hint = f"; did you mean {', '.join(map(self.near, nearest))}?" if nearest else ""
        super().__init__(f"{self.fault}{hint}")

    @property
    def fault(self) -> str:
        """What is wrong, without the nearest names."""
        return self.said or f"no {self.kind} is called {str(self.text)[:80]!r}"

    def near(self, one: str) -> str:
        """One of the nearest as a reader knows it: `Claude Opus 4.5 (claude-opus-4.5)`."""
        name = self.names.get(one, one)
        return one if name == one else f"{name} ({one})"


class UnknownModel(UnknownName):
    """No model has this id or other name."""

    kind = "model"


class UnknownEffort(UnknownModel):
    """A model has no scores at the reasoning effort asked for; `nearest` are its configurations that have some."""

    kind = "effort"

    def __init__(self, text: str, model: str, name: str, efforts: tuple[str, ...]) -> None:
        effort = text.partition("@")[2][:40]
        known = f"at effort {effort!r}; there are {', '.join(efforts)}" if efforts else "at a stated effort"
        near = tuple(f"{model}@{one}" for one in efforts) or (model,)
        super().__init__(text, near, said=f"{name} has no scores {known}")

    def __str__(self) -> str:
        return self.fault


class NotOnBoard(UnknownName):
    """A board of votes has no such model; `name` is that of the catalog's model, empty where it has none either."""

    kind = "model on this board"

    def __init__(self, text: str, nearest: tuple[str, ...], name: str = "") -> None:
        super().__init__(text, nearest, said=f"{name} has no votes on this board" if name else "")

    def __str__(self) -> str:
        near = f"; the nearest that have are {', '.join(self.nearest)}" if self.nearest else ""
        return f"{self.said}{near}" if self.said else super().__str__()


class UnknownBenchmark(UnknownName):
    """No benchmark has this id or other name."""

    kind = "benchmark"


class UnknownRanking(UnknownName):
    """No ranking file has this name."""

    kind = "ranking"


class UnknownLane(UnknownName):
    """The ranking has no such lane."""

    kind = "lane"


class UnknownLab(UnknownName):
    """No lab has this id or name."""

    kind = "lab"


class UnknownProvider(UnknownName):
    """No provider has this id or name."""

    kind = "provider"


class UnknownSource(UnknownName):
    """No source has this id."""

    kind = "source"


class UnknownBoard(UnknownName):
    """No board of votes has this id."""

    kind = "board of votes"


class UnknownPlot(UnknownName):
    """No plot has this name."""

    kind = "plot"


class UnknownPreset(UnknownName):
    """No example of a workload has this name."""

    kind = "example of a workload"


class UnknownBrief(UnknownName):
    """No week with news has this id, and no brief was issued under it."""

    kind = "brief"


class UnknownMeasure(UnknownName):
    """Nothing that can be set against something else is called so."""

    kind = "measure"


class UnknownCategory(UnknownName):
    """The ranking has no such category."""

    kind = "category"


class UnknownTerm(UnknownName):
    """No term of the field is explained under this id."""

    kind = "term"
