"""The array language: NumPy syntax, whitelisted, never executed; one source for truth, properties, conditions and edge values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.language.functions import CONSTANTS, FUNCTIONS, FunctionSpec, Parameter, Use
from grader.language.parse import Expression, Line, Program, is_name, parse_expression, parse_program
from grader.language.signature import NumpyDefault, Signature, parse_dim, parse_extent, parse_signature

if TYPE_CHECKING:
    from grader.language.numeric import evaluate
    from grader.language.source import numpy_source

__all__ = [
    "CONSTANTS",
    "FUNCTIONS",
    "Expression",
    "FunctionSpec",
    "Line",
    "NumpyDefault",
    "Parameter",
    "Program",
    "Signature",
    "Use",
    "evaluate",
    "is_name",
    "numpy_source",
    "parse_dim",
    "parse_expression",
    "parse_extent",
    "parse_program",
    "parse_signature",
]


def __getattr__(name: str) -> Any:
    """`evaluate` needs numpy: loaded at its first use."""
    if name == "evaluate":
        from grader.language.numeric import evaluate

        return evaluate
    if name == "numpy_source":
        from grader.language.source import numpy_source

        return numpy_source
    raise AttributeError(name)
