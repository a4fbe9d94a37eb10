"""The content of an exercise, field by field as an author writes it in YAML.

These structs are the format: they decode the file and write the JSON Schema. What a field means together with others (names that
must exist, expressions that must parse) is checked by the room that uses it and reported by `grader.bank`.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from grader.model.enums import Canonical, Difficulty, Kind, Kinks, Stability

Text = Annotated[str, Meta(min_length=1)]
Bound = int | float | str
"""A number, or an expression over dims and earlier inputs: `min(N, D)`."""
Extent = Annotated[int, Meta(ge=0)] | str
"""One axis of a shape: a length, a dim, or an expression over dims: `N + 1`."""
Dtype = Literal["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "uint64", "bool"]


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything that is read from YAML."""


class Input(Strict, frozen=True, kw_only=True):
    """One argument of the function (or one entry of a packed dict): what it is made of and where its values lie."""

    kind: Kind = Kind.REAL
    shape: tuple[Extent, ...] | None = None
    """Absent for a scalar, which is passed as a Python number."""
    shapes: tuple[tuple[Extent, ...] | None, ...] | None = None
    """Alternatives. All inputs of one exercise that have alternatives take the same one in a case.

    null is a Python number, `[]` an array without axes.
    """
    range: tuple[Bound, Bound] | None = None
    extreme: tuple[Bound, Bound] | None = None
    log: bool = False
    """Draw evenly on a logarithmic scale; `range` must be positive."""
    dtypes: tuple[Dtype, ...] = ()
    """The first is the main one. Inputs of one exercise share the drawn dtype where they declare it.

    Absent: float64; int64 for `integer` and `label`; bool for `boolean` and `mask`.
    """
    special: tuple[int | float, ...] = ()
    """Values mixed in by the stratum `special`."""
    nice: tuple[int | float, ...] = ()
    """Values that shrinking prefers."""
    choices: tuple[Any, ...] | None = None
    """The value is one of these, as it stands (null is None)."""
    axis_of: str | None = None
    """The value is an axis of that input, from -ndim to ndim - 1."""
    classes: Extent | None = None
    """Labels and one-hot rows count this many classes."""
    rank: Extent | None = None
    condition: float | None = None
    """An upper bound of the condition number of an `spd` matrix."""
    over: Literal["last", "all"] = "last"
    """A simplex sums to 1 over its last axis or over all of them."""
    takes: tuple[str, ...] = ()
    """Parameter names of an input that is itself a function."""
    family: tuple[str, ...] = ()
    """Expressions in the array language over `takes` and drawn coefficients `a`, `b`, `c`; one is drawn."""
    draw: str | None = None
    """Hatch: `track.name` of a Python generator in `reference/`, called as `name(draw, dims, inputs)`."""


class Mistake(Strict, frozen=True, kw_only=True):
    """A known wrong answer. It must fail, and be recognized by what it does."""

    name: Text
    code: str | None = None
    """A function body, or a whole `def`."""
    patch: tuple[str, str] | None = None
    """Or: text to find in the reference's source, and what stands there instead."""
    says: Text


class Alternative(Strict, frozen=True, kw_only=True):
    """A right answer by another algorithm. It must pass."""

    name: Text
    code: Text


class Equivalent(Strict, frozen=True, kw_only=True):
    """A change of one line of the reference after which it still is right. It must pass 100,000 cases."""

    line: Text
    """The line as it stands in the reference, without indentation; several are joined by one space."""
    becomes: Text
    """The line after the change, as `dlprep author check` shows it."""
    why: Text
    """The reason."""


class Property(Strict, frozen=True, kw_only=True):
    """Something that holds for every right answer, over `out`, the inputs, dims and `call(...)`."""

    name: Text
    holds: Text
    where: str | None = None
    """A condition on the inputs; cases that do not meet it are passed over."""


class Contract(Strict, frozen=True, kw_only=True):
    """What is promised of the result besides its values."""

    dtype: Literal["preserve", "float64", "float32", "any"] = "any"
    """`preserve`: a floating dtype comes back, integers give float64. `any`: any real floating dtype as wide as the input's."""
    warnings: Literal["none", "allowed"] = "allowed"
    mutation: Literal["none", "allowed"] = "none"
    aliasing: Literal["none", "allowed"] = "none"


class Derive(Strict, frozen=True, kw_only=True):
    """A closed form is proved: the gradient of `loss` is zero at it and its Hessian positive."""

    loss: Text
    zero: tuple[str, ...]


class TruthFunction(Strict, frozen=True, kw_only=True):
    """Hatch: truth as `track.name`, a plain function `name(m, **inputs)` over the scalars of `m`."""

    function: str


class Speed(Strict, frozen=True, kw_only=True):
    """At these dims the answer takes at most `at_most` times as long as the reference."""

    dims: dict[str, int]
    at_most: Annotated[float, Meta(gt=1)] = 20.0


