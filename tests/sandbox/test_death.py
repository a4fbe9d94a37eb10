"""Answers that hang, crash or take too much: the grader's clock, what it says, and the life after."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Level, LoadOutcome, Outcome
from grader.sandbox import Job, Session, spawn

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[..., Session]

QUICK = Limits(seconds=30.0, call_seconds=0.7)
NOT_RUN = Outcome.NOT_RUN


def outcomes(session: Session, *arguments: Any) -> list[Outcome]:
    return [seen.outcome for seen in session.run([Call({"x": x}) for x in arguments])]


HANGS = {
    "busy": "while True: pass",
    "asleep": "import time; time.sleep(60)",
    "deaf": "import signal\n    for s in (1, 2, 3, 14, 15): signal.signal(s, signal.SIG_IGN)\n    while True: pass",
    "catching": "import time\n    while True:\n        try: time.sleep(60)\n        except BaseException: pass",
    "in C": "return sum(range(10**18))",
    "in its text": "class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E",
    "waiting for threads": "import threading, time; t = threading.Thread(target=time.sleep, args=(60,)); t.start(); t.join()",
    "printing": "while True: print('y' * 1000)",
}


@pytest.mark.parametrize("body", HANGS.values(), ids=HANGS)
def test_call_that_does_not_end_is_ended(start: Start, body: str) -> None:
    session = start(f"def f(x):\n    if x != 1: return x\n    {body}", limits=QUICK)
    session.load()
    begun = time.monotonic()
    assert outcomes(session, 0, 1, 2) == [Outcome.RETURNED, Outcome.TIMEOUT, NOT_RUN]
    assert time.monotonic() - begun < 10


def test_timeout_names_its_limit(start: Start) -> None:
    seen = start("def f():\n    while True: pass", limits=QUICK).run([Call({})])[0]
    assert seen.detail == "0.7 s for one call"
    assert 0.7 <= seen.seconds < 10


def test_import_that_does_not_end_is_ended(start: Start) -> None:
    session = start("while True: pass", limits=QUICK)
    loaded = session.load()
    assert (loaded.outcome, loaded.detail) == (LoadOutcome.TIMEOUT, "0.7 s for the import")
    assert outcomes(session, 1) == [NOT_RUN]


def test_whole_session_has_a_limit(start: Start) -> None:
    session = start("import time\ndef f(x): time.sleep(0.15)", limits=Limits(seconds=1.5, call_seconds=1.0))
    seen = session.run([Call({"x": k}) for k in range(20)])
    (ended,) = [one for one in seen if one.outcome is Outcome.TIMEOUT]
    assert ended.detail == "1.5 s for everything"
    assert seen[0].outcome is Outcome.RETURNED
    assert seen[-1].outcome is NOT_RUN
    assert session.run([Call({"x": 1})])[0].detail == "no time left"


def test_slow_calls_within_the_limit_are_no_matter(start: Start) -> None:
    session = start("import time\ndef f(x): time.sleep(0.4)", limits=Limits(call_seconds=1.2))
    assert outcomes(session, *range(4)) == [Outcome.RETURNED] * 4


def test_next_run_starts_afresh(start: Start) -> None:
    session = start(
        "n = 0\ndef f(x):\n    global n\n    n += 1\n    if x == 1: x / 0 if n < 1 else __import__('os')._exit(3)\n    return n"
    )
    assert outcomes(session, 0, 1, 0) == [Outcome.RETURNED, Outcome.CRASHED, NOT_RUN]
    assert [seen.value for seen in session.run([Call({"x": 0})] * 2)] == [1, 2]


def test_child_that_dies_between_runs_is_replaced(start: Start) -> None:
    source = "import os, threading, time\ndef f(x):\n    if x: threading.Timer(0.05, os._exit, [4]).start()\n    return x"
    session = start(source)
    assert outcomes(session, 1) == [Outcome.RETURNED]
    life = session._life
    assert life is not None
    while not life.over:
        time.sleep(0.01)
    assert outcomes(session, 0) == [Outcome.RETURNED]
    assert session._life is not life


def test_answer_that_cannot_be_imported_again_is_not_run(start: Start, tmp_path: Any) -> None:
    flag = tmp_path / "flag"
    flag.touch()
    session = start(f"import os\nos.stat({str(flag)!r})\ndef f(x): os._exit(x)")
    assert outcomes(session, 1) == [Outcome.CRASHED]
    flag.unlink()
    for _ in range(2):
        seen = session.run([Call({"x": 1})])[0]
        assert (seen.outcome, seen.detail) == (NOT_RUN, "the answer was not imported again: raised")
    flag.touch()
    assert outcomes(session, 1) == [Outcome.CRASHED]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("os._exit(0)", "exit status 0"),
        ("os._exit(3)", "exit status 3"),
        ("os.abort()", "SIGABRT (aborted)"),
        ("os.kill(os.getpid(), 11)", "SIGSEGV (segmentation fault)"),
        ("ctypes.string_at(0)", "SIGSEGV (segmentation fault)"),
        ("os.kill(os.getpid(), 9)", "SIGKILL (killed, perhaps because memory ran out)"),
        ("os.closerange(3, 1024)", "closed its connection to the grader"),
    ],
)
def test_crash_says_how(start: Start, body: str, detail: str) -> None:
    seen = start(f"import ctypes, os, sys\ndef f():\n    {body}").run([Call({})] * 2)
    assert [(one.outcome, one.detail) for one in seen] == [(Outcome.CRASHED, detail), (NOT_RUN, "")]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("os.kill(0, 9)", "SIGKILL (killed, perhaps because memory ran out)"),
        ("os.execv('/bin/true', ['true'])", "exit status 0"),
    ],
)
def test_crash_by_what_l1_allows_says_how(start: Start, body: str, detail: str) -> None:
    seen = start(f"import os\ndef f():\n    {body}", Level.L1).run([Call({})] * 2)
    assert [(one.outcome, one.detail) for one in seen] == [(Outcome.CRASHED, detail), (NOT_RUN, "")]


def test_crash_at_import_says_how(start: Start) -> None:
    loaded = start("import os; os._exit(0)").load()
    assert (loaded.outcome, loaded.detail) == (LoadOutcome.CRASHED, "exit status 0")


def test_taking_too_much_memory_raises(start: Start) -> None:
    source = "import numpy as np\ndef f(x):\n    return np.ones(x << 17).sum()"
    session = start(source, limits=Limits(memory_mb=128))
    assert outcomes(session, 100, 200) == [Outcome.RETURNED, Outcome.RAISED]


def test_creeping_memory_raises(start: Start) -> None:
    source = "def f():\n    a = []\n    while True: a.append(bytearray(1 << 20))"
    error = start(source, limits=Limits(memory_mb=128)).run([Call({})])[0].error
    assert error is not None
    assert error.type_name == "MemoryError"


def test_arguments_that_do_not_fit_into_memory_crash_in_words(start: Start) -> None:
    session = start("kept = []\ndef f(x): kept.append(x)", limits=Limits(memory_mb=64))
    seen = session.run([Call({"x": np.zeros(2 << 20)})] * 20)
    assert {one.outcome for one in seen} == {Outcome.RETURNED, Outcome.CRASHED, NOT_RUN}
    (crash,) = [one for one in seen if one.outcome is Outcome.CRASHED]
    assert crash.detail == "out of memory"


@pytest.mark.parametrize("text", ["'a' * 10**7", r"'\x1b[2J' * 1000 + '\x00\u202e'", r"'\ud800' + 'a\u0301' * 500_000"])
def test_text_of_an_exception_is_capped_and_clean(start: Start, text: str) -> None:
    error = start(f"def f(): raise ValueError({text})").run([Call({})])[0].error
    assert error is not None
    assert len(error.message) <= 4096
    assert not set(error.message) & set("\x1b\x00\u202e\ud800")


def test_exception_without_text_says_so(start: Start) -> None:
    source = "class E(Exception):\n    def __str__(self): raise SystemExit\ndef f(): raise E"
    error = start(source).run([Call({})])[0].error
    assert error is not None
    assert (error.type_name, error.message) == ("E", "(no text: its __str__ raised SystemExit)")


def test_interrupting_the_grader_ends_the_child(start: Start, group_ends: Callable[[int], bool]) -> None:
    # A shell's background job, in which the whole suite may run, ignores the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    session = start("import os, signal, time\ndef f():\n    os.kill(os.getppid(), signal.SIGINT)\n    time.sleep(60)", Level.L1)
    session.load()
    life = session._life
    assert life is not None
    pid = life._child.pid
    try:
        with pytest.raises(KeyboardInterrupt):
            session.run([Call({})])
    finally:
        signal.signal(signal.SIGINT, before)
    assert group_ends(pid)


def test_leaving_the_session_kills_what_the_answer_started(group_ends: Callable[[int], bool]) -> None:
    source = "import os, time\nif os.fork() == 0:\n    time.sleep(60)\ndef f(): return os.getpgid(0)"
    with Session(spawn(Level.L1), Job(source=source, file="f.py", function="f")) as session:
        group = session.run([Call({})])[0].value
        os.killpg(group, 0)
    assert group_ends(group)


def test_fork_that_comes_back_does_not_answer_twice(start: Start) -> None:
    session = start("import os\ndef f():\n    os.fork()\n    return 1", Level.L1)
    assert [seen.value for seen in session.run([Call({})] * 20)] == [1] * 20


def test_death_is_seen_while_a_fork_holds_the_pipe(start: Start) -> None:
    session = start("import os, time\ndef f():\n    if os.fork() == 0: time.sleep(60)\n    os._exit(5)", Level.L1)
    begun = time.monotonic()
    seen = session.run([Call({})])[0]
    assert (seen.outcome, seen.detail) == (Outcome.CRASHED, "exit status 5")
    assert time.monotonic() - begun < 10


def test_answers_that_end_their_own_threads_late_are_no_matter(start: Start) -> None:
    source = """
        import atexit, threading, time
        threading.Thread(target=time.sleep, args=(60,)).start()
        atexit.register(time.sleep, 60)
        f = abs
    """
    session = start(source)
    assert outcomes(session, -1) == [Outcome.RETURNED]
    begun = time.monotonic()
    session.close()
    assert time.monotonic() - begun < 10
