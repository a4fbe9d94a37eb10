"""Values survive the journey bit by bit, and nothing else makes it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Opaque
from grader.sandbox.child.flatten import Flattener
from grader.sandbox.child.rebuild import Payload, Rebuilder
from grader.sandbox.child.trees import DTYPES, MAX_DEPTH, MalformedError, raw

if TYPE_CHECKING:
    from collections.abc import Callable


def journey(value: Any, payload: int = 1 << 20) -> Any:
    flattener = Flattener(lambda _: None)
    node = json.loads(json.dumps(flattener.tree(value, payload), allow_nan=False))
    arrays = Payload(b"".join(raw(array) for array in flattener.arrays))
    rebuilt = Rebuilder(arrays.take, [], opaque=Opaque).tree(node)
    arrays.finish()
    return rebuilt


class Liar:
    """Says it is everything."""

    __class__ = np.ndarray

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("code of a result ran")

    __eq__ = __len__ = __iter__ = __float__ = __str__ = __repr__ = __bool__ = __hash__ = __array__


class LyingDict(dict[Any, Any]):
    def items(self) -> Any:
        raise AssertionError("code of a result ran")

    keys = values = __iter__ = __len__ = __getitem__ = items


class LyingFloat(float):
    def __float__(self) -> float:
        raise AssertionError("code of a result ran")


SPECIAL = [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7976931348623157e308, 0.1]


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**53, -(2**64), 3**2000, *SPECIAL, "", "naïve ∞\n\t", complex(-0.0, math.nan),
        (), [], {}, (1, [2.0, {"a": (None,)}]), {"W1": np.ones((2, 3)), 3: "x", None: 1, (0, 1): 2, 2.5: 3},
        np.float32(0.1), np.int8(-3), np.bool_(True), np.complex64(1 + 2j),
        np.zeros((0, 3)), np.array(7.0), np.arange(24.0).reshape(2, 3, 4).T, np.array(SPECIAL), np.array([True, False]),
    ],
)  # fmt: skip
def test_value_survives_the_journey(value: Any, same: Callable[[Any, Any], bool]) -> None:
    assert same(journey(value), value)


@pytest.mark.parametrize("dtype", DTYPES.values(), ids=str)
def test_every_dtype_survives_bit_by_bit(dtype: np.dtype[Any], same: Callable[[Any, Any], bool]) -> None:
    bits = np.random.default_rng(5).integers(0, 256, (3, 5, dtype.itemsize), np.uint8)
    value = (bits[..., 0] > 127) if dtype.kind == "b" else bits.view(dtype)[..., 0]
    assert same(journey(value), np.ascontiguousarray(value))


def test_foreign_byte_order_becomes_the_native_one() -> None:
    assert journey(np.array([1.5, 2.5], ">f8")).tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    ("value", "type_name", "text"),
    [
        (np.ones((1, 1)).view(np.matrix), "numpy.matrix", ""),
        (np.ma.masked_array([1.0], [True]), "numpy.ma.MaskedArray", ""),
        (np.array([object()]), "numpy.ndarray", "dtype object, shape (1,)"),
        (np.array(["a"]), "numpy.ndarray", "dtype <U1, shape (1,)"),
        (np.longdouble(1), "numpy.longdouble", ""),
        (np.zeros((1,) * 9), "numpy.ndarray", "dtype float64, shape (1, 1, 1, 1, 1, 1, 1, 1, 1)"),
        ({1, 2}, "set", ""),
        (len, "builtin_function_or_method", ""),
        (3**9000, "int", f"of {(3**9000).bit_length()} bits"),
        ("x" * 5000, "str", "x" * 200),
        ({frozenset(): 1}, "dict", "with keys that are neither text nor number"),
        ([0.5] * 200_000, "list", "too long to send"),
        (np.broadcast_to(0.0, (1 << 40,)), "numpy.ndarray", f"dtype float64, shape ({1 << 40},), too large to send"),
    ],
)
def test_other_values_are_told_by_their_type(value: Any, type_name: str, text: str) -> None:
    assert journey(value) == Opaque(type_name, text)


def test_what_is_nested_too_deep_is_told_by_its_type() -> None:
    value: list[Any] = []
    value.append(value)
    rebuilt = journey(value)
    for _ in range(MAX_DEPTH):
        (rebuilt,) = rebuilt
    assert rebuilt == Opaque("list", f"nested more than {MAX_DEPTH} deep")


def test_array_too_large_leaves_no_bytes_behind() -> None:
    assert journey([np.zeros(4), np.zeros(400)], payload=100)[1].text.endswith("too large to send")


def test_flattening_runs_no_code_of_the_value(same: Callable[[Any, Any], bool]) -> None:
    liar = LyingDict()
    dict.__setitem__(liar, "a", LyingFloat(1.5))
    rebuilt = journey([Liar(), liar])
    assert same(rebuilt[1], {"a": 1.5})
    assert isinstance(rebuilt[0], Opaque)


def test_lone_surrogates_are_written_out() -> None:
    assert journey("a\ud800") == "a\\ud800"


@pytest.mark.parametrize(
    "node",
    [
        [], ["q"], {}, {"a": 1}, 2**60, ["f", "0x1"], ["f", 1.0], ["i", "zz"], ["i", "0x" + "f" * 5000],
        ["c", 1, 2], ["c", 1.0], ["c", ["i", "0x1"], 1.0],
        ["d", ["k"]], ["d", ["k", 1], ["k", 2]], ["d", [["l"], 1]], ["d", 3], ["m", 0], ["m", -1],
        ["o", "x"], "x" * 5000, ["o", "x" * 5000, ""], ["n", "object"], ["n", "float64", []], ["a", "float64"],
        ["a", "float64", [2, 2]], ["a", "float64", [-1]], ["a", "float64", [True]], ["a", "float64", [1.0]],
        ["a", "float64", [0] * 9], ["a", "U4", []], ["a", "float64", [1 << 61]], ["a", "float64", [0, 1 << 60]], ["a", "bool", [8]],
    ],
)  # fmt: skip
def test_node_that_no_honest_side_writes_is_refused(node: Any) -> None:
    arrays = Payload(b"\x02" * 8)
    with pytest.raises(MalformedError):
        Rebuilder(arrays.take, [], opaque=Opaque).tree(node)


def test_nesting_of_nodes_is_bounded() -> None:
    node: list[Any] = ["l"]
    for _ in range(MAX_DEPTH):
        node = ["l", node]
    with pytest.raises(MalformedError):
        Rebuilder(Payload(b"").take, []).tree(node)


def test_bytes_left_over_are_refused() -> None:
    arrays = Payload(bytes(16))
    arrays.take("float64", [1])
    with pytest.raises(MalformedError):
        arrays.finish()


def test_unaligned_arrays_are_copied_to_where_they_can_be_used() -> None:
    arrays = Payload(bytearray(b"\x01" + np.float64(1.5).tobytes()))
    arrays.take("bool", [1])
    assert arrays.take("float64", [1]).flags.aligned
