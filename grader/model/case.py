"""Cases, what is expected of them, and what came back.

Arrays are numpy arrays, typed `Any` here: this room must be importable without numpy.
"""

from typing import Any, Final

import msgspec

from grader.model.content import Freedom
from grader.model.enums import Layout, LoadOutcome, Outcome, Stratum

Tree = Any
"""Arrays, Python or numpy scalars, text, None, `Function`, `Generator`, `Opaque`, and tuples, lists and dicts of them."""


class Function(msgspec.Struct, frozen=True):
    """An input that is itself a function: an expression of the array language over `takes`, coefficients filled in."""

    takes: tuple[str, ...]
    expression: str


class Generator(msgspec.Struct, frozen=True):
    """An input that is `np.random.default_rng(seed)`, made where it is used."""

    seed: int


class Opaque(msgspec.Struct, frozen=True):
    """A value that is none of the kinds a result may be; only its type is known."""

    type_name: str
    text: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One set of inputs."""

    name: str
    """`case 17`, or the name of an edge case."""
    stratum: Stratum
    dtype: str
    main: bool = True
    """Whether that is the main dtype of the exercise: float64 mostly, and where it is among those of the inputs."""
    layout: Layout
    dims: dict[str, int]
    inputs: dict[str, Tree]
    """By input name, before packing."""
    omitted: tuple[str, ...] = ()
    """Inputs left to the default of the signature; `inputs` holds that default."""
    expect: Tree = msgspec.UNSET
    """Given by the author in place of the truth's value."""
    unique: bool = True
    """False: several results are right, and values are not compared with the expected ones."""
    raises: str | None = None
    """Name of the exception that these inputs must raise."""
    latent: Any = None
    """What the inputs were rendered from; the shrinker works on this."""


class Expected(msgspec.Struct, frozen=True):
    """The truth for a case, rounded to float64, and how far from it a right answer may be."""

    value: Tree
    tolerance: Tree
    """The same tree with an array of absolute tolerances in place of every array, None where values must be identical."""
    free: Freedom | None = None
    """What may differ between right results; `grader.truth.align` takes it out of one."""


class Frame(msgspec.Struct, frozen=True):
    """One line of the learner's own files in a traceback."""

    file: str
    line: int
    function: str


class ErrorFacts(msgspec.Struct, frozen=True):
    """An exception raised by the learner's code: text is capped and free of control characters."""

    type_name: str
    bases: tuple[str, ...]
    """Names of the classes it derives from, itself first: `LinAlgError`, `ValueError`, ..."""
    message: str
    frames: tuple[Frame, ...]


REQUESTS: Final = {"InputRequested": "input()", "BreakpointHit": "breakpoint()"}
"""Exceptions by which the sandbox refuses what would wait for a person, and what asked."""


class Call(msgspec.Struct, frozen=True):
    """One call of the answer."""

    arguments: dict[str, Tree]
    """By parameter name, packed; passed by position up to the first one omitted, by keyword after it."""
    layout: Layout = Layout.CONTIGUOUS
    by_name: bool = False
    """All by keyword: the names of the signature are part of what is asked."""


class Observation(msgspec.Struct, frozen=True):
    """What one call came to."""

    outcome: Outcome
    value: Tree = None
    after: dict[str, Tree] | None = None
    """The arguments as they were after the call; None where they were not sent back."""
    aliases: tuple[str, ...] = ()
    """Parameters with which the result shares memory."""
    warnings: tuple[str, ...] = ()
    error: ErrorFacts | None = None
    seconds: float = 0.0
    detail: str = ""
    """For CRASHED: the signal or the exit status in words."""


class Loaded(msgspec.Struct, frozen=True):
    """What importing the answer came to."""

    outcome: LoadOutcome
    error: ErrorFacts | None = None
    detail: str = ""
