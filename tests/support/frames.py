"""Replies of a child, whole and damaged, and what a grader makes of them; for the tests and for `benchmarks/frames.py`."""

import json
import math
import os

import numpy as np

from grader.model.case import Call, Generator, Observation
from grader.model.enums import Level, Outcome
from grader.sandbox.channel import Capture
from grader.sandbox.child.calling import Caller
from grader.sandbox.child.frames import pack
from grader.sandbox.child.rebuild import Payload
from grader.sandbox.child.trees import raw
from grader.sandbox.job import Job
from grader.sandbox.life import BrokenError, Life
from grader.sandbox.questions import Question
from grader.sandbox.running import Ends

CALL = Call({"p": {"W": np.arange(6.0).reshape(2, 3), "m": np.array([True, False])}, "rng": Generator(3), "k": 2})
WORDS = [
    *(b"null", b"true", b"-1", b"1e999", b"[]", b"{}", b'"a"', b'["l",', b"99999999999999999999999", b"\xff", b"\x00"),
    *(b'"float64"', b'["d",', b'["t",', b'["o","a","b"]', b'["m",0]', b'["i","ff"]', b'["f","nan"]', b"\\ud800", b"}"),
]
NUMBERS = [0, 1, 9, -1, 2**31, 2**63, 2**64]
CAP = 1 << 20


def answer(p, rng, k):
    """A result with something of every kind that may cross."""
    return p["W"] * k, {"a": [1, 2.5, "x", None, 1j, 2**80]}, np.float32(3), rng, {1}, float("nan")


def wrong(p, rng, k):
    """The same with one number that is not right."""
    value, *rest = answer(p, rng, k)
    value[1, 2] += 1
    return value, *rest


def failing(p, rng, k):
    return 1 / 0


def honest(function):
    """Header and payload of an honest child's reply."""
    question = Question(0, CALL)
    payload = Payload(b"".join(raw(array) for array in question.arrays))
    reply, arrays = Caller(function, (), lambda name: name, result_bytes=CAP).reply(question.request, payload.take)
    header = json.dumps({"kind": "result", "id": 0, **reply}, allow_nan=False, separators=(",", ":"))
    return header.encode(), b"".join(raw(array) for array in arrays)


def damaged(data, rng):
    """`data` with up to three faults."""
    for _ in range(rng.randint(1, 3)):
        data = _damaged_once(data, rng)
    return data


def _damaged_once(data, rng):
    at = rng.randrange(len(data) + 1)
    match rng.randrange(6):
        case 0:
            return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + rng.choice(WORDS) + data[at:]
        case 2:
            return data[:at] + data[at + rng.randint(1, 12) :]
        case 3:
            return data[:at]
        case 4:
            return data[: at + rng.randint(1, 20)] + data[at:]
    digits = [k for k, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    spot = rng.choice(digits)
    return data[:spot] + str(rng.choice(NUMBERS)).encode() + data[spot + 1 :]


def mutated(replies, rng):
    """One frame: a reply with a damaged header, payload or frame, or several of these."""
    header, payload = rng.choice(replies)
    if rng.random() < 0.8:
        header = damaged(header, rng)
    if rng.random() < 0.4:
        payload = damaged(payload, rng)
    frame = b"".join(pack(header, [memoryview(payload)]))
    return damaged(frame, rng) if rng.random() < 0.2 else frame


class Puppet:
    """A child that answers by one frame and ends: what a `Life` needs of one, and no process."""

    level = Level.L1
    pid = 0
    ended = False
    ahead = None

    def __init__(self):
        self.process = self
        self.handle = None
        self._pipes = [os.pipe() for _ in range(4)]
        (_, job), *others = self._pipes
        self.ends = Ends(job, *(reading for reading, _ in others))
        for end in self.ends:
            os.set_blocking(end, False)

    def answer(self, frame):
        os.write(self._pipes[1][1], frame)
        os.close(self._pipes[1][1])

    def limit(self, memory, seconds):
        pass

    def exited(self):
        return True

    def end(self):
        if not self.ended:
            self.ended = True
            for number, pipe in enumerate(self._pipes):
                for end in pipe if number != 1 else pipe[:1]:
                    os.close(end)
        return 0


def asked(puppet, frame):
    """The question to a puppet, which answers by `frame` while it is sent: a moment earlier would be a lie of its own."""
    puppet.answer(frame)
    yield Question(0, CALL)


def heard(frame):
    """What a grader makes of a child that sends `frame` and ends: an Observation, or why there is none."""
    puppet, observations = Puppet(), []
    life = Life(puppet, Job(source="", file="f.py", function="f", result_bytes=1 << 10), Capture(), Capture())
    try:
        life.ask(asked(puppet, frame), 1, observations, math.inf)
    except BrokenError as broken:
        return broken.detail
    finally:
        life.end()
    return observations[0]


def is_right(seen):
    """Whether an Observation would earn credit: it returned what `answer` does."""
    expected = answer(CALL.arguments["p"], None, 2)
    if not isinstance(seen, Observation) or seen.outcome is not Outcome.RETURNED or not isinstance(seen.value, tuple):
        return False
    first = seen.value[0] if seen.value else None
    return isinstance(first, np.ndarray) and first.shape == expected[0].shape and bool((first == expected[0]).all())
