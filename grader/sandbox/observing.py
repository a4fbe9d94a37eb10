"""The same call in this process: for references and for mistakes, which are the bank's code and trusted as the bank is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import msgspec

from grader.bank import bank_code
from grader.sandbox.child.calling import Caller
from grader.sandbox.questions import Question
from grader.sandbox.replies import CallReply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model.case import Call, Observation
    from grader.sandbox.child.trees import Array


def observe(function: Callable[..., Any], call: Call, longest: float | None = None) -> Observation:
    """Call `function` as the child calls an answer; no limits, and no deadline but `longest`, in seconds.

    A call that takes longer raises TimeoutError, where there is a way to interrupt it: in the main thread, not on Windows. What
    it prints goes to stderr.
    Results are what they would be after a journey: copies, and `Opaque` where a value is of no kind that may cross.
    An `Exception` is observed; KeyboardInterrupt and SystemExit pass through.
    """
    code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
    file = code.co_filename if code else ""
    parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] if code else ()
    caller = Caller(function, parameters, lambda name: name if name == file else None, result_bytes=1 << 62, caught=Exception)
    with bank_code(longest):
        return play(caller, Question(0, call))[0]


def play(caller: Caller, question: Question) -> tuple[Observation, dict[str, Any], list[Array]]:
    """What comes of a question to `caller`, the header of its reply, and the reply's arrays."""
    started = time.perf_counter()
    reply, arrays = caller.reply(question.request, _handing_out(question.arrays))
    seconds = time.perf_counter() - started
    header = {"kind": "result", "id": question.number, **reply}
    seen = question.observed(msgspec.convert(header, CallReply), _handing_out([array.copy() for array in arrays]), seconds)
    return seen, header, arrays


def _handing_out(arrays: list[Array]) -> Callable[[str, list[Any]], Array]:
    following: Iterator[Array] = iter(arrays)
    return lambda _dtype, _shape: next(following)
