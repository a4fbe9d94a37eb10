"""Expected values come back from bytes as they were; other bytes are refused."""

import numpy as np
import pytest

from grader.build.packing import Block, pack, unpack
from grader.model.case import Expected

VALUES = [
    (1.5, 1e-16),
    (np.array([[np.nan, np.inf], [-0.0, 5e-324]]), np.zeros((2, 2))),
    (
        (np.float64(2.0), {"W": np.zeros((0, 3)), "b": np.ones(2, dtype=np.float32)}),
        (1e-9, {"W": np.zeros((0, 3)), "b": np.ones(2)}),
    ),
    ([1, True, "saddle", None, 2**80], [None, None, None, None, None]),
    (float("-inf"), 0.0),
]


def same(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, tuple | list):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b)


@pytest.mark.parametrize(("value", "tolerance"), VALUES, ids=range(len(VALUES)))
def test_round_trip(value, tolerance):
    block = unpack(pack(Block([Expected(value, tolerance), None], [True, False])))
    assert same(block.expected[0].value, value)
    assert same(block.expected[0].tolerance, tolerance)
    assert (block.expected[1], block.kinks) == (None, [True, False])


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xc1", b"\x92\x91\x92\x92\xa1a\xa1z\xc0\x90", b"\x91\x01"])
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError):
        unpack(data)


def test_an_object_cannot_be_kept():
    with pytest.raises(TypeError):
        pack(Block([Expected(object(), None)], []))
