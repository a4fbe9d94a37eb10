"""Properties: what they see, how they fail, on which cases they are asked."""

import numpy as np
import pytest
from judging import case, expected, raised, returned

from grader.judge import check_property, compile_properties, property_cases
from grader.judge.properties import applies
from grader.model.case import Function
from grader.model.content import CodeContent, Input, Property
from grader.model.enums import Difficulty, Fact, Kind, Stratum
from grader.model.errors import ContentError

X = np.array([3.0, -4.0])


def compiled(holds, where=None, **more):
    given = {
        "inputs": {"x": Input(shape=("N",)), "f": Input(kind=Kind.FUNCTION, takes=("v",), family=("v * v",))},
        "pack": {"both": ("x", "f")},
    }
    content = CodeContent(
        format=1, title="t", difficulty=Difficulty.EASY, minutes=1, ask="a", function="g(x, f)", dims={"N": "1..3"}, returns="y",
        reference="r.g", properties=(Property(name="p", holds=holds, where=where),), **(given | more),
    )  # fmt: skip
    return compile_properties(content)[0]


def ask(holds, out, call=None, **changes):
    inputs = {"x": X, "f": Function(("v",), "v * v")}
    item = case(inputs=inputs, dims={"N": 2}, **changes)
    return check_property(compiled(holds), item, expected(25.0), out, call or (lambda replaced: returned(out)))


@pytest.mark.parametrize(
    "holds",
    [
        "out == sum(x ** 2)",
        "isclose(out, 25 + 1e-12)",
        "N == 2",
        "f(3) == 9",
        "both['x'][0] == 3",
        "sum(f(x)) == out",
        "call(x=-x) == out",
    ],
)
def test_what_holds(holds):
    assert ask(holds, 25.0) is None


@pytest.mark.parametrize("holds", ["out == 24", "isclose(out, 25 + 1e-6)", "out[0] == 1", "out @ x == 3", "call(x=2 * x) == 100"])
def test_what_does_not_hold_or_cannot_be_evaluated(holds):
    failure = ask(holds, 25.0)
    assert (failure.fact, failure.names) == (Fact.PROPERTY_FAILS, ("p",))


def test_nan_holds_nothing():
    assert ask("out >= 0", np.nan) is not None


def test_an_exception_in_a_further_call_is_told():
    failure = ask("call(x=2 * x) == out", 25.0, call=lambda replaced: raised("KeyError", "LookupError"))
    assert failure.raised.type_name == "KeyError"


def test_inputs_are_copies():
    def call(replaced):
        replaced["x"][:] = 0
        return returned(25.0)

    assert ask("call(x=x) == 25 and sum(x) == -1", 25.0, call=call) is None or X.sum() == -1
    assert X.tolist() == [3.0, -4.0]


def test_a_property_that_does_not_parse_is_the_authors():
    with pytest.raises(ContentError, match=r"properties\[0\].holds"):
        compiled("out.__class__")
    with pytest.raises(ContentError, match="where"):
        compiled("out == 1", where="out > 1")


def test_asked_on_plain_float64_cases_of_every_stratum_that_meet_the_condition():
    item = compiled("out == 1", where="sum(x) > 0")
    cases = [
        case(stratum=stratum, dtype=dtype, inputs={"x": np.array([sign]), "f": Function(("v",), "v")}, dims={"N": 1})
        for stratum in Stratum
        for dtype in ("float64", "float32")
        for sign in (1.0, -1.0)
    ]
    chosen = [cases[index] for _, index in property_cases([item], cases, 12)]
    assert {one.stratum for one in chosen} == set(Stratum) - {Stratum.EDGE, Stratum.INVALID}
    assert {one.dtype for one in chosen} == {"float64"}
    assert all(one.inputs["x"][0] > 0 for one in chosen)


def test_of_edge_cases_only_those_with_several_right_results_are_asked():
    cases = [case(stratum=Stratum.EDGE, inputs={"x": X}), case(stratum=Stratum.EDGE, inputs={"x": X}, unique=False)]
    assert [i for _, i in property_cases([compiled("out == 25")], cases, 8)] == [1]


def test_a_condition_may_call_a_function_among_the_inputs():
    item = case(inputs={"x": X, "f": Function(("v",), "v * v")}, dims={"N": 2})
    assert applies(compiled("True", where="f(x[0]) == 9"), item)
    assert not applies(compiled("True", where="f(x[0]) == 8"), item)


def test_a_condition_that_cannot_be_evaluated_is_a_fault_of_its_author():
    item = case(inputs={"x": X, "f": Function(("v",), "v * v")}, dims={"N": 2})
    with pytest.raises(ContentError) as caught:
        applies(compiled("True", where="x[0, 0] > 0"), item)
    assert caught.value.path == "properties[0].where"
    assert "IndexError" in caught.value.found
