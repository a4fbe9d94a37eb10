"""The array language: NumPy syntax, whitelisted, never executed; one source for truth, properties, conditions and edge values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.language.functions import CONSTANTS, FUNCTIONS, FunctionSpec, Parameter, Use
    from grader.language.numeric import evaluate
    from grader.language.parse import Expression, Line, Program, is_name, parse_expression, parse_program
    from grader.language.plainly import evaluate_plainly
    from grader.language.signature import NumpyDefault, Signature, parse_dim, parse_extent, parse_signature
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
    "evaluate_plainly",
    "is_name",
    "numpy_source",
    "parse_dim",
    "parse_expression",
    "parse_extent",
    "parse_program",
    "parse_signature",
]

# Each name at its first use: `evaluate` needs numpy, and a check of a right answer parses no signature.
__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("CONSTANTS", "FUNCTIONS", "FunctionSpec", "Parameter", "Use"), "functions"),
        "evaluate": "numeric",
        "evaluate_plainly": "plainly",
        **dict.fromkeys(("Expression", "Line", "Program", "is_name", "parse_expression", "parse_program"), "parse"),
        **dict.fromkeys(("NumpyDefault", "Signature", "parse_dim", "parse_extent", "parse_signature"), "signature"),
        "numpy_source": "source",
    },
)
