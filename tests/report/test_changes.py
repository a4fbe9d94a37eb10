"""What was changed in a debug exercise: shown once it passes, and not before."""

import pytest
from commanding import RIGHT

BANK = """format: 1
form: debug
title: A softmax that overflows
difficulty: easy
minutes: 5
ask: Mend it.
function: softmax(x, axis=-1)
dims: {N: 1..4}
inputs: {x: {shape: [N], range: [-5, 5], extreme: [-2000, 2000]}, axis: {axis_of: x}}
truth: |
  e = exp(x)
  p = e / sum(e, axis=axis, keepdims=True)
returns: p
reference: numerics.softmax
start: |
  import numpy as np


  def softmax(x, axis=-1):
      e = np.exp(x)
      return e / e.sum(axis=axis, keepdims=True)
"""
MENDED = """import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


@pytest.fixture
def debug(tmp_path, monkeypatch, capsys):
    """Check an answer to a debug exercise from the command line; returns stdout and the page."""
    from grader.cli.run import call

    (tmp_path / "exercises" / "numerics").mkdir(parents=True)
    (tmp_path / "exercises" / "numerics" / "mend-softmax.yaml").write_text(BANK)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "numerics.py").write_text(RIGHT)
    monkeypatch.chdir(tmp_path)

    def check(text):
        (tmp_path / "answer.py").write_text(text)
        call(["--bank", str(tmp_path), "check", "answer.py", "--exercise", f"{tmp_path.name}/mend-softmax", "--html"])
        told = capsys.readouterr()
        return told.out, (tmp_path / told.err.split()[-1]).read_text()

    return check


def test_a_passing_answer_shows_what_was_changed(debug):
    out, page = debug(MENDED)
    assert "-    e = np.exp(x)\n+    e = np.exp(x - np.max(x, axis=axis, keepdims=True))\n" in out
    assert '<span class="in">+    e = np.exp(x - np.max' in page


def test_an_answer_that_fails_does_not(debug):
    out, page = debug(BANK.split("start: |\n")[1].replace("\n  ", "\n").removeprefix("  "))
    assert out.startswith("WRONG")
    assert "what you changed" not in out
    assert "What you changed" not in page
