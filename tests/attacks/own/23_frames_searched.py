"""Tries: look through the frames above and all objects for what is expected, tolerances, references or other cases.

Harmless: reads its own memory.
"""

import gc
import sys

import numpy as np

WORDS = ("expect", "truth", "toler", "refer", "verdict", "answer_key", "solution")
found = None


def search(x, right):
    frame = sys._getframe(2)
    while frame is not None:
        for name in [*frame.f_locals, *frame.f_globals]:
            if any(word in name.lower() for word in WORDS):
                print("REACHED", name)
        frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing) is dict and type(thing.get("expected", thing.get("truth"))) is np.ndarray:
            print("REACHED a dict of expected values")
        if type(thing) is np.ndarray and thing is not right and thing.shape == x.shape and np.allclose(thing, right):
            print("REACHED expected values")


def softmax(x, axis=-1):
    global found
    if found is None and isinstance(x, np.ndarray):
        found = np.exp(x - x.max(axis=axis, keepdims=True))
        found /= found.sum(axis=axis, keepdims=True)
        search(x, found)
    return x * 0
