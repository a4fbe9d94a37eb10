"""An edge case with values of its own shrinks like any other; its dtype follows the case's."""

import numpy as np

from grader import load_bank
from grader.sample import draw, plan, shrink


def test_the_dtype_of_given_values_follows_the_case_when_it_becomes_simpler():
    exercise = load_bank().exercise("stable-softmax")
    made = plan(exercise)
    case = next(case for case in draw(made, 1, 1) if case.dtype == "float16")

    def severity(cases):
        for one in cases:
            assert one.inputs["x"].dtype.name == one.dtype
        return [1.0 for _ in cases]

    small = shrink(made, case, severity)
    assert small.dtype == "float64"
    assert small.inputs["x"].dtype == np.float64
