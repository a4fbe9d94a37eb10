"""Thousands of damaged frames: each is refused, ends early, or is a reply; none earns credit. More: `benchmarks/frames.py`."""

from __future__ import annotations

import random

import pytest
from frames import CALL, answer, failing, heard, honest, is_right, mutated, wrong

from grader.model.case import Observation
from grader.model.enums import Outcome
from grader.sandbox.boxes import ProtocolError
from grader.sandbox.child.frames import pack
from grader.sandbox.questions import Question
from grader.sandbox.replies import LoadReply, Ready, decode


@pytest.mark.parametrize("seed", range(8))
def test_damaged_frames_are_refused_or_are_replies(seed: int) -> None:
    rng = random.Random(seed)
    replies = [honest(wrong), honest(failing)]
    refused = 0
    for _ in range(300):
        seen = heard(mutated(replies, rng))
        if isinstance(seen, Observation):
            repr(seen)
            assert not is_right(seen)
        else:
            refused += 1
            assert seen.startswith("broke the protocol: ") or seen == "exit status 0"
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
            Question(0, CALL).observation(bytearray(header), bytearray(payload), 0.0)


@pytest.mark.parametrize(
    ("function", "outcome", "right"), [(answer, "returned", True), (wrong, "returned", False), (failing, "raised", False)]
)
def test_undamaged_replies_are_replies(function: object, outcome: str, right: bool) -> None:
    header, payload = honest(function)
    seen = heard(b"".join(pack(header, [memoryview(payload)])))
    assert (seen.outcome, is_right(seen)) == (Outcome(outcome), right)
