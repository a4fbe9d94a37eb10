"""Findings with entries to plot, and what is read from a picture."""

from __future__ import annotations

import msgspec
import numpy as np

from grader.model.enums import Check, Fact
from grader.model.report import Entries, Finding
from grader.words.shown import show

RNG = np.random.default_rng(20240611)


def finding(got, expected, tolerance=1e-12, **changes):
    """A finding on values of these arrays, and with a small case of one entry as reports have it."""
    got, expected = np.asarray(got), np.asarray(expected)
    allowed = np.broadcast_to(np.asarray(tolerance, dtype=float), got.shape)
    plain = Finding(
        check=Check.AGREES,
        fact=Fact.VALUES_DIFFER,
        case="case 17",
        index=(0,),
        wrong_at=((0,),),
        expected=1.0,
        got=0.5,
        expected_value=show(np.array([1.0])),
        got_value=show(np.array([0.5])),
        tolerance=1e-12,
        inputs={"x": show(np.array([0.0]))},
        shrunk=True,
        from_shape="B=3, N=4",
        entries=Entries("case 17", show(got), show(expected), show(allowed)),
    )
    return msgspec.structs.replace(plain, **changes)


def _off(expected, where, by):
    got = expected.copy()
    got[where] += by
    return got


LINE, GRID, CUBE = RNG.normal(size=7), RNG.normal(size=(3, 4)), RNG.normal(size=(2, 3, 4))
LONG, TALL, WIDE = np.sin(np.arange(400) / 20), RNG.normal(size=(200, 2)), RNG.normal(size=(20, 20))

PLOTTED = {
    "1-D": finding(_off(LINE, 2, 0.5), LINE),
    "2-D": finding(_off(GRID, (1, 2), -0.5), GRID),
    "3-D": finding(_off(CUBE, (1, 2, 3), 0.5), CUBE),
    "4-D": finding(_off(CUBE[None], (0, 1, 2, 3), 0.5), CUBE[None]),
    "one row": finding(_off(GRID[:1], (0, 0), 0.5), GRID[:1]),
    "long": finding(_off(LONG, slice(100, 200), 0.5), LONG),
    "tall": finding(_off(TALL, (7, 1), 0.5), TALL),
    "wide": finding(_off(WIDE, (7, slice(3)), [0.5, 1e-3, 1e-6]), WIDE),
    "all wrong": finding(-LINE, LINE),
    "barely wrong": finding(_off(LINE, 2, 1e-9), LINE, 1e-10 * np.abs(LINE)),
    "barely wrong, 300 decades": finding(np.logspace(0, -300, 9) * (1 - 1e-10), np.logspace(0, -300, 9), np.logspace(-12, -312, 9)),
    "barely wrong, no tolerance": finding(_off(LINE, 2, 1e-9), LINE, 0.0),
    "a band to see": finding([0.1, 0.22, 0.35], [0.1, 0.2, 0.3], 0.04),
    "no tolerance": finding([1, 2, 4], [1, 2, 3], 0.0),
    "any number will do": finding([1.0, 2.0, 4.0], [1.0, 9.0, 3.0], [0.1, np.inf, 0.1]),
    "not finite": finding([np.nan, np.inf, -np.inf, 1, 2, np.nan], [1, 2, 3, 1, np.inf, np.nan]),
    "not finite, 2-D": finding([[np.nan, np.inf], [1, 2]], [[1, -np.inf], [1, np.nan]]),
    "all nan": finding(np.full(4, np.nan), LINE[:4]),
    "all expected infinite": finding([1.0, 2.0], [-np.inf, np.inf]),
    "huge": finding([1e300, -1e300, 0, 1], [1, 2, 0, 1]),
    "opposite ends": finding([1.7e308, -1.7e308], [-1.7e308, 1.7e308]),
    "small": finding([5e-324, 1e-323, 0], [0, 1e-300, 0], 0.0),
    "huge and small": finding([1e300, 1e-300, 3], [1e-300, 1e300, 3]),
    "far from 0": finding([1e9 + 1, 1e9, 1e9 + 0.5], [1e9, 1e9, 1e9], 1e-3),
    "all expected 0": finding([0, 1, 2], [0, 0, 0]),
    "negative": finding([-1, -20, -3e5], [-1, -2, -3]),
    "integers": finding(np.array([1, 2, 3]), np.array([1.0, 2.0, 4.0])),
    "float16": finding(np.array([1, 2], dtype=np.float16), np.array([1.0, 2.5])),
    "a part": finding(_off(GRID, (0, 0), 1.0), GRID, part='[1]["W1"]'),
}
