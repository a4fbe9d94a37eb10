"""A child that breaks the protocol: it is killed, the outcome says so, and nothing escapes."""

from __future__ import annotations

import resource
import select
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import LoadOutcome, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sandbox import Session

    Start = Callable[..., Session]

FORGE = """
import json, os, struct, time

def send(header, payload=b"", *, claims=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    sizes = claims or (len(text), len(payload))
    data = struct.pack("<IQ", *sizes) + text + payload
    while data:
        data = data[os.write(201, data):]

def reply(number=0, value=1, **more):
    return {"kind": "result", "id": number, "outcome": "returned", "value": value, "after": {"x": 1}, **more}

def f(x):
    """
LIES = {
    "header without end": 'send(b"", claims=(2**32 - 1, 0))',
    "payload without end": 'send(b"", claims=(2, 2**62))',
    "payload above the cap": 'send(b"", claims=(2, 50 << 20))',
    "no JSON": 'send(b"no json")',
    "no text": r'send(b"\xff\xfe")',
    "nothing": 'send(b"")',
    "nested without end": 'send(b"[" * 500_000)',
    "integer without end": 'send(b"9" * 1_000_000)',
    "other kind": 'send({"kind": "loaded", "outcome": "loaded"})',
    "ready again": 'send({"kind": "ready"})',
    "other call": "send(reply(1))",
    "unknown field": "send(reply(more=1))",
    "unknown outcome": 'send(reply(outcome="passed"))',
    "error without facts": 'send(reply(outcome="raised"))',
    "error of other types": 'send(reply(outcome="raised", error={"type_name": 3}))',
    "text without end": 'send(reply(warnings=["x" * 5000]))',
    "other arguments": 'send(reply(after={"y": 1}))',
    "aliases of none": 'send(reply(aliases=["y"]))',
    "array without bytes": 'send(reply(value=["a", "float64", [4]]))',
    "bytes without array": 'send(reply(), b"12345678")',
    "object array": 'send(reply(value=["a", "object", [1]]), b"12345678")',
    "nested value": 'send(reply(value=["l", ["l", ["l", ["l", ["l", ["l", ["l", ["l", ["l"]]]]]]]]]))',
    "recipe that is none": 'send(reply(value=["m", 0]))',
    "a reply more": "send(reply()); send(reply())",
    "noise": "os.write(201, bytes(range(256)) * 4000)",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_lie_ends_the_child_and_is_told(start: Start, lie: str) -> None:
    session = start(f"{FORGE}if x == 1: {lie}\n    return x")
    seen = session.run([Call({"x": 1}), Call({"x": 1})])
    crashed = [one for one in seen if one.outcome is Outcome.CRASHED]
    assert len(crashed) == 1
    assert crashed[0].detail.startswith("broke the protocol: ")
    assert session.run([Call({"x": 2})])[0].value == 2


def test_reply_before_its_question_is_a_lie(start: Start) -> None:
    source = f"{FORGE}for k in range(400): send(reply(k))\n    time.sleep(5)"
    seen = start(source).run([Call({"x": np.zeros(4000)})] * 400)
    (crash,) = [one for one in seen if one.outcome is Outcome.CRASHED]
    assert crash.detail == "broke the protocol: a reply before its question"


def test_bytes_after_the_last_reply_are_a_lie(start: Start) -> None:
    source = "import os, threading\ndef f(x):\n    threading.Timer(0.05, os.write, [201, b'late']).start()\n    return x"
    session = start(source)
    assert session.run([Call({"x": 1})])[0].outcome is Outcome.RETURNED
    life = session._life
    assert life is not None
    assert select.select([life._child.ends.results], [], [], 10)[0]
    seen = session.run([Call({"x": 1})] * 2)
    assert [(one.outcome, one.detail) for one in seen] == [
        (Outcome.CRASHED, "broke the protocol: bytes that nobody asked for"),
        (Outcome.NOT_RUN, ""),
    ]


def test_lie_at_import_is_told(start: Start) -> None:
    loaded = start("import os\nos.write(201, b'x' * 100)").load()
    assert loaded.outcome is LoadOutcome.CRASHED
    assert loaded.detail.startswith("broke the protocol: ")


def test_half_a_frame_runs_into_the_clock(start: Start) -> None:
    source = f"{FORGE}send(b'', claims=(2, 3 << 20)); time.sleep(60)"
    assert start(source, limits=Limits(call_seconds=0.7)).run([Call({"x": 1})])[0].outcome is Outcome.TIMEOUT


def test_frame_that_trickles_runs_into_the_clock(start: Start) -> None:
    source = f"{FORGE}send(b'', claims=(2, 3 << 20))\n    while True: os.write(201, b'x'); time.sleep(0.01)"
    assert start(source, limits=Limits(call_seconds=0.7)).run([Call({"x": 1})])[0].outcome is Outcome.TIMEOUT


def test_child_that_does_not_read_runs_into_the_clock(start: Start) -> None:
    session = start("import time\ndef f(x): time.sleep(60)", limits=Limits(call_seconds=0.7))
    seen = session.run([Call({"x": np.zeros(1 << 20)})] * 3)
    assert [one.outcome for one in seen] == [Outcome.TIMEOUT, Outcome.NOT_RUN, Outcome.NOT_RUN]


def test_replies_of_a_run_are_bounded_together(start: Start) -> None:
    source = "import numpy as np\ndef f(x): return np.zeros(500_000)"
    seen = start(source, result_bytes=8).run([Call({"x": 1})] * 40)
    (crash,) = [one for one in seen if one.outcome is Outcome.CRASHED]
    assert crash.detail == "broke the protocol: replies without end"


def test_flood_of_results_costs_no_memory(start: Start) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = "import os\ndef f(x):\n    while True: os.write(201, b'\\xff' * (1 << 20))"
    start(source).run([Call({"x": 1})])
    start("def f(x): print('y' * (200 << 20))").run([Call({"x": 1})])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10


def test_forged_values_are_only_values(start: Start) -> None:
    seen = start(f"{FORGE}send(reply(value=5)); os._exit(0)").run([Call({"x": 1})])[0]
    assert (seen.outcome, seen.value) == (Outcome.RETURNED, 5)


LIARS = """
import numpy as np

class Thief:
    shape, dtype, ndim, size = (2,), np.dtype(float), 1, 2
    def __array__(self, *a, **k): raise SystemExit
    __eq__ = __len__ = __float__ = __iter__ = __reduce__ = __array__

class Chameleon(np.ndarray):
    def __array_ufunc__(self, *a, **k): return True

class Odd(type):
    __name__ = __module__ = property(lambda self: 1 / 0)

def f(x):
    return [Thief(), np.zeros(2).view(Chameleon), Odd("Odd", (), {})()][x]
"""


@pytest.mark.parametrize(("which", "type_name"), [(0, "f.Thief"), (1, "f.Chameleon")])
def test_objects_that_lie_come_as_their_type_alone(start: Start, which: int, type_name: str) -> None:
    assert start(LIARS).run([Call({"x": which})])[0].value.type_name == type_name


def test_class_that_lies_about_its_name_harms_only_itself(start: Start) -> None:
    assert start(LIARS).run([Call({"x": 2})])[0].outcome in {Outcome.RETURNED, Outcome.RAISED}
