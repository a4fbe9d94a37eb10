"""The measurement of false rejects, on one exercise and a tenth of a few seeds."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def measured(*words):
    command = [sys.executable, str(ROOT / "benchmarks" / "trust.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_right_answers_are_counted_kept_and_written(tmp_path):
    kept, page = tmp_path / "kept.jsonl", tmp_path / "trust.md"
    words = ["--all", "--jobs", "1", "--seeds", "10", "--tenth", "3", "--keep", str(kept), "--write", str(page), "dot-product"]
    first = measured(*words)
    assert first.returncode == 0, first.stderr
    cases = json.loads(kept.read_text())["cases"]
    assert cases >= 100
    assert f"0 false rejects in {2 * cases} runs" in first.stdout
    assert re.search(r"\| dot-product \| 1 \| 2 \| \d+ \| 0 \| 0 \|", page.read_text())
    again = measured(*words)
    assert again.stdout == first.stdout
    assert len(kept.read_text().splitlines()) == 1, "what was done is not done again"
