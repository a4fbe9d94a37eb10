"""Definitions evaluated exactly: values and gradients in mpmath numbers, tolerances, sympy's certificate, formulas.

mpmath is imported by what evaluates, sympy by `certify` alone; `define` and `formulas` need neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily
from grader.truth.errors import NotCertified, ReferenceWrong, Undecided

if TYPE_CHECKING:
    from grader.truth.aligning import align, degenerate, freedom
    from grader.truth.certifying import Certificate, certify
    from grader.truth.definition import Definition, define
    from grader.truth.expecting import expect
    from grader.truth.kinks import near_kink
    from grader.truth.notation import Formula, formulas
    from grader.truth.settling import exact

__all__ = [
    "Certificate",
    "Definition",
    "Formula",
    "NotCertified",
    "ReferenceWrong",
    "Undecided",
    "align",
    "certify",
    "define",
    "degenerate",
    "exact",
    "expect",
    "formulas",
    "freedom",
    "near_kink",
]

# Each name at its first use: numpy, mpmath and sympy are loaded by those who need them.
__getattr__ = lazily(
    __name__,
    {
        "align": "aligning",
        "Certificate": "certifying",
        "certify": "certifying",
        "Definition": "definition",
        "define": "definition",
        "degenerate": "aligning",
        "exact": "settling",
        "expect": "expecting",
        "Formula": "notation",
        "formulas": "notation",
        "freedom": "aligning",
        "near_kink": "kinks",
    },
)