class Limits(Strict, frozen=True, kw_only=True):
    """What one check of an answer may use."""

    seconds: Annotated[float, Meta(gt=0, le=600)] = 10.0
    call_seconds: Annotated[float, Meta(gt=0, le=600)] = 4.0
    memory_mb: Annotated[int, Meta(ge=64)] = 512


class Placed(Strict, frozen=True, kw_only=True):
    """Where in the result the vectors stand that have a freedom, or numbers that belong to them."""

    part: int | str | None = None
    """A place in a tuple or a key of a dict; absent: the result, or of several parts the first of those with most axes."""
    along: Literal["rows", "columns"] = "columns"
    """Whether each row or each column belongs to one vector."""


class Freedom(Strict, frozen=True, kw_only=True):
    """What may differ between right results: docs/format.md."""

    free: Canonical
    vectors: Placed = Placed()
    values: int | str | None = None
    """For `subspace`: the part that holds a number for each vector; vectors with equal numbers span a subspace."""
    follow: tuple[Placed, ...] = ()
    """Parts that turn as the vectors do."""


class Question(Strict, frozen=True, kw_only=True):
    """An interview question and a model answer."""

    ask: Text
    answer: Text


class Content(Strict, frozen=True, kw_only=True, tag_field="form"):
    """What every form has."""

    format: Literal[1]
    title: Text
    difficulty: Difficulty
    minutes: Annotated[int, Meta(ge=1, le=240)]
    needs: tuple[str, ...] = ()
    ask: Text
    hints: Annotated[tuple[Text, ...], Meta(max_length=3)] = ()
    explain: str = ""
    interview: tuple[Question, ...] = ()
    sources: tuple[Text, ...] = ()


class CodeContent(Content, frozen=True, kw_only=True, tag="code"):
    """A function to implement."""

    function: Text
    """Its signature: `softmax(x, axis=-1)`."""
    dims: dict[str, int | str] = {}
    """Named lengths: `1..6`, or a number."""
    where: tuple[Text, ...] = ()
    """Conditions that every draw meets: `K <= min(N, D)`."""
    pack: dict[str, tuple[str, ...]] = {}
    """Parameters that are dicts of inputs: `params: [W1, b1, W2, b2]`."""
    inputs: dict[str, Input]
    truth: str | TruthFunction | None = None
    derive: Derive | None = None
    returns: Any
    """What comes back, made of these parts:

    - `p`: a truth line
    - `[loss, g]`: a tuple of parts; `{dict: {kl: k}}`: a dict of parts
    - `{grad: L, wrt: x}`: the gradient of a truth line; `wrt: [W1, b1]`: a dict by name where a pack holds them, else a tuple
    - without truth: `{shape: [K, N]}`: an array of reals (an extent `null`: as long as the reference says), a number for `[]`;
      `{like: x}`: of the shape of that input; `{type: int}`, `bool`, `text`; `{list: {shape: [..]}}`: a list of any length
    """
    reference: Annotated[str, Meta(pattern=r"^[a-z_][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$")]
    second: str | None = None
    """An independent implementation, where there is no truth."""
    contract: Contract = Contract()
    stability: Stability = Stability.NORMAL
    kinks: Kinks = Kinks.CONVENTION
    canonical: Canonical | Freedom | None = None
    certify: tuple[dict[str, int], ...] = ()
    """Dims at which sympy certifies; chosen by the build when absent."""
    edge_cases: tuple[dict[str, Any], ...] = ()
    """`name`, input values, and any of `expect`, `dims`, `dtype`, `layout`, `unique`.

    `dtype` is one, or one by input: `{A: int64}`. A value is a number or nested lists in that dtype, or a text: an expression of
    the array language over dims and the inputs before it (for a function, over what it takes). Inputs not named take their
    default, else are drawn at the dims that fit.
    `unique: false`: several results are right, so that only form, shape and properties are checked.
    """
    raises: tuple[dict[str, Any], ...] = ()
    """`name`, the inputs that make it invalid, and `error` (ValueError unless said).

    Shapes need not fit, and values keep their own dtype.
    """
    properties: tuple[Property, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    equivalent: tuple[Equivalent, ...] = ()
    """Mutants of the reference that are right answers: docs/format.md."""
    allow: tuple[str, ...] = ()
    """Packages besides numpy that an answer may import."""
    forbid: tuple[str, ...] = ()
    """Names that would solve the task: `np.linalg.inv`, `@`."""
    speed: Speed | None = None
    limits: Limits = Limits()
    stub: str | None = None
    """What the learner's file starts as; written from `function` and `inputs` when absent."""


class DebugContent(CodeContent, frozen=True, kw_only=True, tag="debug"):
    """A function that looks right and fails."""

    start: Text
    """The broken code that the learner's file starts as."""
