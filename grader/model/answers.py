"""Typed answers: what may be written, why a text cannot be read, and how an answer differs from the expected one."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Domain(StrEnum):
    """The values that a symbol takes."""

    REAL = "real"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NEGATIVE = "negative"
    UNIT = "unit"
    """Between 0 and 1, both left out."""
    NONZERO = "nonzero"
    INTEGER = "integer"
    POSITIVE_INTEGER = "positive-integer"
    NONNEGATIVE_INTEGER = "nonnegative-integer"
    BINARY = "binary"

    @property
    def discrete(self) -> bool:
        """Whether single values matter: what holds almost everywhere need not hold there."""
        return self in (Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER, Domain.BINARY)


class Structure(StrEnum):
    """What a matrix is known to be."""

    GENERAL = "general"
    SYMMETRIC = "symmetric"
    POSITIVE_DEFINITE = "positive-definite"


class Order(msgspec.Struct, frozen=True):
    """Of two symbols one is never larger than the other: `a < b`, `k <= n`."""

    low: str
    high: str
    strict: bool


class Symbol(msgspec.Struct, frozen=True):
    """A name that an answer may use, and over which values it ranges."""

    name: str
    """`x`, `z1`, `X`; a Greek letter by its English name: `sigma`."""
    domain: Domain = Domain.REAL
    shape: tuple[str, ...] = ()
    """Dims by name: none for a number, one for a vector, two for a matrix."""
    low: float | None = None
    high: float | None = None
    structure: Structure = Structure.GENERAL
    orders: tuple[Order, ...] = ()
    """Those in which it stands."""


class Function(msgspec.Struct, frozen=True):
    """A function that the exercise defines: `body` is an expression over `parameters`, which are numbers."""

    parameters: tuple[str, ...]
    body: str


class AnswerFault(StrEnum):
    """Why a text cannot be read."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_MANY_PARTS = "too-many-parts"
    TOO_DEEP = "too-deep"
    TOO_MANY_DIGITS = "too-many-digits"
    EXPONENT = "exponent"
    """The exponent of a decimal number is out of reach."""
    CHARACTER = "character"
    LOOKALIKE = "lookalike"
    """A letter of another alphabet that looks like a Latin one."""
    NAME = "name"
    AMBIGUOUS = "ambiguous"
    """A word that is a product of declared names in more than one way."""
    FUNCTION = "function"
    """A call of what is not known."""
    BARE_FUNCTION = "bare-function"
    """A function without an argument."""
    INVERSE = "inverse"
    """sin^-1: the inverse function, or one over it?"""
    COMMAND = "command"
    """A LaTeX command that is not known."""
    ENDS = "ends"
    """The text ends where an operand is due."""
    OPERAND = "operand"
    """Something else stands where an operand is due."""
    OPERATOR = "operator"
    """Two things side by side that need an operator between them."""
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    ARGUMENTS = "arguments"
    """Too few or too many of them."""
    EQUALS = "equals"
    CONDITION = "condition"
    """A comparison where a number is due."""
    NOT_A_CONDITION = "not-a-condition"
    ATTRIBUTE = "attribute"
    PRIME = "prime"
    QUOTE = "quote"
    LIST = "list"
    """A list inside an expression, or rows of unequal length."""
    SHAPES = "shapes"
    STAR = "star"
    """`*` between matrices: NumPy multiplies entry by entry, a mathematician rows by columns."""
    DIVISION = "division"
    """By a matrix."""
    POWER = "power"
    """Of a matrix, other than a whole one."""
    SQUARE = "square"
    """A square matrix is due."""
    NUMBER_DUE = "number-due"
    """A number is due, and a vector or matrix stands there."""
    VECTOR_DUE = "vector-due"
    MATRIX_DUE = "matrix-due"
    IDENTITY = "identity"
    """The size of I cannot be told."""
    GROUPED = "grouped"
    """A number with commas between thousands."""
    SYMBOLS = "symbols"
    """A name in an answer that is to be a number."""
    BRACKETS = "brackets"
    """An exponent without brackets of which nobody can tell where it ends: `e^xy`."""
    GLUED = "glued"
    """A function written together with its argument: `lnx`."""
    PERCENT = "percent"
    """A % of which nobody can tell what it belongs to."""
    UNIT = "unit"
    """A unit behind a number."""
    WORD = "word"
    """A word that is none of those that are asked for."""
    LIST_DUE = "list-due"
    """One number where a list is asked for."""
    ONE_DUE = "one-due"
    """A list where one number is asked for."""
    POINT = "point"
    """A list where one number is asked for, which looks like a decimal comma."""
    NESTED = "nested"
    """A list of lists where one list is asked for, or the other way round."""


