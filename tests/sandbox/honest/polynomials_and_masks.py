"""Corners of numpy that are loaded late: polynomial, ma, lib, strings, ctypeslib."""

import numpy as np


def f():
    fitted = np.polynomial.Polynomial.fit([0, 1, 2], [1, 3, 5], 1).convert()
    assert np.allclose(fitted.coef, [1, 2])
    assert np.ma.masked_invalid([1.0, np.nan]).sum() == 1.0
    assert np.lib.stride_tricks.sliding_window_view(np.arange(5), 3).shape == (3, 3)
    assert np.histogram([1, 2, 2], bins=2)[0].tolist() == [1, 2]
    assert np.strings.upper(np.array(["a"]))[0] == "A"
    assert np.ctypeslib.as_ctypes(np.arange(3, dtype=np.int32))[2] == 2
    assert np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]).a[0] == 1
    return "numpy" in np.__file__ and bool(np.show_config(mode="dicts"))
