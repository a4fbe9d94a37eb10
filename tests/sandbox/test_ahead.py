"""What a child is sent in advance: used where it is what the grader says, and without any effect where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Outcome
from grader.sandbox import Job, Session, say_job, say_terms, spawn
from grader.sandbox.questions import Question

if TYPE_CHECKING:
    from grader.sandbox import Child

SOURCE = "print('imported')\ndef f(x):\n    print('called')\n    return x + 1"
CALLS = [Call({"x": np.arange(3.0) + k}) for k in range(5)]
JOB = Job(source=SOURCE, file="f.py", function="f", parameters=("x",), limits=Limits(seconds=60.0, call_seconds=30.0))


def sent(child: Child, source: str = SOURCE, calls: list[Call] = CALLS) -> bytes:
    """What a grader says first that asks for `calls`."""
    frames = [*say_terms(JOB, child), *say_job(JOB, source)]
    for number, call in enumerate(calls):
        frames += Question(number, call).frame()
    return b"".join(frames)


def asked(child: Child) -> tuple[list[Any], str, bool]:
    """The results, what was printed, and whether the child was kept."""
    with child, Session(child, JOB) as session:
        seen = session.run(CALLS)
        kept = session._life is not None and session._life._child is child
        assert [one.outcome for one in seen] == [Outcome.RETURNED] * len(CALLS)
        return [one.value.tolist() for one in seen], session.close().text, kept


RIGHT = [(np.arange(3.0) + k + 1).tolist() for k in range(5)]
PRINTED = "imported\n" + 5 * "called\n"


def test_a_prediction_that_comes_true_is_not_sent_again() -> None:
    child = spawn()
    child.send_ahead(sent(child), 7)
    assert asked(child) == (RIGHT, PRINTED, True)


def test_the_beginning_of_what_is_said_may_be_predicted() -> None:
    child = spawn()
    whole = sent(child)
    child.send_ahead(whole[: len(whole) // 2], 7)
    assert asked(child) == (RIGHT, PRINTED, True)


OTHERS = {
    "terms": lambda child: b"\x00" * 40,
    "source": lambda child: sent(child, "print('other')\n" + SOURCE),
    "questions": lambda child: sent(child, calls=[CALLS[1], *CALLS[1:]]),
    "more questions": lambda child: sent(child, calls=[*CALLS, CALLS[0]]),
    "the last byte": lambda child: sent(child)[:-1] + b"\x01",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_prediction_that_fails_costs_a_child_and_nothing_else(name: str) -> None:
    child = spawn()
    child.send_ahead(OTHERS[name](child), 7)
    assert asked(child) == (RIGHT, PRINTED, False)


def test_an_answer_that_dies_early_is_as_dead_as_ever() -> None:
    source = "import os\ndef f(x):\n    os._exit(5)"
    job = Job(source=source, file="f.py", function="f", parameters=("x",), limits=JOB.limits)
    child = spawn()
    frames = [*say_terms(job, child), *say_job(job, source), *Question(0, CALLS[0]).frame(), *Question(1, CALLS[1]).frame()]
    child.send_ahead(b"".join(frames), 7)
    with child, Session(child, job) as session:
        assert [seen.outcome for seen in session.run(CALLS[:2])] == [Outcome.CRASHED, Outcome.NOT_RUN]


def test_a_child_that_is_gone_is_told_of_by_the_session() -> None:
    child = spawn()
    child.process.kill()
    child.send_ahead(sent(child), 7)
    child.end()
    assert child.ended