class Note(StrEnum):
    """How something was read that could be read otherwise; shown with the echo."""

    PREFIX = "prefix"
    """What stood before `=` was left out."""
    DIVISION = "division"
    """1/2x is (1/2)*x."""
    EXPONENT = "exponent"
    """e^2x is (e^2)*x."""
    BARE_CALL = "bare-call"
    """`ln x y` is ln(x)*y."""
    SPLIT = "split"
    """`xy` is x*y."""
    NATURAL_LOG = "natural-log"
    SIGMA = "sigma"
    """sigma(x) is the logistic function."""
    ELEMENTWISE = "elementwise"
    """A power of a vector is that of its entries."""
    OUTER = "outer"
    """`x x^T` is a matrix."""
    BROADCAST = "broadcast"
    """A number plus a vector or matrix is added to each entry."""


class AnswerError(Exception):
    """A text that cannot be read, with the place in it; `words.learner.typed` has the sentences."""

    def __init__(self, fault: AnswerFault, position: int = 0, length: int = 1, **facts: Any) -> None:
        super().__init__(fault.value, position, length)
        self.fault, self.position, self.length, self.facts = fault, position, length, facts


class Agreement(StrEnum):
    """Whether two expressions are the same function."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Flag(StrEnum):
    """What to know about an agreement."""

    ONE_BRANCH = "one-branch"
    """One branch of a max, abs or where was never reached."""
    LAYOUT = "layout"
    """A list in place of a number, or of another length."""
    SHAPE = "shape"
    """A matrix of another shape."""
    UNDEFINED = "undefined"
    """The answer is undefined where the expected one has a value."""
    BUDGET = "budget"
    """Evaluating it takes too long."""
    NO_POINT = "no-point"
    """No point was found where both have a value that can be computed."""
    HIDDEN = "hidden"
    """A term was never large enough to matter."""


class HintCode(StrEnum):
    """How a typed answer differs from the expected one, about in the order in which it is tried."""

    SHAPE = "shape"
    LENGTH = "length"
    SWAPPED = "swapped"
    PARTIAL = "partial"
    TRANSPOSED = "transposed"
    DECIMAL = "decimal"
    NEGATED = "negated"
    LOG_BASE = "log-base"
    RECIPROCAL = "reciprocal"
    FACTOR = "factor"
    OFFSET = "offset"
    NOT_DIFFERENTIATED = "not-differentiated"
    DIFFERENTIATED_TWICE = "differentiated-twice"
    MISSES = "misses"
    EXTRA = "extra"
    DOMAIN = "domain"


class Gap(StrEnum):
    """How a predicted value differs from the expected one."""

    KIND = "kind"
    """A word in place of a number, a list in place of a single value, or the other way round."""
    LENGTH = "length"
    ORDER = "order"
    COMMA = "comma"
    """A decimal comma."""
    ROUNDED = "rounded"
    """To too few digits."""
    CUT = "cut"
    """Cut off where it should be rounded."""
    PERCENT = "percent"
    SIGN = "sign"
    RECIPROCAL = "reciprocal"
    DEGREES = "degrees"
    POWER_OF_TEN = "power-of-ten"
    VALUE = "value"
    """Just another value."""
