"""The content of exercises whose answer is typed, field by field as an author writes it: an expression, a number, a choice."""

from typing import Annotated, Any

from msgspec import Meta

from grader.model.answers import Domain
from grader.model.content import Content, Strict, Text


class Param(Strict, frozen=True, kw_only=True):
    """A number or word of the question that is drawn anew for every attempt."""

    range: tuple[int | float, int | float] | None = None
    """Lowest and highest; in between lie the multiples of `step` above the lowest."""
    step: Annotated[float, Meta(gt=0)] = 1
    choices: Annotated[tuple[Any, ...], Meta(min_length=1)] | None = None
    """Or: one of these."""


class KnownAnswer(Strict, frozen=True, kw_only=True):
    """A wrong answer that is known, and what to say to whoever gives it."""

    name: Text
    answer: Any
    """In the form of `answer`."""
    says: Text


class Variant(Strict, frozen=True, kw_only=True):
    """One of several questions of the same kind; a fresh attempt draws one."""

    given: dict[str, Any] = {}
    """What `{{name}}` stands for in the texts: a number, a list, a text, or for `derive` an expression."""
    answer: Any = None
    alternatives: tuple[Any, ...] = ()
    mistakes: tuple[KnownAnswer, ...] = ()


class Drawn(Content, frozen=True, kw_only=True):
    """What the forms have whose questions hold numbers that change."""

    params: dict[str, Param] = {}
    """Drawn anew for every attempt; `{{a}}` in the texts is the value of `a`."""
    where: tuple[Text, ...] = ()
    """Conditions that every draw meets: `a != b`."""
    shown: dict[str, Any] = {}
    """Further names for the texts, made of params and `given`: an expression, or nested lists of them."""
    variants: tuple[Variant, ...] = ()
    alternatives: tuple[Any, ...] = ()
    """The right answer written in other ways. They must pass."""
    mistakes: tuple[KnownAnswer, ...] = ()


class Derivative(Strict, frozen=True, kw_only=True):
    """The answer is a derivative, and sympy certifies it."""

    of: Text
    """An expression, or a name under `given`."""
    wrt: Text | tuple[Text, ...]
    """A symbol; for several the answer is the list of partial derivatives, in this order."""


class DeriveContent(Drawn, frozen=True, kw_only=True, tag="derive"):
    """An expression to derive; any form of it is right."""

    symbols: dict[str, Domain | tuple[str, ...]]
    """What the answer may name: the numbers that a symbol stands for (`real`, `positive`, ...), or a shape: `[N, D]`."""
    assume: tuple[Annotated[str, Meta(pattern=r"^[A-Za-z]\w* <=? [A-Za-z]\w*$")], ...] = ()
    """What holds between two symbols, the smaller one first: `a < b`, `k <= n`."""
    functions: dict[str, Text] = {}
    """Functions that the answer may use beside the usual ones: `sigma(t): 1/(1 + exp(-t))`."""
    answer: Text | tuple[Text, ...] | None = None
    """An expression, or a list of them; absent where every variant has its own."""
    derivative: Derivative | None = None


class PredictContent(Drawn, frozen=True, kw_only=True, tag="predict"):
    """A number, a list, a shape or a word to predict."""

    answer: Any = None
    """An expression over the params, a list of them, a number, or `{word: error}`; absent where every variant has its own."""
    rtol: Annotated[float, Meta(ge=0, lt=1)] = 1e-6
    """How far a number may be off, relative to the expected one."""
    atol: Annotated[float, Meta(ge=0)] = 0.0
    share: bool = False
    """The answer is a probability or a share: whoever types a percentage is told so."""
    reference: Annotated[str, Meta(pattern=r"^[a-z_][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    """An independent witness: the trusted function that computes the answer from params and `given`, in another way."""


class Option(Strict, frozen=True, kw_only=True):
    """A wrong option, and what to say to whoever chooses it."""

    text: Text
    says: Text


class ChoiceContent(Content, frozen=True, kw_only=True, tag="choice"):
    """One right option among several, shuffled for every attempt."""

    right: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """One of these is shown."""
    wrong: Annotated[tuple[Option, ...], Meta(min_length=2)]
    show: Annotated[int, Meta(ge=3, le=8)] = 5
    """How many options a question has, where there are as many."""
