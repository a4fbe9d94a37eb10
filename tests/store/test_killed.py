"""A verdict that reached stdout is in the store, whenever the process was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from grader.store import Store

HERE = Path(__file__).parent


def kill_writers(workspace: str, *, seed: int, count: int, lines: int) -> list[tuple[int, int, str]]:
    """Id, seed and verdict of every attempt that a writer printed."""
    command = [sys.executable, str(HERE / "killing.py"), workspace, str(seed), str(count), str(lines)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return [(int(number), int(seed), verdict) for number, seed, verdict in lines]


def test_every_printed_verdict_is_in_the_store_after_a_hundred_kills(tmp_path):
    printed = kill_writers(str(tmp_path), seed=1, count=100, lines=4)
    assert len(printed) > 100
    with Store.open(tmp_path) as store:
        stored = {attempt.id: attempt for attempt in store.attempts("adam-step")}
        assert not store.set_aside
    for number, drawn, verdict in printed:
        attempt = stored[number]
        assert (attempt.seed, attempt.verdict) == (drawn, verdict)
        assert attempt.answer == f"# {drawn}\n" * (drawn * 131 % 3000)


def test_a_kill_while_the_database_is_made_leaves_one_that_works(tmp_path, make_report):
    kill_writers(str(tmp_path / "workspace %d"), seed=3, count=40, lines=0)
    for number in range(40):
        with Store.open(tmp_path / f"workspace {number}") as store:
            added = store.add(make_report())
            assert store.latest("stable-softmax").id == added
            assert not store.set_aside
