import pytest
from judging import case, expected, returned

from grader.judge import judge
from grader.model.case import Call, Observation
from grader.model.content import Contract


@pytest.fixture
def failures():
    """Judge one result against a value: `failures(value, got, contract=..., **case)`."""

    def run(value, got, contract=None, **changes):
        seen = got if isinstance(got, Observation) else returned(got)
        return judge(contract or Contract(), case(**changes), Call({}), expected(value), seen)

    return run
