"""A small exercise that proves itself, and pairs of texts to change in it."""

EXERCISE = """\
format: 1
form: code
title: Clipped mean
difficulty: easy
minutes: 5
ask: |
  Return the mean of `x` (N,), float64, and at least `low`. Raise `ValueError` for an empty `x`.

  Example: `clipped_mean(np.array([1.0, 2.0]))` is `1.5`.
function: clipped_mean(x, low=0.0)
dims: {N: 1..6}
inputs:
  x: {shape: [N], range: [-3, 3], nice: [1]}
  low: {range: [-1, 1], nice: [0.5]}
truth: |
  m = maximum(mean(x), low)
returns: m
reference: numbers.clipped_mean
edge_cases:
  - name: the bound is left out
    x: [-1.0, -2.0]
raises:
  - name: nothing to average
    x: []
mistakes:
  - name: the bound is forgotten
    code: |
      if len(x) == 0:
          raise ValueError("empty")
      return np.mean(x)
    says: The mean can lie below `low`.
alternatives:
  - name: by sum
    code: |
      if len(x) == 0:
          raise ValueError("empty")
      return max(sum(x) / len(x), low)
"""

REFERENCE = '''\
"""References."""

import numpy as np


def clipped_mean(x: np.ndarray, low: float = 0.0) -> float:
    """The mean, and at least low."""
    if len(x) == 0:
        raise ValueError("there is no mean of nothing")
    mean = np.sum(x) / len(x)
    return max(float(mean), low)
'''


def changed(text, changes):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text
