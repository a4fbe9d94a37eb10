"""The closed sets of the project. Every value crosses JSON, the store and the wire as its text."""

from __future__ import annotations

from enum import Enum, StrEnum


class Form(StrEnum):
    """How an exercise is answered."""

    CODE = "code"
    DEBUG = "debug"
    DERIVE = "derive"
    """An expression."""
    PREDICT = "predict"
    """A number, a shape, a list or a word."""
    CHOICE = "choice"
    """The letter of an option."""

    @property
    def typed(self) -> bool:
        """Whether the answer is a text that is read, rather than code that is run."""
        return self not in (Form.CODE, Form.DEBUG)


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Verdict(StrEnum):
    """What became of one answer. The order of definition is the order in which several are shown."""

    GRADER_BUG = "GRADER_BUG"
    REFUSED = "REFUSED"
    CRASHED = "CRASHED"
    TIMEOUT = "TIMEOUT"
    UNREADABLE = "UNREADABLE"
    MISSING = "MISSING"
    NOT_STARTED = "NOT_STARTED"
    ERRORED = "ERRORED"
    FLAKY = "FLAKY"
    WRONG = "WRONG"
    PASS = "PASS"  # noqa: S105 - a verdict, not a password

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of a command whose worst verdict is this one."""
        if self is Verdict.PASS:
            return ExitCode.ACCEPTED
        return ExitCode.OUR_BUG if self is Verdict.GRADER_BUG else ExitCode.NOT_ACCEPTED


class ExitCode(int, Enum):
    """Exit codes of every command; documented in docs/learners.md."""

    ACCEPTED = 0
    NOT_ACCEPTED = 1
    USAGE = 2
    OUR_BUG = 3
    BANK_INVALID = 4
    INTERRUPTED = 130


class Stratum(StrEnum):
    """A kind of case. Strata find more than numbers of cases do."""

    PLAIN = "plain"
    INTEGER = "integer"
    SPECIAL = "special"
    EXTREME = "extreme"
    TIE = "tie"
    EDGE = "edge"
    INVALID = "invalid"


class Layout(StrEnum):
    """How an array argument lies in memory when the answer is called."""

    CONTIGUOUS = "contiguous"
    FORTRAN = "fortran"
    STRIDED = "strided"
    READONLY = "readonly"
    LIST = "list"
    """Nested Python lists in place of arrays; only where an edge case says so."""


class Kind(StrEnum):
    """What an input is made of."""

    REAL = "real"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    LABEL = "label"
    ONE_HOT = "one-hot"
    SIMPLEX = "simplex"
    SYMMETRIC = "symmetric"
    SPD = "spd"
    ORTHOGONAL = "orthogonal"
    LOW_RANK = "low-rank"
    MASK = "mask"
    FUNCTION = "function"
    RNG = "rng"


class Stability(StrEnum):
    """How much rounding an exercise forgives beyond what its inputs explain."""

    STRICT = "strict"
    NORMAL = "normal"
    LOOSE = "loose"

    @property
    def rho(self) -> float:
        """The relative part of the tolerance: design.md section 6."""
        return {Stability.STRICT: 0.0, Stability.NORMAL: 1e-12, Stability.LOOSE: 1e-9}[self]


class Kinks(StrEnum):
    """Whether points where a derivative jumps are drawn or kept out."""

    AVOID = "avoid"
    CONVENTION = "convention"


class Canonical(StrEnum):
    """The freedom that an answer has."""

    SIGN = "sign"
    ORDER = "order"
    SUBSPACE = "subspace"


class Outcome(StrEnum):
    """What one call of an answer came to."""

    RETURNED = "returned"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NOT_RUN = "not_run"


class LoadOutcome(StrEnum):
    """What importing an answer came to."""

    LOADED = "loaded"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    REFUSED = "refused"


class Check(StrEnum):
    """One thing asked of an answer. The order of definition is the order in which failures are told."""

    NAMES = "names"
    RUNS = "runs"
    FORM = "form"
    SHAPE = "shape"
    DTYPE = "dtype"
    FINITE = "finite"
    AGREES = "agrees"
    NO_MUTATION = "no mutation"
    NO_ALIASING = "no aliasing"
    REPEATS = "repeats"
    RAISES = "raises"
    PROPERTY = "property"
    NO_WARNING = "no warning"
    SPEED = "speed"
    READ = "can be read"
    """A typed answer is one: an expression, a number, a letter."""
    RIGHT = "is right"
    """A typed answer."""


class Fact(StrEnum):
    """What exactly a finding says. `grader.words.learner` has a sentence for each, and a test counts them."""

    FORBIDDEN_IMPORT = "forbidden-import"
    FORBIDDEN_NAME = "forbidden-name"
    MISSING_FUNCTION = "missing-function"
    UNREADABLE_FILE = "unreadable-file"
    NOT_STARTED = "not-started"
    RAISED = "raised"
    ASKED_FOR_INPUT = "asked-for-input"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    WROTE_READONLY = "wrote-readonly"
    RETURNED_NOTHING = "returned-nothing"
    WRONG_FORM = "wrong-form"
    WRONG_LENGTH = "wrong-length"
    MISSING_KEY = "missing-key"
    WRONG_SHAPE = "wrong-shape"
    WRONG_DTYPE = "wrong-dtype"
    NOT_FINITE = "not-finite"
    VALUES_DIFFER = "values-differ"
    INPUT_CHANGED = "input-changed"
    SHARES_MEMORY = "shares-memory"
    SECOND_CALL_DIFFERS = "second-call-differs"
    DID_NOT_RAISE = "did-not-raise"
    RAISED_OTHER = "raised-other"
    PROPERTY_FAILS = "property-fails"
    WARNED = "warned"
    SLOW = "slow"
    REFUSED = "refused"
    NOT_READ = "not-read"
    NOT_EQUAL = "not-equal"
    NOT_DECIDED = "not-decided"
    OTHER_VALUE = "other-value"
    OTHER_OPTION = "other-option"


class Relation(StrEnum):
    """How a wrong result is related to the right one."""

    TRANSPOSED = "transposed"
    NEGATED = "negated"
    SCALED = "scaled"
    SHIFTED = "shifted"
    LOG_BASE = "log-base"
    OTHER_AXIS = "other-axis"
    SORTED_OTHERWISE = "sorted-otherwise"
    FIRST_ROW_ONLY = "first-row-only"
    UP_TO_SIGN = "up-to-sign"
    ONLY_BY_NAME = "only-by-name"
    ONLY_TIES = "only-ties"
    ONLY_EXTREME = "only-extreme"
    ONLY_DTYPE = "only-dtype"
    ONLY_PART = "only-part"
    SMALL_ERROR = "small-error"


class CheckOutcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


class Certainty(StrEnum):
    """How sure a diagnosis is. Only CERTAIN is worded without a hedge."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Level(StrEnum):
    """Isolation: see docs/design.md."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


class Source(StrEnum):
    """Where the cases of a check came from."""

    DRAWN = "drawn"
    POOL = "pool"


class State(StrEnum):
    """Where a learner stands with one exercise."""

    NEW = "new"
    TRIED = "tried"
    SOLVED = "solved"
    CHANGED = "changed"
    """Solved, and the exercise is another one since."""
    GAVE_UP = "gave up"
    """Asked for the solution before solving it."""


class Damage(StrEnum):
    """Why a database was set aside."""

    NOT_A_DATABASE = "not-a-database"
    MALFORMED = "malformed"
    """Cut short, or it fails SQLite's own check."""
    OTHER_APPLICATION = "other-application"
    NEWER = "newer"
    """Sound, but written by a later dlprep."""


class Event(StrEnum):
    """What the store remembers besides attempts."""

    HINT = "hint"
    GAVE_UP = "gave up"
    CURRENT = "current"
    RESET = "reset"
