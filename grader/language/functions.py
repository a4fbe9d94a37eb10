"""The functions of the array language: their parameters, and which of them the exact truth can use.

Semantics are NumPy's where NumPy has the function. The others:

=============  =====================================================================
sigmoid(x)     1 / (1 + exp(-x))
relu(x)        x where x > 0, else 0; its derivative at 0 is 0
softplus(x)    log(1 + exp(x))
step(x)        1 where x > 0, else 0
softmax, log_softmax, logsumexp   along `axis`, -1 unless said
pick(a, k)     a[i, k[i]] for each row i: the entries that labels choose
one_hot(k, c)  rows of length c with a 1 at each label
hilbert(n)     entries 1 / (i + j + 1)
min(a, b), max(a, b)   minimum and maximum: an axis is said by name
isclose(a, b)  within the tolerance of the case, or the one given
=============  =====================================================================
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Use(Enum):
    """Where a function may stand."""

    EXACT = "exact"
    """Everywhere, truth included: every scalar backend evaluates it."""
    NUMERIC = "numeric"
    """In properties, conditions, bounds and edge values, which are evaluated with NumPy."""


class Parameter(msgspec.Struct, frozen=True):
    name: str
    default: Any = msgspec.UNSET

    @property
    def required(self) -> bool:
        return self.default is msgspec.UNSET


class FunctionSpec(msgspec.Struct, frozen=True):
    """One function of the language."""

    name: str
    parameters: tuple[Parameter, ...]
    use: Use
    elementwise: bool = False

    @property
    def usage(self) -> str:
        """How it is called: `sum(a, axis=None, keepdims=False)`."""
        parts = [p.name if p.required else f"{p.name}={p.default!r}" for p in self.parameters]
        return f"{self.name}({', '.join(parts)})"

    def complete(self, args: list[Any], keywords: dict[str, Any]) -> Iterable[Any]:
        """Arguments in the order of the parameters, defaults filled in.

        Raises:
            TypeError: with the usage, if they do not fit.
        """
        rest = self.parameters[len(args) :]
        if keywords or len(args) > len(self.parameters) or any(parameter.required for parameter in rest):
            return self.bind(args, keywords).values()
        return [*args, *(parameter.default for parameter in rest)]

    def bind(self, args: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
        """Arguments by parameter name and in that order, defaults filled in.

        Raises:
            TypeError: with the usage, if they do not fit.
        """
        names = [parameter.name for parameter in self.parameters]
        given = dict(zip(names, args, strict=False))
        if len(args) > len(names) or not keywords.keys() <= set(names) or keywords.keys() & given.keys():
            raise TypeError(self.usage)
        given |= keywords
        bound = {parameter.name: given.get(parameter.name, parameter.default) for parameter in self.parameters}
        if any(value is msgspec.UNSET for value in bound.values()):
            raise TypeError(self.usage)
        return bound


def _spec(signature: str, use: Use, *, elementwise: bool = False) -> FunctionSpec:
    """Read one row of the tables below. Defaults are None, True, False or a whole number."""
    name, _, inside = signature.rstrip(")").partition("(")
    words = {"None": None, "True": True, "False": False}
    parameters = []
    for part in filter(None, inside.split(", ")):
        label, equals, default = part.partition("=")
        parameters.append(Parameter(label, (words[default] if default in words else int(default)) if equals else msgspec.UNSET))
    return FunctionSpec(name, tuple(parameters), use, elementwise)


_ELEMENTWISE = (
    "exp log log1p expm1 log2 log10 sqrt abs sign sin cos tan arctan tanh sinh cosh erf lgamma sigmoid relu softplus step"
).split()

_REDUCTIONS = "sum mean prod max min".split()

_EXACT = (
    "maximum(a, b)",
    "minimum(a, b)",
    "where(condition, a, b)",
    "var(a, axis=None, ddof=0, keepdims=False)",
    "softmax(a, axis=-1)",
    "log_softmax(a, axis=-1)",
    "logsumexp(a, axis=-1, keepdims=False)",
    "norm(a)",
    "dot(a, b)",
    "outer(a, b)",
    "trace(a)",
    "det(a)",
    "inv(a)",
    "solve(a, b)",
    "diag(a)",
    "eye(n)",
    "zeros(shape)",
    "ones(shape)",
    "full(shape, value)",
    "arange(n)",
    "transpose(a, axes=None)",
    "swapaxes(a, axis1, axis2)",
    "reshape(a, shape)",
    "expand_dims(a, axis)",
    "squeeze(a, axis=None)",
    "concatenate(arrays, axis=0)",
    "stack(arrays, axis=0)",
    "cumsum(a, axis=-1)",
    "pick(a, labels)",
    "one_hot(labels, classes)",
    "shape(a)",
    "size(a)",
    "len(a)",
)

_NUMERIC = (
    "isclose(a, b, rtol=None, atol=None)",
    "all(a, axis=None)",
    "any(a, axis=None)",
    "isfinite(a)",
    "isnan(a)",
    "sort(a, axis=-1)",
    "argsort(a, axis=-1)",
    "argmax(a, axis=None)",
    "argmin(a, axis=None)",
    "flip(a, axis=None)",
    "roll(a, shift, axis=None)",
    "repeat(a, repeats, axis=None)",
    "tile(a, reps)",
    "clip(a, low, high)",
    "floor(a)",
    "ceil(a)",
    "round(a)",
    "unique(a)",
    "linspace(start, stop, num)",
    "hilbert(n)",
    "matrix_rank(a)",
    "cond(a)",
    "eigvalsh(a)",
    "svdvals(a)",
    "float(a)",
    "int(a)",
    "array(a, dtype=None)",
    "ndim(a)",
    "dtype(a)",
)

FUNCTIONS: Final[dict[str, FunctionSpec]] = {
    spec.name: spec
    for spec in (
        *(_spec(f"{name}(a)", Use.EXACT, elementwise=True) for name in _ELEMENTWISE),
        *(_spec(f"{name}(a, axis=None, keepdims=False)", Use.EXACT) for name in _REDUCTIONS),
        *(_spec(signature, Use.EXACT) for signature in _EXACT),
        *(_spec(signature, Use.NUMERIC) for signature in _NUMERIC),
    )
}

CONSTANTS: Final = ("pi", "e", "inf", "nan")
"""Names with a value of their own; an input or dim of the same name hides it."""
