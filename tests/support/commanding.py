"""Command lines and answers for tests of the command `dlprep`."""

from typing import NamedTuple

NAIVE = """import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)
"""

RIGHT = """import numpy as np

def softmax(x, axis=-1):
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


class Told(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str
