"""The sketch of the design, and a file with every key: what an author writes becomes what the rooms read."""

import math

import msgspec
from sketch_bank import EVERYTHING, SKETCH, SOFTMAX

from grader.bank import load_file, open_bank
from grader.bank.reading import read_tree
from grader.model.content import CodeContent, DebugContent, TruthFunction
from grader.model.enums import Difficulty, Kind, Stability
from grader.model.forms import AnyContent


def test_the_sketch_of_the_design_loads():
    exercise = load_file(SKETCH / SOFTMAX, SKETCH)
    content = exercise.content
    assert (exercise.id, exercise.track, exercise.bank, exercise.key) == ("stable-softmax", "numerics", "", "stable-softmax")
    assert isinstance(content, CodeContent)
    assert content.difficulty is Difficulty.EASY
    assert content.inputs["x"].shapes == (("N",), ("B", "N"), ("A", "B", "N"))
    assert content.inputs["axis"].axis_of == "x"
    assert content.edge_cases[1] == {"name": "minus infinity is an exact zero", "x": [0.0, -math.inf], "expect": [1.0, 0.0]}
    assert content.dims == {"A": "1..3", "B": "1..6", "N": "1..6"}
    assert len(content.hints) == 3


def test_every_key_of_the_format_is_read():
    content = load_file(SKETCH / EVERYTHING, SKETCH).content
    assert isinstance(content, DebugContent)
    assert content.inputs["W"].extreme == (-1e3, 1e3)
    assert content.inputs["W"].special == (0, math.inf)
    assert content.inputs["mode"].choices == (None, "fast", 3)
    assert content.inputs["act"].kind is Kind.FUNCTION
    assert content.stability is Stability.LOOSE
    assert content.limits.seconds == 5.0
    assert type(content.limits.seconds) is float
    given = {name for name in msgspec.structs.asdict(content) if getattr(content, name) != default(name)}
    assert set(msgspec.structs.asdict(content)) - given <= {"derive", "format"}


def default(name):
    return next(field.default for field in msgspec.structs.fields(DebugContent) if field.name == name)


def test_what_the_loader_makes_is_what_msgspec_makes():
    for file in (SOFTMAX, EVERYTHING):
        tree, _ = read_tree((SKETCH / file).read_bytes(), file)
        assert load_file(SKETCH / file, SKETCH).content == msgspec.convert(tree.plain, AnyContent)


def test_the_digest_follows_the_bytes_of_the_file(root):
    path = root / SOFTMAX
    before = load_file(path, root).digest
    path.write_text(path.read_text() + "# a comment\n")
    assert load_file(path, root).digest != before


def test_a_truth_may_be_a_function_of_the_bank(root, faults):
    reference = root / "reference" / "numerics.py"
    reference.write_text(reference.read_text() + "\n\ndef truth(m, x, axis):\n    return m.exp(x)\n")
    text = "truth: |\n  e = exp(x)\n  p = e / sum(e, axis=axis, keepdims=True)\n"
    assert faults((text, "truth: {function: numerics.truth}\n")) == []
    assert load_file(root / SOFTMAX, root).content.truth == TruthFunction(function="numerics.truth")


def test_the_built_in_bank_is_sound():
    assert {exercise.bank for exercise in open_bank().load_all()} == {""}
