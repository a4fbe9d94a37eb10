"""Thousands of damaged frames: each is refused cleanly, ends early, or is a reply."""

from __future__ import annotations

import json
import os
import random
from typing import Any

import numpy as np
import pytest

from grader.model.case import Call, Generator, Observation
from grader.sandbox.boxes import GoneError, Inbox, ProtocolError
from grader.sandbox.child.calling import Caller
from grader.sandbox.child.rebuild import Payload
from grader.sandbox.child.trees import raw
from grader.sandbox.child.wire import pack
from grader.sandbox.questions import Question
from grader.sandbox.replies import LoadReply, Ready, decode

CALL = Call({"p": {"W": np.arange(6.0).reshape(2, 3), "m": np.array([True, False])}, "rng": Generator(3), "k": 2})
WORDS = [
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"[]",
    b"{}",
    b'"a"',
    b'["l",',
    b"99999999999999999999999",
    b"\xff",
    b"\x00",
    b'"float64"',
]


def answer(p: Any, rng: Any, k: int) -> Any:
    return p["W"] * k, {"a": [1, 2.5, "x", None, 1j, 2**80]}, np.float32(3), rng, {1}, float("nan")


def honest(function: Any) -> tuple[bytes, bytes]:
    question = Question(7, CALL)
    payload = Payload(b"".join(raw(array) for array in question.arrays))
    reply, arrays = Caller(function, (), lambda name: name, result_bytes=1 << 20).reply(question.request, payload.take)
    header = json.dumps({"kind": "result", "id": 7, **reply}, allow_nan=False, separators=(",", ":"))
    return header.encode(), b"".join(raw(array) for array in arrays)


def damaged(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + rng.choice(WORDS) + data[at:]
            case 2:
                data = data[:at] + data[at + rng.randint(1, 12) :]
            case 3:
                data = data[:at]
            case 4:
                end = at + rng.randint(1, 20)
                data = data[:end] + data[at:]
            case _:
                digits = [k for k, byte in enumerate(data) if 48 <= byte <= 57]
                if digits:
                    spot = rng.choice(digits)
                    data = data[:spot] + str(rng.choice([0, 1, 9, -1, 2**31, 2**63, 2**64])).encode() + data[spot + 1 :]
    return data


def read(frame: bytes) -> Observation:
    """What a grader makes of a child that sends `frame` and ends."""
    question = Question(7, CALL)
    reading, writing = os.pipe()
    try:
        os.write(writing, frame)
        os.close(writing)
        inbox = Inbox(reading)
        assert inbox.whole(lambda: question.reply_cap(1 << 20))
        return question.observation(*inbox.taken(), 0.0)
    finally:
        os.close(reading)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_frames_are_refused_or_are_replies(seed: int) -> None:
    rng = random.Random(seed)
    replies = [honest(answer), honest(lambda p, rng, k: 1 / 0)]
    refused = 0
    for _ in range(300):
        header, payload = rng.choice(replies)
        if rng.random() < 0.8:
            header = damaged(header, rng)
        if rng.random() < 0.4:
            payload = damaged(payload, rng)
        frame = b"".join(pack(header, [memoryview(payload)]))
        if rng.random() < 0.2:
            frame = damaged(frame, rng)
        try:
            seen = read(frame)
        except (ProtocolError, GoneError):
            refused += 1
        else:
            assert isinstance(seen, Observation)
            repr(seen)
    assert refused > 100


@pytest.mark.parametrize("seed", range(2))
def test_noise_is_refused(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(300):
        header, payload = rng.randbytes(rng.randrange(60)), rng.randbytes(rng.randrange(60))
        for kind in (Ready, LoadReply):
            with pytest.raises(ProtocolError):
                decode(header, kind)
        with pytest.raises(ProtocolError):
            Question(7, CALL).observation(bytearray(header), bytearray(payload), 0.0)


def test_undamaged_replies_are_replies() -> None:
    for function in (answer, lambda p, rng, k: 1 / 0):
        header, payload = honest(function)
        Question(7, CALL).observation(bytearray(header), bytearray(payload), 0.0)
