"""The report of one check: one value that the store keeps and that terminal, JSON, HTML and exit code read."""

from typing import Any

import msgspec

from grader.model.case import ErrorFacts
from grader.model.enums import Certainty, Check, CheckOutcome, Fact, Level, Source, Stratum, Verdict

SCHEMA = 1


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value as a report holds it: plain data that JSON can carry without loss.

    `nan`, `inf` and `-inf` are texts. `data` is nested lists, a number or a text; for tuple, list and dict the `Shown` parts.
    """

    type: str
    """One of array, scalar (numpy's), float, int, bool, text, none, tuple, list, dict, function, rng, opaque, large."""
    data: Any = None
    dtype: str = ""
    shape: tuple[int, ...] = ()


class Error(msgspec.Struct, frozen=True):
    """How far `got` is from `expected`."""

    wrong: int
    """Entries outside the tolerance."""
    total: int
    absolute: float | str
    """At the index of the finding; `inf` or `nan` as text."""
    relative: float | str
    """To expected."""


class Entries(msgspec.Struct, frozen=True):
    """Every entry of one part of a result, of the case as it was drawn, before it was made small: what plots are made of."""

    case: str
    got: Shown
    expected: Shown
    """Of the same shape."""
    tolerance: Shown
    """Absolute, of the same shape; `inf` where any number would do."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Facts about one failed check. Words are made of them by `grader.words`."""

    check: Check
    fact: Fact
    case: str = ""
    stratum: Stratum = Stratum.PLAIN
    dtype: str = ""
    layout: str = ""
    part: str = ""
    """Which part of the result: empty, `[1]`, `["W1"]`."""
    index: tuple[int, ...] = ()
    wrong_at: tuple[tuple[int, ...], ...] = ()
    """Indexes of the entries outside the tolerance, worst first, `index` among them; at most 36."""
    expected: Any = None
    """The number at `index` (for values), or shape, dtype, form, exception name."""
    got: Any = None
    expected_value: Shown | None = None
    got_value: Shown | None = None
    error: Error | None = None
    tolerance: float | None = None
    """Absolute, at `index`."""
    entries: Entries | None = None
    """Of the main finding of values, where the arrays are small and have more than one entry."""
    inputs: dict[str, Shown] = {}
    call: str = ""
    """The call as it can be pasted: `softmax(np.array([[710.]]))`."""
    shrunk: bool = False
    from_shape: str = ""
    """What the case was shrunk from: `3x4`."""
    names: tuple[str, ...] = ()
    """Inputs, properties, warnings or forbidden names that the finding is about."""
    raised: ErrorFacts | None = None
    line: int = 0
    """Line of the answer, where one is known."""


class CheckResult(msgspec.Struct, frozen=True):
    """One check, over all cases it ran on."""

    check: Check
    name: str
    outcome: CheckOutcome
    cases: int
    failed: int = 0


class Diagnosis(msgspec.Struct, frozen=True):
    """What the findings point to."""

    code: str
    """`mistake:no-max-shift`, or a relation such as `transposed`."""
    text: str
    certainty: Certainty


class Cases(msgspec.Struct, frozen=True):
    count: int
    source: Source
    strata: dict[Stratum, int] = {}
    """How many cases of each kind ran."""


class Isolation(msgspec.Struct, frozen=True):
    """What the answer could not do; each property is true where it held."""

    level: Level
    properties: dict[str, bool]


class Durations(msgspec.Struct, frozen=True):
    """Seconds, wall clock."""

    total: float
    build: float = 0.0
    answer: float = 0.0
    """Inside the answer: its own import and calls."""
    judge: float = 0.0
    shrink: float = 0.0


class Remark(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to say of a typed answer: what is wrong with its text, or how it is related to the right one."""

    code: str
    facts: dict[str, Any] = {}
    position: int = 0
    """In the text, counted from 0, where it is about a part of it."""
    length: int = 0


class Typed(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A typed answer, and the question that it answers."""

    number: int
    """Of the question."""
    ask: str
    """The statement as it was put, with its numbers."""
    text: str = ""
    """What was typed, comments left out."""
    read_as: str = ""
    """How it was understood, in plain text."""
    formula: str = ""
    """The same in LaTeX."""
    notes: tuple[Remark, ...] = ()
    """What was passed over in reading it."""
    remark: Remark | None = None
    at: dict[str, str] = {}
    """A point at which the answer differs from the right one."""
    got: str = ""
    """Its value there."""
    expected: str = ""
    """The right value there; empty where it would give the answer away."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What one check of one answer came to."""

    schema: int = SCHEMA
    exercise: str
    title: str
    verdict: Verdict
    seed: int | None
    cases: Cases
    isolation: Isolation
    checks: tuple[CheckResult, ...]
    findings: tuple[Finding, ...]
    diagnosis: Diagnosis | None
    durations: Durations
    output: str = ""
    """What the answer printed, capped."""
    output_cut: bool = False
    answer: str = ""
    """The text that was graded."""
    path: str = ""
    """The answer's file, as the user would type it."""
    digest: str = ""
    """Of the exercise as it was when it graded."""
    versions: dict[str, str] = {}
    problem: str = ""
    """For GRADER_BUG: what went wrong, and where the log lies."""
    typed: Typed | None = None
    """Where the answer is typed."""
