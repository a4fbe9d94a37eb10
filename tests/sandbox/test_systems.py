"""What other systems have in place of Linux's limits: as far as it can be tried here."""

from __future__ import annotations

import ctypes
import os
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Level, Outcome
from grader.sandbox import sampling
from grader.sandbox.jobs import BasicLimits, ExtendedLimits, Job
from grader.sandbox.sampling import OverweightError, Scales, resident

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sandbox import Session

    Start = Callable[..., Session]


def test_own_memory_is_about_what_was_taken() -> None:
    before = resident(os.getpid())
    taken = np.ones(64 << 17)
    after = resident(os.getpid())
    assert taken.nbytes == 64 << 20
    assert before is not None
    assert after is not None
    assert 50 << 20 < after - before < 100 << 20


def test_process_that_is_gone_weighs_nothing() -> None:
    assert resident(2**22 + 1) is None
    Scales(2**22 + 1, 0).weigh()


def test_scales_look_once_in_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = iter([0, 1 << 40])
    monkeypatch.setattr(sampling, "resident", lambda pid: next(weights))
    scales = Scales(1, 0)
    scales.weigh()
    scales.weigh()
    time.sleep(sampling.INTERVAL)
    with pytest.raises(OverweightError):
        scales.weigh()


def test_answer_that_takes_too_much_is_ended_where_nothing_limits_it(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "needed", lambda level: True)
    source = "import time\nkept = []\ndef f(x):\n    while x: kept.append(bytearray(b'1') * (8 << 20)); time.sleep(0.001)"
    session = start(source, Level.L0, limits=Limits(memory_mb=64, seconds=60, call_seconds=30))
    seen = session.run([Call({"x": 0}), Call({"x": 1}), Call({"x": 0})])
    assert [one.outcome for one in seen] == [Outcome.RETURNED, Outcome.CRASHED, Outcome.NOT_RUN]
    assert seen[1].detail == "out of memory"
    assert session.run([Call({"x": 0})])[0].outcome is Outcome.RETURNED


class Kernel:
    """Remembers the calls to kernel32; `fails` names one that is refused."""

    def __init__(self, fails: str = "") -> None:
        self.calls: list[tuple[str, Any]] = []
        self.fails = fails

    def __getattr__(self, name: str) -> Callable[..., int]:
        def called(*arguments: Any) -> int:
            plain = [getattr(argument, "value", argument) for argument in arguments]
            if name == "SetInformationJobObject":
                plain[2] = ExtendedLimits.from_buffer_copy(arguments[2]._obj)
            self.calls.append((name, plain))
            return 0 if name == self.fails else 70 + len(self.calls)

        return called

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.calls]


def test_structures_are_laid_out_as_windows_has_them() -> None:
    assert ctypes.sizeof(ctypes.c_void_p) == 8
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(ExtendedLimits)) == (64, 144)
    assert (BasicLimits.flags.offset, BasicLimits.active_processes.offset, ExtendedLimits.process_memory.offset) == (16, 40, 112)


def test_process_is_put_into_a_job_that_dies_with_its_handle() -> None:
    kernel = Kernel()
    job = Job(kernel, 4321)
    assert kernel.names == [
        "CreateJobObjectW", "SetInformationJobObject", "OpenProcess", "AssignProcessToJobObject", "CloseHandle",
    ]  # fmt: skip
    limits = kernel.calls[1][1][2]
    assert limits.basic.flags == 0x2000 | 0x400 | 0x8
    assert limits.basic.active_processes == 1
    assert kernel.calls[2][1][2] == 4321
    assert kernel.calls[3][1] == [71, 73]
    job.close()
    assert kernel.calls[-1] == ("CloseHandle", [71])


def test_job_limits_memory_and_time() -> None:
    kernel = Kernel()
    Job(kernel, 1).limit(1 << 28, 2.5)
    number, size = kernel.calls[-1][1][1], kernel.calls[-1][1][3]
    limits = kernel.calls[-1][1][2]
    assert (number, size) == (9, 144)
    assert limits.basic.flags == 0x2000 | 0x400 | 0x100 | 0x8 | 0x2
    assert (limits.process_memory, limits.basic.process_time) == (1 << 28, 25_000_000)


@pytest.mark.parametrize("name", ["CreateJobObjectW", "SetInformationJobObject", "OpenProcess", "AssignProcessToJobObject"])
def test_job_that_windows_refuses_leaves_no_handle(name: str) -> None:
    kernel = Kernel(name)
    with pytest.raises(OSError, match="failed"):
        Job(kernel, 1)
    assert kernel.names.count("CloseHandle") == {"CreateJobObjectW": 0, "AssignProcessToJobObject": 2}.get(name, 1)
