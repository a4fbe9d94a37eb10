"""The door from arrays and objects to plain data."""

import msgspec
import numpy as np
import pytest
from hypothesis import given

from grader.model.case import Function, Generator, Opaque
from grader.model.report import Shown
from grader.words.shown import entry, parts, show
from tests.words.values import TREES


@given(TREES)
def test_a_value_crosses_json_and_msgpack_without_loss(value):
    shown = show(value)
    for codec in (msgspec.json, msgspec.msgpack):
        back = codec.decode(codec.encode(shown), type=Shown)
        assert codec.encode(back) == codec.encode(shown)
        assert [part.type for _, part in parts(back)] == [part.type for _, part in parts(shown)]


def test_numbers_that_json_lacks_are_texts():
    assert show(np.array([np.nan, np.inf, -np.inf, 1.0])).data == ["nan", "inf", "-inf", 1.0]
    assert show(float("nan")).data == "nan"


def test_a_large_array_keeps_its_dtype_and_shape_alone():
    assert show(np.zeros((40, 40), np.float32)) == Shown("large", {"type": "array"}, "float32", (40, 40))
    assert show(np.zeros(5), entries=4).type == "large"


@pytest.mark.parametrize("value", ["x" * 3000, 10**5000, [0] * 101, dict.fromkeys(range(101))], ids=["text", "int", "list", "dict"])
def test_anything_else_too_large_says_how_large(value):
    assert show(value).type == "large"


def test_nesting_without_end_ends():
    value = []
    for _ in range(10_000):
        value = [value]
    assert msgspec.json.encode(show(value))


def test_a_foreign_object_gives_its_type_and_is_not_called():
    class Trap:
        def __getattribute__(self, name):
            raise AssertionError(name)

        def __repr__(self):
            raise AssertionError

    assert show(Trap()) == Shown("opaque", {"type": "Trap", "text": ""})


def test_a_subclass_of_a_known_type_is_foreign():
    class Sly(float):
        pass

    assert show(Sly(1.0)).type == "opaque"


def test_arrays_of_objects_are_not_looked_into():
    assert show(np.array([object()], dtype=object)).type == "opaque"


def test_stand_ins_of_inputs():
    function = Function(("x",), "exp(x)")
    assert show(function).data == {"takes": ["x"], "source": "exp(x)"}
    assert show(function, source=lambda f: f"np.{f.expression}").data["source"] == "np.exp(x)"
    assert show(Generator(7)) == Shown("rng", 7)
    assert show(Opaque("torch.Tensor", "tensor([1.])\x1b[0m")).data == {"type": "torch.Tensor", "text": "tensor([1.])"}


def test_half_characters_become_text_that_can_be_written():
    assert show("a\ud83d").data == "a\\ud83d"
    assert show({"\ud83d": 1}).data[0][0] == "\\ud83d"


def test_entry_finds_numbers_and_nothing_else():
    shown = show(np.arange(6.0).reshape(2, 3))
    assert entry(shown, (1, 2)) == 5.0
    assert entry(show(2.5), ()) == 2.5
    assert [entry(shown, index) for index in [(), (1,), (2, 0), (0, 3), (0, 0, 0)]] == [None] * 5
