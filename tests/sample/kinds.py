"""One exercise for each kind, and what makes its values valid: written from the format, not from the sampler."""

from __future__ import annotations

import math

import numpy as np

from grader.model.case import Function, Generator
from grader.model.enums import Stratum


def inside(low, high, *special):
    """Entries in the range or among the special ones."""

    def check(value, case):
        array = np.asarray(value, dtype=float)
        fine = (array >= low) & (array <= high)
        for number in special:
            fine |= np.isnan(array) if math.isnan(number) else array == number
        return fine.all()

    return check


def shaped(*extents):
    return lambda value, case: value.shape == tuple(case.dims[e] if isinstance(e, str) else e for e in extents)


def typed(*dtypes):
    """In the dtype of the case where it is declared, else in the first."""
    return lambda value, case: value.dtype.name == (case.dtype if case.dtype in dtypes else dtypes[0])


def symmetric(value, case):
    return np.array_equal(value, np.swapaxes(value, -1, -2))


def definite(condition):
    def check(value, case):
        eigenvalues = np.linalg.eigvalsh(value.astype(float))
        if not eigenvalues.size:
            return True
        slack = 64 * np.finfo(value.dtype).eps * condition
        return (eigenvalues.min(-1) > 0).all() and (eigenvalues.max(-1) <= condition * (1 + slack) * eigenvalues.min(-1)).all()

    return check


def orthonormal(value, case):
    wide = value.astype(float)
    product = np.swapaxes(wide, -1, -2) @ wide if wide.shape[-2] >= wide.shape[-1] else wide @ np.swapaxes(wide, -1, -2)
    return np.allclose(product, np.eye(product.shape[-1]), rtol=0, atol=32 * np.finfo(value.dtype).eps)


def distribution(axes):
    def check(value, case):
        rows = value.astype(float).reshape(1, -1) if axes == "all" else value.astype(float).reshape(-1, value.shape[-1])
        unit = np.finfo(value.dtype).eps
        return (rows >= 0).all() and all(abs(math.fsum(row) - 1) <= unit for row in rows)

    return check


def one_hot(value, case):
    return np.isin(value, (0, 1)).all() and (value.sum(axis=-1) == 1).all()


def rows_attend(value, case):
    return case.stratum is Stratum.SPECIAL or value.any(axis=-1).all()


def whole(value, case):
    return np.array_equal(value, np.rint(value))


def rank_at_most(extent):
    return lambda value, case: np.linalg.matrix_rank(value.astype(float), tol=1e-6).max(initial=0) <= max(case.dims[extent], 0)


def python(kind):
    return lambda value, case: type(value) is kind


def function_of(*takes):
    return lambda value, case: isinstance(value, Function) and value.takes == takes


def all_of(*checks):
    return lambda value, case: all(check(value, case) for check in checks)


FLOATS = ["float64", "float32", "float16"]
MIXED = ["float64", "float32", "float16", "int64", "int8"]

KINDS = {
    "real": ({"shape": ["B", "N"], "range": [-5, 5], "extreme": [-2000, 2000], "dtypes": MIXED},
             all_of(shaped("B", "N"), typed(*MIXED), inside(-2000, 2000))),
    "real with special values": ({"shape": ["N"], "range": [0, 1], "special": [-math.inf, math.nan, 3]},
                                 all_of(shaped("N"), inside(0, 1, -math.inf, math.nan, 3))),
    "real on a logarithmic scale": ({"shape": ["N"], "range": [1e-6, 10], "extreme": [1e-300, 1e300], "log": True, "dtypes": FLOATS},
                                    all_of(typed(*FLOATS), inside(1e-300, 1e300))),
    "bounded by dims": ({"shape": ["N"], "range": ["-B", "N + 1"]},
                        lambda value, case: inside(-case.dims["B"], case.dims["N"] + 1)(value, case)),
    "number": ({"range": [0.5, 0.95], "nice": [0.9]}, all_of(python(float), inside(0.5, 0.95))),
    "whole number": ({"kind": "integer", "range": [1, "min(B, N) + 1"]},
                     lambda value, case: type(value) is int and 1 <= value <= min(case.dims["B"], case.dims["N"]) + 1),
    "integers": ({"kind": "integer", "shape": ["B", "N"], "range": [-7, 70], "dtypes": ["int64", "int8", "uint8"]},
                 all_of(typed("int64", "int8", "uint8"), inside(-7, 70))),
    "truth value": ({"kind": "boolean"}, python(bool)),
    "truth values": ({"kind": "boolean", "shape": ["N"]}, all_of(typed("bool"), shaped("N"))),
    "labels": ({"kind": "label", "shape": ["B"], "classes": "N", "dtypes": ["int64", "uint8"]},
               lambda value, case: value.shape == (case.dims["B"],) and ((value >= 0) & (value < case.dims["N"])).all()),
    "label": ({"kind": "label", "classes": "N"}, lambda value, case: type(value) is int and 0 <= value < case.dims["N"]),
    "one-hot": ({"kind": "one-hot", "shape": ["B", "N"], "dtypes": FLOATS}, all_of(shaped("B", "N"), typed(*FLOATS), one_hot)),
    "distribution": ({"kind": "simplex", "shape": ["N"], "dtypes": FLOATS}, all_of(shaped("N"), typed(*FLOATS), distribution("last"))),
    "distributions": ({"kind": "simplex", "shape": ["B", "N"]}, all_of(shaped("B", "N"), distribution("last"))),
    "joint distribution": ({"kind": "simplex", "shape": ["B", "N"], "over": "all", "extreme": [1e-12, 1]}, distribution("all")),
    "symmetric": ({"kind": "symmetric", "shape": ["N", "N"], "dtypes": MIXED}, all_of(shaped("N", "N"), typed(*MIXED), symmetric)),
    "positive definite": ({"kind": "spd", "shape": ["N", "N"], "dtypes": ["float64", "float32"]}, all_of(symmetric, definite(100))),
    "well conditioned": ({"kind": "spd", "shape": ["B", "N", "N"], "condition": 5, "range": [1e-3, 1e3], "extreme": [1e-9, 1e9]},
                         all_of(shaped("B", "N", "N"), symmetric, definite(5))),
    "orthogonal": ({"kind": "orthogonal", "shape": ["N", "N"], "dtypes": ["float64", "float32"]}, orthonormal),
    "orthonormal columns or rows": ({"kind": "orthogonal", "shape": ["B", "N"]}, all_of(shaped("B", "N"), orthonormal)),
    "low rank": ({"kind": "low-rank", "shape": ["M", "N"], "rank": "B", "dtypes": MIXED},
                 all_of(shaped("M", "N"), whole, rank_at_most("B"))),
    "mask": ({"kind": "mask", "shape": ["B", "N"]}, all_of(typed("bool"), shaped("B", "N"), rows_attend)),
    "mask over another axis": ({"kind": "mask", "shape": ["B", 1, "N"]}, all_of(shaped("B", 1, "N"), rows_attend)),
    "function": ({"kind": "function", "takes": ["u"], "family": ["a * sum(u * u) + b", "c * sum(exp(u)) / N"], "range": [-2, 2]},
                 function_of("u")),
    "generator": ({"kind": "rng"}, lambda value, case: isinstance(value, Generator) and 0 <= value.seed < 2**31),
    "choice": ({"choices": ["mean", None, 3]}, lambda value, case: value in ("mean", None, 3)),
}  # fmt: skip
DIMS = {"B": "1..4", "M": "1..5", "N": "1..6"}
