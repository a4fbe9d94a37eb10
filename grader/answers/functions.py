"""The functions that an answer may use."""

from __future__ import annotations

from typing import Final

import msgspec


class FunctionSpec(msgspec.Struct, frozen=True):
    """How many arguments a function takes, and how it is typeset."""

    least: int
    most: int
    latex: str


def _one(names: str, latex: str = "") -> dict[str, FunctionSpec]:
    return {name: FunctionSpec(1, 1, latex or rf"\operatorname{{{name}}}") for name in names.split()}


ELEMENTWISE: Final = {
    **{name: FunctionSpec(1, 1, rf"\{name}") for name in "exp log sin cos tan sinh cosh tanh arcsin arccos arctan".split()},
    **_one("erf sigmoid relu softplus step sign arcsinh arccosh arctanh factorial"),
    **{name: FunctionSpec(1, 1, rf"\{name}") for name in "sec csc cot coth".split()},
    **_one("sech csch"),
    **_one("log2", r"\log_2"),
    **_one("log10", r"\log_{10}"),
    **_one("log1p expm1 square cbrt"),
    **_one("sqrt", r"\sqrt"),
    **_one("abs", "|"),
}
"""Functions of a number; of a vector or matrix they are those of its entries."""

FUNCTIONS: Final = {
    **ELEMENTWISE,
    "max": FunctionSpec(2, 10, r"\max"),
    "min": FunctionSpec(2, 10, r"\min"),
    "where": FunctionSpec(3, 3, r"\operatorname{where}"),
    "root": FunctionSpec(2, 2, r"\sqrt"),
    "power": FunctionSpec(2, 2, "^"),
    **_one("inv trace diag sum mean eye softmax logsumexp"),
    **_one("det", r"\det"),
    **_one("transpose", r"^\top"),
    "norm": FunctionSpec(1, 2, r"\|"),
    "solve": FunctionSpec(2, 2, r"\operatorname{solve}"),
    "dot": FunctionSpec(2, 2, r"\cdot"),
    "outer": FunctionSpec(2, 2, r"\operatorname{outer}"),
    "hadamard": FunctionSpec(2, 2, r"\odot"),
    "matmul": FunctionSpec(2, 2, ""),
}

CONDITIONS: Final = frozenset("lt le gt ge eq ne both".split())
"""Operations whose value is 1 or 0."""

ALIASES: Final = {
    "ln": "log", "sgn": "sign", "absolute": "abs", "Abs": "abs", "fabs": "abs", "logistic": "sigmoid", "expit": "sigmoid",
    "atan": "arctan", "asin": "arcsin", "acos": "arccos", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh",
    "arsinh": "arcsinh", "arcosh": "arccosh", "artanh": "arctanh",
    "tr": "trace", "Tr": "trace", "inverse": "inv", "pow": "power", "maximum": "max", "minimum": "min", "Max": "max", "Min": "min",
    "multiply": "hadamard", "identity": "eye", "heaviside": "step", "ReLU": "relu", "nthroot": "root",
}  # fmt: skip
"""Other names for them."""

CONSTANTS: Final = ("pi", "e")
