import subprocess
import sys
from pathlib import Path

import grader.sample
from grader.sample import draw, pack


def test_arguments_come_by_parameter_in_the_order_of_the_signature(planned):
    inputs = {"x": {"shape": ["N"]}, "W": {"shape": ["N"]}, "b": {}, "lr": {"range": [0, 1]}}
    plan = planned("step(params, x, lr=0.1)", inputs, pack={"params": ["W", "b"]}, dims={"N": "1..3"})
    for case in draw(plan, 0):
        arguments = pack(plan, case)
        assert list(arguments) == ["params", "x"] + ["lr"] * ("lr" not in case.omitted)
        assert arguments["params"] == {"W": case.inputs["W"], "b": case.inputs["b"]}
        assert arguments["x"] is case.inputs["x"]


def test_a_parameter_behind_an_omitted_one_is_still_there(planned):
    plan = planned("f(x=1.0, y=2.0)", {"x": {}, "y": {}})
    packed = {tuple(pack(plan, case)) for case in draw(plan, 0)}
    assert packed == {(), ("x",), ("y",), ("x", "y")}


def test_the_door_loads_nothing_until_it_is_used():
    code = "import sys, grader.sample; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_drawing_and_shrinking_load_neither_sympy_nor_mpmath_nor_numpy_random():
    code = (
        "import runpy, sys; from grader.sample import draw, plan, shrink;"
        "made = plan(runpy.run_path(sys.argv[1])['make_exercise']('f(x)', {'x': {'shape': [3]}}));"
        "shrink(made, draw(made, 0)[0], lambda cases: [1.0] * len(cases));"
        "print({'sympy', 'mpmath', 'yaml', 'numpy.random'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).with_name("conftest.py"))]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "set()"


def test_everything_behind_the_door_can_be_had():
    assert all(getattr(grader.sample, name) is not None for name in grader.sample.__all__)
