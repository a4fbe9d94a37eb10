"""Tries: replace numpy, and the functions of it and of Python with which results are read and sent.

Harmless: in its own process.
"""

import builtins
import json
import os
import struct
import sys

import numpy as np

real = np.ndarray


class Everything:
    """Equal to all, true, and of any shape."""

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__
    __lt__ = __le__ = __gt__ = __ge__ = __eq__


def softmax(x, axis=-1):
    for name in (
        "asarray",
        "copy",
        "shares_memory",
        "allclose",
        "array_equal",
        "isclose",
        "isnan",
        "ndarray",
        "errstate",
        "abs",
        "max",
    ):
        setattr(np, name, Everything())
    for name in ("isinstance", "type", "len", "all", "any", "abs", "issubclass", "id"):
        setattr(builtins, name, lambda *_: True)
    sys.modules["numpy"] = sys.modules["numpy.linalg"] = Everything()
    json.JSONEncoder = json.dumps = json.loads = struct.pack = os.write = Everything()
    return x * 0
