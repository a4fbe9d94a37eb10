"""`dlprep check` killed at a hundred random moments: every verdict that reached stdout is in the store."""

import os
import random
import signal
import subprocess
import sys
import time

from commanding import RIGHT

from grader.store import Store

SEED = 20261120
RUNS = 100


def test_every_verdict_that_was_seen_is_in_the_store(tmp_path):
    print(f"seed {SEED}")
    rng = random.Random(SEED)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "stable_softmax.py").write_text(RIGHT)
    command = [sys.executable, "-m", "grader", "check", "stable-softmax", "--seed", "9"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    started = time.perf_counter()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    usual = time.perf_counter() - started
    seen, killed = 2, 0
    for _ in range(RUNS):
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        # Most moments fall where it matters: while the attempt is stored and its verdict written.
        time.sleep(usual * rng.uniform(0.3, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        killed += process.returncode == -signal.SIGKILL
        seen += out.startswith(b"PASS")
    with Store.open(tmp_path) as store:
        kept = store.attempts("stable-softmax")
        assert store.set_aside == []
    assert len(kept) >= seen
    assert {attempt.answer for attempt in kept} == {RIGHT}
    assert killed > 0, "no run was killed: the test tells nothing"
