"""Expected values come back from bytes as they were; other bytes are refused."""

import numpy as np
import pytest
from judging import case

from grader.build.packing import block, pack, unpack
from grader.model.case import Expected, Function, Generator
from grader.model.enums import Layout, Stratum

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


def made_of(value, tolerance=None, **inputs):
    made = case(stratum=Stratum.EDGE, layout=Layout.STRIDED, inputs=inputs, omitted=("axis",), unique=False)
    refused = case(stratum=Stratum.INVALID, raises="ValueError")
    return block(("x", "axis"), (made, refused), (Expected(value, tolerance), None))


@pytest.mark.parametrize(("value", "tolerance"), VALUES, ids=range(len(VALUES)))
def test_expected_values_come_back(value, tolerance):
    found = unpack(pack(made_of(value, tolerance)))
    assert same(found.expected(0).value, value)
    assert same(found.expected(0).tolerance, tolerance)
    assert found.expected(1) is None


def test_cases_come_back():
    inputs = {"x": np.arange(6.0).reshape(2, 3), "f": Function(("v",), "v * v"), "rng": Generator(7), "axis": -1, "none": None}
    found = unpack(pack(made_of(1.0, 0.0, **inputs)))
    made, refused = found.case(0), found.case(1)
    assert len(found) == 2
    assert same(made.inputs["x"], inputs["x"])
    made.inputs["x"][0, 0] = 5.0  # inputs can be written, as drawn ones can
    assert {name: made.inputs[name] for name in ("f", "rng", "axis", "none")} == {
        name: inputs[name] for name in ("f", "rng", "axis", "none")
    }
    assert (made.stratum, made.layout, made.omitted, made.unique) == (Stratum.EDGE, Layout.STRIDED, ("axis",), False)
    assert (refused.raises, found.parameters) == ("ValueError", ("x", "axis"))


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\x00", b"\xc1", b"\x92\x90\x91\x01", b"\x91\x01", b"\x92\x90\x91\xc4\x00", b"\x92\x90\x91\xc4\x02\x91\x01"),
        b"\x92\x90\x91\xc4\x14\x92\x99\xa1n\xa5plain\xc0\xa6strided\x02\x03\x04\x05\x06\xc0",
    ],
)
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError):
        unpack(data).case(0)


def test_an_object_cannot_be_kept():
    with pytest.raises(TypeError):
        pack(made_of(object()))
