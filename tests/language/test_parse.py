"""What the array language accepts, and how it refuses the rest."""

import pytest

from grader.language import FUNCTIONS, Use, parse_dim, parse_expression, parse_extent, parse_program, parse_signature
from grader.language.signature import NumpyDefault
from grader.model.errors import ContentError


def refusal(text, **keywords):
    with pytest.raises(ContentError) as caught:
        parse_expression(text, names=keywords.pop("names", ["x", "axis"]), path="truth", **keywords)
    return caught.value


def test_free_names_are_those_that_must_be_given():
    expression = parse_expression("sum(x * pi, axis=axis) + call(x=x)", names=["x", "axis", "unused"], path="p", callables=["call"])
    assert expression.free == {"x", "axis", "call"}


def test_an_input_hides_a_constant_of_the_same_name():
    assert parse_expression("e + 1", names=["e"], path="p").free == {"e"}
    assert parse_expression("e + 1", names=[], path="p").free == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x.__class__", "`.__class__`"),
        ("(lambda: 1)()", "a call of a listed"),
        ("[y for y in x]", "`[y for y in x]`"),
        ("__import__('os')", "unknown function `__import__`"),
        ("x.dot(x)", "a call of a listed"),
        ("x := 3", "invalid syntax"),
        ("f'{x}'", "arithmetic"),
        ("1j * x", "`1j`"),
        ("b'x'", "a real number"),
        ("sum(*x)", "arithmetic|usage|sum"),
        ("sum(x, **x)", "sum(a, axis=None"),
        ("x + ", "NumPy syntax"),
        ("sum", "without a call"),
    ],
)
def test_what_is_outside_the_language_is_refused_with_its_place(text, found):
    error = refusal(text)
    assert error.path == "truth"
    assert any(part in str(error) for part in found.split("|"))


def test_a_misspelt_name_gets_the_nearest_one():
    assert refusal("sofmax(x)").hint == "did you mean `softmax`?"
    assert refusal("logits + 1", names=["logit"]).hint == "did you mean `logit`?"


def test_wrong_arguments_are_answered_with_the_usage():
    assert FUNCTIONS["sum"].usage in str(refusal("sum(x, 1, True, 4)"))
    assert FUNCTIONS["softmax"].usage in str(refusal("softmax(x, dim=1)"))


def test_truth_takes_exact_functions_only():
    assert "exactly" in str(refusal("sort(x)", use=Use.EXACT))


def test_depth_and_length_are_bounded():
    assert "nested too deep" in str(refusal("-" * 70 + "x"))
    assert "at most 2000" in str(refusal("x + " * 600 + "x"))


def test_a_program_may_use_earlier_lines_only():
    program = parse_program("e = exp(x)\np = e / sum(e)", names=["x"], path="truth")
    assert program.targets == ("e", "p")
    with pytest.raises(ContentError, match="unknown name `q`"):
        parse_program("p = q + x\nq = x", names=["x"], path="truth")


@pytest.mark.parametrize(
    "text", ["x = 1", "sum = x", "a, b = x", "a += x", "print(x)", "import os", "a = b = x", "", "def f(): pass"]
)
def test_a_program_is_made_of_plain_assignments_to_new_names(text):
    with pytest.raises(ContentError):
        parse_program(text, names=["x"], path="truth")


def test_signature_keeps_defaults():
    signature = parse_signature("f(a, base=np.e, act=np.tanh, tol=None, lr=-1e-3)")
    assert signature.name == "f"
    assert signature.defaults == {"base": 2.718281828459045, "act": NumpyDefault("tanh"), "tol": None, "lr": -1e-3}


@pytest.mark.parametrize(
    "text", ["f", "f(*a)", "f(a, /)", "f(a=g())", "f(a", "lambda a: a", "f(a) -> int", "f(): pass\ndef g()", "f(x: int = [])"]
)
def test_a_signature_is_plain(text):
    with pytest.raises(ContentError):
        parse_signature(text)


def test_dims():
    assert parse_dim("1..6", "dims.N") == (1, 6)
    assert parse_dim(4, "dims.N") == (4, 4)
    for bad in ("6..1", "1...6", "-1..2", "", "N", True, "1..6x"):
        with pytest.raises(ContentError):
            parse_dim(bad, "dims.N")


def test_extents_are_expressions_over_dims():
    assert parse_extent("N + 1", ["N"], "inputs.x.shape[0]").free == {"N"}
    with pytest.raises(ContentError, match="inputs"):
        parse_extent("M", ["N"], "inputs.x.shape[0]")
